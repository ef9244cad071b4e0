// Upgrades that die, lose the power, find the disk full or failing: at the next start they go on, and nothing is gone.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { EarlierHouse, Trial, earlierHouses, howItEnded } from './commands.mjs'
import { Control, EIO, beginShadow, cutPower } from './control.mjs'
import { Server, run } from './server.mjs'
import { meet } from './work.mjs'

const deaths_a_cycle = 3
const statements_certain = 10, statements_of_schema = 100, statements_max = 20_000 // an empty house needs some more than these: of its divisions

/** What an upgrade meets, of the writes, flushes and bytes a whole one takes: [what, words of the control file]. */
const misfortunes = [
  ['a full disk', (random, whole) => ({ is_limited: 1, space_bytes: Math.floor(random() * whole.bytes) })],
  ['a failed flush', (random, whole) => ({ sync_fails_in: 1 + Math.floor(random() * whole.syncs) })],
  ['a failed write', (random, whole) => ({ write_errno: EIO, write_fails_in: 1 + Math.floor(random() * whole.writes) })],
]

/**
 * An empty folder becomes a house, and the houses that earlier programs left become this one's. Each dies before one of its
 * writes, with the power, three times; and meets a disk that is full, that does not flush, that does not write. At the next
 * start it goes on, and nothing that was in it is gone; and an upgrade that says it is done is not undone by a power cut.
 */
export async function upgrade(bench) {
  const folder = path.join(bench.folder, 'upgrade'), shadow = path.join(folder, 'shadow')
  const trial = new Trial(bench, folder, 'disk')
  const houses = [undefined, ...earlierHouses()].map((name) => new EarlierHouse(trial, name, path.join(folder, name ?? 'empty')))
  const result = { cycles: 0, acknowledged: 0, wrong: [] }
  let deaths = 0, failures = 0
  for (; result.cycles < bench.count && result.wrong.length < 4; ++result.cycles) {
    const house = houses[result.cycles % houses.length], { wrong } = result
    const about = { FAULTS_DISK: house.data, FAULTS_SHADOW: shadow }
    const upgrading = ['migrate', '--data', house.data]
    /** Runs it on a disk that keeps a shadow; then the power goes. */
    const inTheDark = async (what, words, command = upgrading) => {
      beginShadow(house.data, shadow)
      const ended = await trial.run(command, words, about)
      wrong.push(...howItEnded(what, ended, { mayDie: Boolean(words.dies_in) }))
      cutPower(house.data, shadow, bench.random)
      if (ended.code === 0 && !house.isUpgraded) wrong.push(`${what}: an upgrade says it is done, and the power cut takes it away`)
      return ended
    }
    house.unpack()
    house.whole ??= await measure(trial, house, upgrading)
    for (let i = 0; i < deaths_a_cycle; ++i) {
      // Most of the writes are of one long list; half the deaths are among the others.
      const writes = house.whole.operations * (bench.random() < 0.5 ? 1 : 0.1)
      const died = await inTheDark('a death', { dies_in: 1 + Math.floor(bench.random() * writes) }, house.name || i ? upgrading : ['init', '--data', house.data])
      if (died.signal) ++deaths
    }
    wrong.push(...house.judge('after deaths'))
    wrong.push(...(await serves(house)))
    for (const [what, words] of misfortunes) {
      house.unpack()
      if ((await inTheDark(what, words(bench.random, house.whole))).code !== 0) ++failures
      wrong.push(...house.judge(`after ${what}`))
    }
  }
  trial.close()
  bench.card('B9', { kill_points: result.wrong.length ? 0 : deaths })
  result.note = `${deaths} deaths, ${failures} failures of the disk; an empty folder and ${houses.length - 1} earlier houses`
  return result
}

/** How much a whole upgrade writes. Afterwards the house is as it was. */
async function measure(trial, house, upgrading) {
  const space = 2 ** 40
  const { code, text, counted } = await trial.run(upgrading, { is_limited: 1, space_bytes: space }, { FAULTS_DISK: house.data })
  if (code !== 0) throw new Error(`an upgrade with nothing wrong: ${text}`)
  house.unpack()
  return { ...counted, bytes: space - counted.space_bytes }
}

/** People of an earlier house sign in and find their lists; a new one takes its first person. */
async function serves(house) {
  if (!house.name) return run(house.world, ['user', 'add', 'first', '--data', house.data]).code === 0 ? [] : ['the new house cannot be used']
  const server = await Server.start({ ...house.world, running: new Set(), data: house.data })
  try {
    const { people } = await meet(server)
    for (const path of ['/api/applications', '/api/members', '/api/work-list']) {
      const seen = await server.ask({ path, headers: people.street })
      if (seen.status !== 200) return [`${path} of an earlier house is answered ${seen.status}: ${seen.body}`]
    }
    return []
  } finally {
    await server.stop()
  }
}

/** The same on PostgreSQL, which survives the death of whoever speaks to it: the program dies before one of its statements. */
export async function upgradePostgres(bench) {
  if (!bench.postgres) return { skipped: 'there is no PostgreSQL 15 here' }
  const result = { cycles: 0, acknowledged: 0, wrong: [] }
  const folder = path.join(bench.folder, 'upgrade-postgres')
  mkdirSync(folder)
  const control = new Control(path.join(folder, 'control'))
  const env = { LD_PRELOAD: bench.library('statements'), FAULTS_CONTROL: control.file }
  const world = { program: bench.program }
  let deaths = 0
  const house = (name) => {
    const data = path.join(folder, name)
    return (command, more = {}) => run(world, [...command, '--data', data, '--postgres', `${bench.postgres} options='-c search_path=${name}'`], more)
  }
  const schema = (name) => run({ program: 'psql' }, ['-qX', bench.postgres, '-c', `create schema ${name}`])
  for (; result.cycles < bench.count; ++result.cycles) {
    const name = `cycle${result.cycles}`
    const tell = house(name)
    schema(name)
    for (let i = 0; i < 3; ++i) {
      // The first time certainly, among the first statements; then anywhere.
      const among = i === 0 ? statements_certain : bench.random() < 0.8 ? statements_of_schema : statements_max
      control.set({ dies_in: 1 + Math.floor(bench.random() * among) })
      const died = tell([i ? 'migrate' : 'init'], env)
      if (died.signal) ++deaths
      else if (died.code !== 0) result.wrong.push(`an upgrade that was cut short could not go on: ${died.text}`)
    }
    control.calm()
    for (const command of [['migrate'], ['audit', 'verify'], ['measure', 'recount'], ['user', 'add', 'first']]) {
      const ended = tell(command)
      if (ended.code !== 0) result.wrong.push(`${command.join(' ')} after the deaths: ${ended.text}`)
    }
  }
  control.close()
  if (deaths < result.cycles) result.wrong.push(`only ${deaths} deaths in ${result.cycles} upgrades: they show nothing`)
  result.note = `${deaths} deaths among the first ${statements_max} statements`
  return result
}
