// node calendar.mjs OUTPUT: holidays and make-up days of the yearly notices, from the npm package chinese-days.
// Lines: "year 2026"; "off 2026-01-01 元旦|New Year's Day"; "work 2026-01-04".
import { readFileSync } from 'node:fs'
import { packageVersion, writeAsset } from './asset.mjs'

const folder = new URL('node_modules/chinese-days/', import.meta.url)
const { holidays, workdays } = JSON.parse(readFileSync(new URL('dist/chinese-days.json', folder), 'utf8'))

// A year is known when the notice covers its National Day; before that only a piece of it is out.
const years = [...new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))]
  .filter((year) => holidays[`${year}-10-01`])
  .sort()
if (years.length < 23 || years[0] !== '2004') throw new Error(`the notices from 2004 on are expected, not ${years}`)

const name = (text) => {
  const [en, zh] = text.split(',')
  if (!en || !zh) throw new Error(`a holiday without a name in both languages: ${text}`)
  return `${zh}|${en}`
}
const days = [
  ...Object.entries(holidays).map(([day, text]) => [day, `off ${day} ${name(text)}`]),
  ...Object.keys(workdays).map((day) => [day, `work ${day}`]),
]
days.sort(([a], [b]) => (a < b ? -1 : 1))
console.log(`${years.length} years, ${days.length} days`)
writeAsset(process.argv[2], `# unionhall calendar 1 from chinese-days ${packageVersion('chinese-days')}`, [
  ...years.map((year) => `year ${year}`),
  ...days.map(([, line]) => line),
])
