// Backups while people work: whole when they say so, and never half a one in the place of a good one. Restores that die,
// lose the power, find the disk full or failing.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Trial, howItEnded, judgeBackup, judgeRestore } from './commands.mjs'
import { differences, shownOf } from './contents.mjs'
import { EIO, beginShadow, cutPower } from './control.mjs'
import { House } from './house.mjs'
import { Server, inspect, run } from './server.mjs'
import { isKept } from './work.mjs'

const damages_a_cycle = 8
const looked_up = 30 // of what was acknowledged before a backup
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** What the backup command meets: [what, words of the control file for `operations` of a whole backup, whether it may succeed]. */
const misfortunes = [
  ['nothing', () => ({}), true],
  ['death', (random, operations) => ({ dies_in: 1 + Math.floor(random() * operations) }), false],
  ['a full disk', (random) => ({ is_limited: 1, space_bytes: Math.floor(random() * 6_000_000) }), false],
  ['a failed flush', () => ({ sync_fails_in: 1 }), false],
  ['a failed write', (random, operations) => ({ write_errno: EIO, write_fails_in: 1 + Math.floor((random() * operations) / 2) }), false],
]

export async function backup(bench) {
  const house = new House(bench, 'backup', { libraries: ['disk'] })
  const copies = path.join(house.folder, 'copies'), good = path.join(copies, 'good.backup')
  const trial = new Trial(bench, house.folder, 'disk')
  let operations = 200, turn = 0, damages = 0, refused = 0
  const back = (words, out) => trial.run(['backup', '--data', house.data, '--out', out], words, { FAULTS_DISK: house.folder })
  const restoring = (from, name) => ['restore', '--from', from, '--key', path.join(house.data, 'master.key'), '--data', path.join(copies, name)]
  const restore = (from, name) => run(house, restoring(from, name))
  return bench.cycles(house, async () => {
    const wrong = []
    rmSync(copies, { recursive: true, force: true })
    mkdirSync(copies)
    const work = house.work()
    await house.someTime(0.5)
    const before = acknowledged(house.ledger)
    const whole = await back({}, good)
    if (whole.code !== 0) wrong.push(`a backup under load failed: ${whole.text}`)
    operations = whole.counted.operations
    const digest = hash(good)
    await work.end()
    if (work.failures.size) wrong.push(`people were refused during a backup: ${[...work.failures.keys()]}`)
    if (house.ledger.reads.bad.length) wrong.push(`reading was answered ${house.ledger.reads.bad.splice(0)} during a backup`)

    // Four more on the same disk, each with its misfortune; and one over the good one.
    for (const [what, words, succeeds] of misfortunes) {
      const out = path.join(copies, `${++turn}.backup`)
      const ended = await back(words(bench.random, operations), out)
      if (succeeds && ended.code !== 0) wrong.push(`a backup failed without a reason: ${ended.text}`)
      wrong.push(...howItEnded(`a backup that met ${what}`, ended, { mayDie: what === 'death' }))
      wrong.push(...judgeBackup(trial, `after ${what}`, ended, { data: house.data, out, into: path.join(copies, `back${turn}`) }))
    }
    const over = await back({}, good)
    if (over.code === 0 || hash(good) !== digest) wrong.push('a backup was written over another')

    // With any byte changed, or cut anywhere, it is refused.
    const bytes_of_good = readFileSync(good), bad = path.join(copies, 'bad.backup')
    for (let i = 0; i < damages_a_cycle; ++i) {
      const bytes = Buffer.from(bytes_of_good)
      bytes[Math.floor(bench.random() * bytes.length)] ^= 1
      writeFileSync(bad, i % 4 ? bytes : bytes.subarray(0, Math.floor(bench.random() * bytes.length)))
      ++damages
      if (restore(bad, 'bad').code === 0) wrong.push('a damaged backup was restored')
      else if (existsSync(path.join(copies, 'bad', 'unionhall.sqlite'))) wrong.push('of a damaged backup something was restored')
      else ++refused
    }
    bench.card('B9', { refused_percent: (100 * refused) / damages })

    wrong.push(...(await failingRestores(bench, trial, { from: good, key: path.join(house.data, 'master.key'), into: path.join(copies, 'cut') })))

    // The good one comes back, holds all that was acknowledged before it began, and serves.
    const restored = path.join(copies, 'restored')
    const came = restore(good, 'restored')
    if (came.code !== 0) return [...wrong, `the good backup does not come back: ${came.text}`]
    inspect(house, restored)
    wrong.push(...(await holds(house, restored, before)))
    house.ledger.learnIds()
    return [...wrong, ...(await house.examine())]
  })
}

const acknowledged = (ledger) => ledger.joins.filter(({ entry }) => isKept(entry))

/** What is wrong with a restored house: it serves, and holds what was acknowledged before its backup began. */
async function holds(house, restored, before) {
  const wrong = []
  const server = await Server.start({ ...house, data: restored, running: house.running })
  for (const { shop, entry } of before.slice(-looked_up)) {
    const found = await server.ask({ path: `/api/applications/${JSON.parse(entry.text).id}`, headers: house.ledger.people.street })
    const otherwise = found.status === 200 ? differences(JSON.parse(found.body.toString()), shownOf(JSON.parse(entry.body))) : `answered ${found.status}`
    if (otherwise) wrong.push(`${shop} was acknowledged before the backup and is not in it: ${otherwise}`)
  }
  if ((await server.stop()) !== 0) wrong.push('the restored house did not end well')
  return wrong
}

/** What a restore meets, of the writes, flushes and bytes of a whole one; then, as a rule, the power goes. */
const misfortunes_of_restore = [
  ['nothing', () => ({})],
  ['death', (random, whole) => ({ dies_in: 1 + Math.floor(random() * whole.operations) })],
  ['a full disk', (random, whole) => ({ is_limited: 1, space_bytes: Math.floor(random() * whole.bytes) })],
  ['a failed flush', (random, whole) => ({ sync_fails_in: 1 + Math.floor(random() * whole.syncs) })],
  ['a failed write', (random, whole) => ({ write_errno: EIO, write_fails_in: 1 + Math.floor(random() * whole.writes) })],
]

async function failingRestores(bench, trial, { from, key, into }) {
  const wrong = []
  const shadow = `${into}.shadow`, space = 2 ** 40
  const restoring = ['restore', '--from', from, '--key', key, '--data', into]
  let whole
  for (const [what, words] of [[undefined, () => ({ is_limited: 1, space_bytes: space })], ...misfortunes_of_restore]) {
    rmSync(into, { recursive: true, force: true })
    mkdirSync(into, { mode: 0o700 })
    beginShadow(into, shadow)
    const ended = await trial.run(restoring, words(bench.random, whole), { FAULTS_DISK: into, FAULTS_SHADOW: shadow })
    whole ??= { ...ended.counted, bytes: space - ended.counted.space_bytes }
    const isDark = ended.code === 0 || ended.signal || bench.random() < 0.5
    const name = `a restore that met ${what ?? 'nothing'}${isDark ? ', and a power cut' : ''}`
    if (isDark) cutPower(into, shadow, bench.random)
    wrong.push(...howItEnded(name, ended, { mayDie: what === 'death' }))
    if (!ended.signal && (ended.code === 0) !== !ended.counted.injected) wrong.push(`${name}: ended with ${ended.code} after ${ended.counted.injected} faults`)
    wrong.push(...judgeRestore(trial, name, ended, { from, key, into, isDark }))
  }
  rmSync(shadow, { recursive: true })
  return wrong
}

/**
 * The power goes in a backup under load, or right after it said that it is made: then it is there and comes back whole, with
 * all that was acknowledged before it began. One that did not come to its end has no name, or comes back whole.
 */
export async function backupPower(bench) {
  const house = new House(bench, 'backup-power', { libraries: ['disk'], hasShadow: true })
  const trial = new Trial(bench, house.folder, 'disk')
  const about = { FAULTS_DISK: house.data, FAULTS_SHADOW: house.env.FAULTS_SHADOW }
  const saved = path.join(house.folder, 'saved.backup'), restored = path.join(house.folder, 'restored')
  let operations, turn = 0, made = 0, cut = 0
  const result = await bench.cycles(house, async () => {
    const wrong = []
    const work = house.work()
    await house.someTime(0.5)
    const before = acknowledged(house.ledger)
    const out = path.join(house.data, `${++turn}.backup`)
    // The first, and every third, comes to its end; the others die somewhere, the server with them.
    const words = operations && turn % 3 !== 1 ? { dies_in: 1 + Math.floor(bench.random() * operations) } : {}
    const ended = await trial.run(['backup', '--data', house.data, '--out', out], words, about)
    if (ended.code === 0) operations = ended.counted.operations
    wrong.push(...howItEnded('a backup', ended, { mayDie: 'dies_in' in words }))
    // Kept elsewhere, so that the next ones do not carry it along.
    await house.crash(work, () => {
      rmSync(saved, { force: true })
      rmSync(`${out}.unfinished`, { force: true })
      if (existsSync(out)) renameSync(out, saved)
    })
    if (ended.code === 0) ++made
    else ++cut
    rmSync(restored, { recursive: true, force: true })
    wrong.push(...judgeBackup(trial, 'after a power cut', { ...ended, signal: 'the end of the power' }, { data: house.data, out: saved, into: restored }))
    if (existsSync(path.join(restored, 'unionhall.sqlite'))) {
      inspect(house, restored)
      wrong.push(...(await holds(house, restored, before)))
    }
    return [...wrong, ...(await house.examine())]
  })
  trial.close()
  result.note = `${made} backups made before the cut, ${cut} not`
  return result
}
