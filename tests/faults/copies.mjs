// Backups while people work: whole when they say so, and never half a one in the place of a good one. Restores that die,
// lose the power, find the disk full or failing.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Control, EIO, beginShadow, cutPower } from './control.mjs'
import { House } from './house.mjs'
import { Server, inspect, run, runBeside } from './server.mjs'
import { isKept, meet } from './work.mjs'

const damages_a_cycle = 8
const writes_of_house = 6000 // most of them are of the list of divisions
const statements_of_schema = 100, statements_max = 20_000 // an empty house needs some more than these: of its divisions
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
  let operations = 200, turn = 0, damages = 0, refused = 0
  const onBadDisk = async (words, command) => {
    const control = new Control(path.join(house.folder, 'control-of-command'))
    control.set({ ...words, seed: 1 })
    const env = { ...house.env, FAULTS_CONTROL: control.file, FAULTS_DISK: house.folder }
    const ended = await runBeside(house, command, env)
    const done = control.get('operations')
    control.close()
    return { ...ended, done }
  }
  const back = (words, out) => onBadDisk(words, ['backup', '--data', house.data, '--out', out])
  const restoring = (from, name) => ['restore', '--from', from, '--key', path.join(house.data, 'master.key'), '--data', path.join(copies, name)]
  const restore = (from, name) => run(house, restoring(from, name))
  return bench.cycles(house, async () => {
    const wrong = []
    rmSync(copies, { recursive: true, force: true })
    mkdirSync(copies)
    const work = house.work()
    await house.someTime(0.5)
    const before = house.ledger.joins.filter(({ entry }) => isKept(entry)).map((join) => join.shop)
    const whole = await back({}, good)
    if (whole.code !== 0) wrong.push(`a backup under load failed: ${whole.text}`)
    operations = whole.done
    const digest = hash(good)
    await work.end()
    if (work.failures.size) wrong.push(`people were refused during a backup: ${[...work.failures.keys()]}`)
    if (house.ledger.reads.bad.length) wrong.push(`reading was answered ${house.ledger.reads.bad.splice(0)} during a backup`)

    // Four more on the same disk, each with its misfortune; and one over the good one.
    for (const [what, words, succeeds] of misfortunes) {
      const out = path.join(copies, `${++turn}.backup`)
      const ended = await back(words(bench.random, operations), out)
      if (succeeds && ended.code !== 0) wrong.push(`a backup failed without a reason: ${ended.text}`)
      if (ended.code === 0 && !existsSync(out)) wrong.push(`after ${what} a backup says it is made, and is not there`)
      if (existsSync(out) && restore(out, `back${turn}`).code !== 0) wrong.push(`after ${what} a file has the name of a backup, and does not come back`)
      if (ended.code !== 0 && !ended.signal && !/unionhall: .{10}/.test(ended.text)) wrong.push(`after ${what} the backup says nothing: ${ended.text}`)
      if (!ended.signal) for (const name of [`${out}.unfinished`, path.join(house.data, 'backup.copy')]) if (existsSync(name)) wrong.push(`after ${what} ${name} is left`)
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

    // A restore that dies leaves no database or a whole one, and goes on.
    for (let i = 0; i < 2; ++i) {
      const name = `cut${i}`
      await onBadDisk({ dies_in: 1 + Math.floor(bench.random() * 12) }, restoring(good, name))
      const wasThere = existsSync(path.join(copies, name, 'unionhall.sqlite'))
      const again = restore(good, name)
      if (wasThere === (again.code === 0)) wrong.push(`after a restore that died: ${again.text}`)
      inspect(house, path.join(copies, name))
    }

    // The good one comes back, holds all that was acknowledged before it began, and serves.
    const restored = path.join(copies, 'restored')
    const came = restore(good, 'restored')
    if (came.code !== 0) return [...wrong, `the good backup does not come back: ${came.text}`]
    inspect(house, restored)
    const second = await Server.start({ ...house, data: restored, running: house.running })
    for (const shop of before.slice(-30)) {
      const join = house.ledger.joins.find((one) => one.shop === shop)
      const found = await second.ask({ path: `/api/applications/${join.id}`, headers: house.ledger.people.street })
      if (found.status !== 200) wrong.push(`${shop} was acknowledged before the backup and is not in it: ${found.status}`)
    }
    if ((await second.stop()) !== 0) wrong.push('the restored house did not end well')
    house.ledger.learnIds()
    return [...wrong, ...(await house.examine())]
  })
}
