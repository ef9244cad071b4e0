// Prints the shares of lines and branches by group and file, and writes those of everything. Reads "group file" lines.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const [summary, figures] = process.argv.slice(2)
const groupOf = new Map(readFileSync(0, 'utf8').trim().split('\n').map((line) => line.split(' ').reverse()))
const found = JSON.parse(readFileSync(summary, 'utf8')).data[0].files
  .map(({ filename, summary: { lines, branches } }) => ({ file: path.relative('.', filename), lines, branches }))
  .map((each) => ({ ...each, group: groupOf.get(each.file) }))
const missing = [...groupOf.keys()].filter((file) => !found.some((each) => each.file === file))
if (missing.length) throw new Error(`not counted: ${missing.join(', ')}`)

const share = (files, what) => {
  const [covered, count] = ['covered', 'count'].map((key) => files.reduce((sum, each) => sum + each[what][key], 0))
  return count ? (100 * covered) / count : 100
}
const row = (name, files) =>
  console.log(`${name.padEnd(44)} ${share(files, 'lines').toFixed(1).padStart(6)} % of lines ${share(files, 'branches').toFixed(1).padStart(6)} % of branches`)
for (const group of new Set(groupOf.values())) {
  const files = found.filter((each) => each.group === group)
  row(group, files)
  for (const each of files) row(`  ${each.file}`, [each])
}
row('all of it', found)
const rounded = (what) => Math.floor(share(found, what) * 10) / 10
writeFileSync(figures, JSON.stringify({ lines_percent: rounded('lines'), branches_percent: rounded('branches'), run: new Date().toISOString() }))
