// The lines of the scorecard, what anchors them, what each level asks, and where its figure is found. Called by bench/scorecard.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import os from 'node:os'

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
const parsed = (file) => (existsSync(file) ? { ...JSON.parse(read(file)), run: statSync(file).mtime.toISOString() } : undefined)
const bench = parsed('build/bench/last.json') ?? {}
const kept = (line) => parsed(`build/scorecard/${line}.json`) ?? bench[line]

/** Of tests/faults/run: "passed kill: 30 cycles, 812 answers kept, 12 asked again, 0 lost". */
function fault(kind) {
  const file = `build/faults/${kind}.txt`
  const found = /^(passed|FAILED) \w+: (\d+) cycles/m.exec(read(file) ?? '')
  return found ? { cycles: found[1] === 'passed' ? Number(found[2]) : 0, run: statSync(file).mtime.toISOString() } : undefined
}

function abuse() {
  const last = parsed('build/abuse/last.json')
  return last && { ...last.measured, canary: last.canary, run: last.run }
}

/** Of ./test: what the fuzzers executed in their last runs, and what the sanitizers found. */
function fuzzed() {
  const folder = 'build/test-logs'
  const logs = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('fuzz-')) : []
  const executed = logs.map((name) => Number(/stat::number_of_executed_units: *(\d+)/.exec(read(`${folder}/${name}`))?.[1] ?? 0)).filter((n) => n > 0)
  return executed.length ? { executed: Math.min(...executed), run: statSync(`${folder}/${logs[0]}`).mtime.toISOString() } : undefined
}
function sanitized() {
  const log = 'build/test-logs/cpp.log'
  const text = read(log)
  if (!text || !/test cases:/.test(text)) return undefined
  return { reports: (text.match(/ERROR: AddressSanitizer|runtime error:/g) ?? []).length, run: statSync(log).mtime.toISOString() }
}

const more = (name, unit, gate, target, record, anchor) => ({ name, unit, gate, target, record, anchor, isGood: (value, level) => value >= level })
const less = (name, unit, gate, target, record, anchor) => ({ name, unit, gate, target, record, anchor, isGood: (value, level) => value <= level })

// What the record asks besides these figures (reliability.md) and no program here tries: the line ends at the target.
const untried = NaN
/** The scale at which reads were measured, too: a house whose figures alone are of a million members is not one. */
const members = Math.min(...['A4', 'A5', 'A6'].map((line) => kept(line)?.members ?? 0))

// line, what, anchor in words, where the figures are, the parts of it: every part has to reach a level
const card = [
  ['A1', 'durable creates over HTTP, 64 connections', 'the engine alone 29–35 k/s', kept('A1'), more('per_second', '/s', 5000, 10000, 15000, 32000)],
  ['A2', 'the same, flushes a millisecond slower', 'the engine alone 17.7 k/s, 57 a flush', kept('A2'),
    more('per_second', '/s', 3000, 8000, 12000, 17700), more('per_flush', ' a flush', 10, 40, 60, 57)],
  ['A3', 'the same on PostgreSQL', 'the engine alone 12–15 k/s', kept('A3'), more('per_second', '/s', 3000, 6000, 9000, 13500)],
  ['A4', 'one record by its id: rights, seal, masks', 'nginx, a static file 147 k/s', kept('A4'), more('per_second', '/s', 25000, 50000, 80000, 147000)],
  ['A5', 'exact look-up by a sealed number', 'PostgreSQL alone 65 k/s', kept('A5'), more('per_second', '/s', 10000, 25000, 40000, 65000)],
  ['A6', '90/10 mixed at half of the most', 'nginx p99 1.3 ms', kept('A6'), less('p99_ms', ' ms p99', 20, 5, 3, 1.3), less('p999_ms', ' ms p99.9', 100, 25, 10)],
  ['A7', '10,000 connections kept open', 'nginx 32 MB, canary p99 13 ms', abuse()?.keep_alive && { ...abuse().keep_alive, run: abuse().run },
    more('connections', ' connections', 10000, 10000, 10000, 10000), less('rss_mb', ' MB', 300, 100, 50, 32), less('canary_p99_ms', ' ms p99', 500, 50, 10, 13)],
  ['A8', 'import, checked, compared, sealed, kept', 'COPY with indexes 59 k/s', kept('A8'), more('rows_per_second', ' rows/s', 10000, 30000, 50000, 59000), less('memory_mb', ' MB', 400, 400, 400)],
  ['A9', 'statistics of any part of the tree', 'roll-ups 31 ms', kept('A9'), less('p99_ms', ' ms p99', 500, 50, 10, 31)],
  ['A10', '200 sign-ins a second offered', '90/s ceiling', kept('A10'), more('served_per_second', '/s', 60, 80, 85, 90), less('others_p99_ms', ' ms p99 of others', 200, 50, 20)],
  ['A11', 'members of the house that A4 to A6 read', '', members && { members, run: kept('A4').run }, more('members', ' members', 1e6, 1e7, 5e7)],
  ['A12', 'soak of 30 min: growth of memory', '', kept('A12'), less('mb_per_hour', ' MB/h', 50, 5, 5), less('files_per_hour', ' files/h', 1, 1, 1), less('faults', ' faults', 0, 0, 0), more('minutes', ' min', 30, 30, 480)],
  ['A13', 'idle memory; cold start; boot after a crash', 'Vaultwarden 50 MB', kept('A13'),
    less('idle_mb', ' MB', 150, 60, 30, 50), less('cold_start_ms', ' ms cold', 2000, 500, 200), less('boot_after_crash_ms', ' ms after a crash', 10000, 2000, 1000)],
  ['B1', 'kill -9 under load', '', fault('kill') ?? kept('B1'), more('cycles', ' cycles, 0 lost', 30, 1000, 10000)],
  ['B2', 'power cut: only flushed bytes survive', 'SQLite: every call site', fault('power') ?? kept('B2'), more('cycles', ' cycles, 0 lost', 30, 1000, 10000)],
  ['B3', 'disk full while running', '', fault('full') ?? kept('B3'), more('cycles', ' cycles, no false answer', 1, 30, 1000)],
  ['B4', 'errors of flushing', '', fault('flush') ?? kept('B4'), more('cycles', ' cycles, 0 lost', 1, 30, 1000)],
  ['B5', 'an allocation fails', '', fault('memory') ?? kept('B5'), more('cycles', ' cycles, no crash', 100, 10000, 100000)],
  ['B6', 'loss of the leading node', 'Patroni alone 11.2 s', kept('B6'), less('lost', ' lost', 0, 0, 0), less('rto_s', ' s', 30, 15, 12, 11.2)],
  ['B7', 'partition, hang, loss of the standby', 'Patroni alone 22 s', kept('B7'), less('lost', ' lost', 0, 0, untried), less('unanswered_s', ' s unanswered', 60, 10, 10)],
  ['B8', 'backup under load, to serving from it', '', kept('B8'), less('seconds', ' s', 300, 60, 30)],
  ['B9', 'damaged backups refused, upgrades killed', '', kept('B9'), more('refused_percent', ' %', 100, 100, 100), more('kill_points', ' kill points', 5, 5, 100)],
  ['B10', 'clocks that jump', '', kept('B10'), less('faults', ' faults', 0, 0, untried)],
  ['B11', 'slow clients: the others meanwhile', 'nginx p99 2.6 ms', abuse()?.canary?.slow && { canary_p99_ms: abuse().canary.slow.p99, longest_s: abuse().slow?.longest_s, run: abuse().run },
    less('canary_p99_ms', ' ms p99', 500, 50, 3, 2.6), less('longest_s', ' s until cut', 60, 30, 30, 60)],
  ['B12', 'kinds of tampering with the audit found', '', kept('B12'), more('kinds', ' of 8', 7, 8, untried, 8)],
  ['C1', 'requests mutated and injected', '', kept('C1'), more('requests', ' requests', 5e4, 1e6, 1e8), less('faults', ' faults', 0, 0, 0)],
  ['C2', 'inputs a parser was fuzzed with, the least', '', kept('C2') ?? fuzzed(), more('executed', ' inputs', 1e7, 1e9, 1e9)],
  ['C3', 'hostile files refused', '', kept('C3'), more('files', ' files', 41, 200, 1000)],
  ['C4', 'cells of who may do what', '', kept('C4'), more('cells', ' cells', 1, 1, 50000), less('wrong', ' wrong', 0, 0, 0)],
  ['C5', 'the same request at once: effects', '', kept('C5'), less('effects', ' effect', 1, 1, 1), more('at_once', ' at once', 64, 1000, 1000)],
  ['C6', 'personal data found on the disk', '', kept('C6'), less('hits', ' hits', 0, untried, untried), more('encodings', ' encodings', 20, untried, untried)],
  ['C7', 'ASVS 5.0 with evidence', '', kept('C7'), more('l1_percent', ' % of L1', 100, 100, 100), more('l2_percent', ' % of L2', 80, 100, 100)],
  ['C8', 'reports of the sanitizers over all tests', '', kept('C8') ?? sanitized(), less('reports', ' reports', 0, 0, untried), less('tsan_reports', ' of threads', 0, 0, untried)],
  ['C9', 'coverage of storage, rights, cryptography, audit', 'SQLite: 100 % of branches', kept('C9'), more('lines_percent', ' % of lines', 85, 95, 100), more('branches_percent', ' % of branches', 70, 90, 100)],
]

const levels = ['gate', 'target', 'record']
const shown = (value) => Number.isNaN(value) ? 'untried' : (value >= 1000 ? Math.round(value).toLocaleString('en') : value < 10 && value % 1 ? value.toFixed(1) : String(Math.round(value)))
const asked = (parts, level) => parts.map((part) => shown(part[level])).join(' / ')

function lineOf([line, what, anchor, figures, ...parts]) {
  const known = parts.filter((part) => typeof figures?.[part.name] === 'number')
  const row = { line, what, figure: 'not measured', anchor, ratio: '', gate: asked(parts, 'gate'), target: asked(parts, 'target'), record: asked(parts, 'record'), reached: '–', when: '' }
  if (!known.length) return row
  row.figure = parts.map((part) => (known.includes(part) ? `${shown(figures[part.name])}${part.unit}` : 'not measured')).join(', ')
  const first = known.find((part) => part.anchor)
  if (first) row.ratio = (figures[first.name] / first.anchor).toFixed(2)
  const reached = levels.filter((level) => parts.every((part) => known.includes(part) && part.isGood(figures[part.name], part[level])))
  row.reached = reached.at(-1) ?? (known.length < parts.length && known.every((part) => part.isGood(figures[part.name], part.gate)) ? 'in part' : 'below the gate')
  row.when = `${figures.run?.slice(5, 16).replace('T', ' ') ?? ''}${figures.load === undefined ? '' : `, load ${figures.load}`}`
  return row
}

const heads = { line: '', what: 'what', figure: 'figure', anchor: 'anchor', ratio: 'ratio', gate: 'gate', target: 'target', record: 'record', reached: 'reached', when: 'measured' }
const rows = card.map(lineOf)
const cells = [heads, ...rows].map((row) => Object.keys(heads).map((key) => row[key]))
const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)))
cells.splice(1, 0, widths.map((width) => '-'.repeat(width)))
for (const line of cells) console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
const count = (what) => rows.filter((row) => row.reached === what).length
console.log(`\n${rows.length} lines: ${count('record')} reach the record, ${count('target')} the target, ${count('gate')} the gate, ${count('below the gate')} are below it, ` +
  `${count('in part')} are measured in part, ${count('–')} not at all. Load now ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} processors.`)
