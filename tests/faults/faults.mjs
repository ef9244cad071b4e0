// Breaks Unionhall in every way that disks, machines and memory break, and sees that nothing acknowledged is lost.
// Called by tests/faults/run: folder, program, kinds, cycles, seed.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { kill, power, proof } from './crashes.mjs'
import { clock } from './clocks.mjs'
import { backup, backupPower } from './copies.mjs'
import { flush, full, single, small } from './disks.mjs'
import { smallPostgres } from './postgres.mjs'
import { memory } from './memories.mjs'
import { rotation } from './rotations.mjs'
import { randomFrom } from './control.mjs'
import { upgrade, upgradePostgres } from './upgrades.mjs'
import { isKept } from './work.mjs'

// Each with the cycles of the short form.
const kinds = {
  kill: [kill, 2], power: [power, 4], proof: [proof, 1], full: [full, 2], small: [small, 1], flush: [flush, 2], single: [single, 2], memory: [memory, 1],
  clock: [clock, 1], rotation: [rotation, 1], backup: [backup, 1], 'backup-power': [backupPower, 2], upgrade: [upgrade, 3], 'upgrade-postgres': [upgradePostgres, 1], 'small-postgres': [smallPostgres, 1],
}

// What people do in a run: one that lacks any of it proves nothing, and has failed.
const sorts_of_work = ['join', 'decisions', 'import', 'commit', 'undo']

const [folder, program, wanted, cycles, seed, postgres] = process.argv.slice(2)
const names = wanted ? wanted.split(',') : Object.keys(kinds)
for (const name of names)
  if (!kinds[name]) {
    console.error(`tests/faults/run: there is no kind "${name}"; there are: ${Object.keys(kinds).join(', ')}`)
    process.exit(1)
  }

/** What bench/scorecard reads. A short run in which nothing was lost does not take the place of a longer one. */
function keepForScorecard(file, told, result) {
  const known = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const longest = Number(/^passed .*?: (\d+) cycles/.exec(known)?.[1] ?? 0)
  if (result.wrong.length || result.cycles >= longest) writeFileSync(file, `${told}\n`)
}

const bench = {
  folder,
  program,
  postgres,
  demonstration: path.join(folder, 'demonstration'),
  integrity: path.join(folder, 'integrity'),
  library: (name) => path.join(folder, `${name}.so`),
  running: new Set(),
  isShort: !Number(cycles),
  count: 0,

  /** Keeps a figure for bench/scorecard. */
  card(line, figures) {
    const file = `build/scorecard/${line}.json`
    mkdirSync(path.dirname(file), { recursive: true })
    const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    writeFileSync(file, JSON.stringify({ ...before, ...figures }) + '\n')
  },

  /** Runs one cycle after another on a house; `one` answers what was wrong. */
  async cycles(house, one) {
    const result = { cycles: 0, acknowledged: 0, retried: 0, wrong: [], kept: Object.fromEntries(sorts_of_work.map((sort) => [sort, 0])) }
    for (; result.cycles < bench.count && result.wrong.length < 5; ++result.cycles) {
      await house.ready()
      const before = house.ledger.entries.length
      house.retried = 0
      result.wrong.push(...(await one(result)))
      const kept = house.ledger.entries.slice(before).filter((entry) => isKept(entry))
      for (const { kind } of kept) ++result.kept[kind]
      result.acknowledged += kept.length
      result.retried += house.retried
    }
    if (house.hasWorked) for (const sort of sorts_of_work) if (!result.kept[sort]) result.wrong.push(`in the whole run no ${sort} was acknowledged: nothing is shown about it`)
    if (house.server?.isAlive) await house.close()
    if (!result.wrong.length) house.drop()
    return result
  },
}

mkdirSync('build/faults', { recursive: true })
let passed = 0, failed = 0, skipped = 0
execFileSync(program, ['demo', '--data', bench.demonstration, '--members', '20'], { stdio: ['ignore', 'ignore', 'inherit'] })
for (const name of names) {
  const [run, short] = kinds[name]
  bench.count = Number(cycles) || short
  bench.random = randomFrom(Number(seed) + name.length * 7919)
  const began = performance.now()
  let result = { cycles: 0, wrong: [] }
  try {
    result = await run(bench)
  } catch (fault) {
    result.wrong.push(fault.stack)
  }
  for (const server of bench.running) await server.kill()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (result.skipped) {
    ++skipped
    console.log(`skipped ${name}: ${result.skipped}`)
    continue
  }
  if (result.wrong.length) ++failed
  else ++passed
  const lists = result.kept ? ` (${result.kept.commit} commits, ${result.kept.undo} undos)` : ''
  const counts = `${result.cycles} cycles, ${result.acknowledged ?? 0} answers kept${lists}, ${result.retried ?? 0} asked again, ${result.wrong.length ? `${result.wrong.length} WRONG` : '0 lost'}`
  const told = `${result.wrong.length ? 'FAILED' : 'passed'} ${name}: ${counts}${result.note ? `; ${result.note}` : ''} (${seconds} s)`
  console.log(told)
  keepForScorecard(`build/faults/${name}.txt`, told, result)
  for (const sentence of result.wrong.slice(0, 6)) console.log(`    ${String(sentence).slice(0, 500)}`)
}
rmSync(bench.demonstration, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed ? 1 : 0)
