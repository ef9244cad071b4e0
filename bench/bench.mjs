// Runs the measures one after another, each on a fresh copy of the federation where it changes something, and prints the table.
// Called by bench/run: folder, program, members, which measures, where the federation is kept, file of the rows, size,
// minutes of the soak.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { percentile } from './client.mjs'
import { measureFigures } from './figures.mjs'
import { Server, bytesOf, exists, makeFederation } from './house.mjs'
import { measureImports } from './imports.mjs'
import { measureJoins } from './joins.mjs'
import { measureLists } from './lists.mjs'
import { measurePages } from './pages.mjs'
import { measurePhone } from './phone.mjs'
import { measureReads } from './reads.mjs'
import { measureRecovery } from './recovery.mjs'
import { measureSoak } from './soak.mjs'
import { measureSigningIn } from './signing_in.mjs'
import { measureStart } from './start.mjs'
import { measureNearest, measureSiting } from './stations.mjs'

const measures = {
  start: measureStart, lists: measureLists, figures: measureFigures, pages: measurePages, imports: measureImports, joins: measureJoins,
  phone: measurePhone, reads: measureReads, signing_in: measureSigningIn, recovery: measureRecovery, soak: measureSoak,
  nearest: measureNearest, siting: measureSiting,
}
const named_only = ['soak', 'nearest', 'siting'] // last, or are compiled first
const results = 'build/bench/last.json'
const [folder, program, memberText, only, kept, file, size, minuteText] = process.argv.slice(2)
const members = Number(memberText)
const wanted = only ? only.split(',') : Object.keys(measures).filter((name) => !named_only.includes(name))
for (const name of wanted)
  if (!measures[name]) {
    console.error(`bench/run: there is no measure "${name}"; there are: ${Object.keys(measures).join(', ')}`)
    process.exit(1)
  }

const rows = []
const serving = new Set()
let bares = 0
const say = (text) => console.error(text)
const runAt = new Date().toISOString()
const bench = {
  folder: path.join(folder, 'federation'),
  scratch: folder,
  program,
  members,
  minutes: Number(minuteText),
  /** So many, or a quarter of it in the quick form. */
  some: (count) => (size === 'quick' ? Math.ceil(count / 4) : count),
  /** Keeps figures for a line of the scorecard, beside those that other measures keep for the same line. */
  card(line, figures) {
    const cards = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {} // another bench may go on beside this one
    const before = cards[line]?.run === runAt ? cards[line] : {}
    cards[line] = { ...before, ...figures, run: runAt, members, load: Number(os.loadavg()[0].toFixed(1)) }
    mkdirSync(path.dirname(results), { recursive: true })
    writeFileSync(results, JSON.stringify(cards, null, 2) + '\n')
  },
  number: (n) => Math.round(n).toLocaleString('en'),
  ms: (sorted) => `p50 ${percentile(sorted, 0.5).toFixed(2)} p99 ${percentile(sorted, 0.99).toFixed(2)} ms`,
  detail: (text) => say(`    ${text}`),
  row(row) {
    rows.push(row)
    say(`  ${row.measure}: ${row.what}: ${row.figure}`)
  },
  async serve(options) {
    const server = await Server.start(program, bench.folder, options)
    serving.add(server)
    server.ended.then(() => serving.delete(server))
    return server
  },
  /** Seconds that bare inserts of so many rows take in an empty house of the same schema. */
  bare(mode, count) {
    const house = path.join(folder, `bare-${mode}-${++bares}`)
    mkdirSync(house)
    execFileSync(program, ['init', '--data', house], { stdio: 'ignore' })
    return Number(execFileSync(path.join(folder, 'bare_inserts'), [mode, path.join(house, 'unionhall.sqlite'), String(count)]).toString())
  },
}

const source = kept || bench.folder
let made
const sizeFile = path.join(source, 'bench-members.txt')
if (exists(source)) {
  const there = existsSync(sizeFile) ? Number(readFileSync(sizeFile, 'utf8')) : 'another number of'
  if (there !== members) throw new Error(`the federation in ${source} has ${there} members, not ${members}: name another folder, or remove it`)
} else {
  say(`Making a federation of ${bench.number(members)} members …`)
  mkdirSync(path.dirname(path.resolve(source)), { recursive: true })
  made = makeFederation(program, source, members)
  writeFileSync(sizeFile, String(members))
}
if (kept) cpSync(kept, bench.folder, { recursive: true })
bench.row({
  measure: 'federation', what: `unionhall demo, ${bench.number(members)} members besides the story`,
  figure: `${made ? `${made.toFixed(0)} s, ` : ''}${(bytesOf(bench.folder) / 1e6).toFixed(0)} MB on disk`,
})
let failures = 0
for (const name of wanted) {
  say(`Measuring ${name} …`)
  try {
    await measures[name](bench)
  } catch (fault) {
    ++failures
    bench.row({ measure: name, what: 'could not be measured to the end', figure: fault.message.split('\n')[0].slice(0, 80) })
    say(fault.stack)
    for (const server of serving) await server.stop()
  }
}

const heads = { measure: 'measure', what: 'what', figure: 'figure', aim: 'aim', peer: 'peer in the same run, or limit', ratio: 'ratio' }
const ratio = (value) => (typeof value === 'number' ? (value < 10 ? value.toFixed(2) : value.toFixed(0)) : value ?? '')
const cells = [heads, ...rows].map((row) => Object.keys(heads).map((key) => String(key === 'ratio' ? ratio(row[key]) : row[key] ?? '')))
const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)))
cells.splice(1, 0, widths.map((width) => '-'.repeat(width)))
const cpu = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor'
console.log(`\n${os.cpus().length} × ${cpu}, ${Math.round(os.totalmem() / 2 ** 30)} GB, load ${os.loadavg()[0].toFixed(1)}; ${bench.number(members)} members; server and load on the same machine\n`)
for (const line of cells) console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
if (file) writeFileSync(file, JSON.stringify({ members, rows }, null, 2) + '\n')
process.exit(failures ? 1 : 0)
