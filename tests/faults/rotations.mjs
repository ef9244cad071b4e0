// Death in a change of keys, the one that seals and the one that finds: afterwards everybody is found by their phone, nobody
// twice, and the change goes on where it stood, and ends.
import path from 'node:path'
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, json } from '../../bench/client.mjs'
import { House } from './house.mjs'
import { answered, run, runBeside, signIn } from './server.mjs'
import { isKept, password } from './work.mjs'

const settled_ahead_us = 20_000_000 // a new key settles for ten seconds: by the server's clock they are over
const answers_kept_us = 25 * 3_600_000_000
const operations_max = 300 // a whole change under load is of some hundred writes and flushes
const deaths_ms_max = 4000
const change_ms_max = 120_000
const found_max = 20

export async function rotation(bench) {
  const house = new House(bench, 'rotation', { libraries: ['disk', 'clock'], hasShadow: true })
  let ahead_us = settled_ahead_us
  house.control.set({ clock_us: ahead_us })
  const copy = path.join(house.folder, 'copy.backup')
  let cutShort = 0
  const byItsClock = house.env // on its disk, too: what a command flushes must last
  const byOurClock = { ...house.env, LD_PRELOAD: bench.library('disk') }
  const command = (...args) => {
    const { code, text } = run(house, [...args, '--data', house.data], byItsClock)
    if (code !== 0) throw new Error(`${args.join(' ')}: ${text.slice(0, 500)}`)
    return text
  }
  const result = await bench.cycles(house, async () => {
    house.security = undefined
    const work = house.work()
    await house.someTime()
    const { code, text } = await runBeside(house, ['keys', 'rotate', '--data', house.data], byOurClock)
    if (code !== 0) throw new Error(`keys rotate: ${text.slice(0, 500)}`)
    house.control.set({ dies_in: 1 + Math.floor(bench.random() * operations_max) })
    await Promise.race([house.server.ended, sleep(deaths_ms_max, undefined, { ref: false })])
    await house.crash(work)
    if ((await changes(house)).some(({ status }) => status === 'settling' || status === 'resealing')) ++cutShort
    // Half the time it dies once more, at once.
    if (bench.random() < 0.5) {
      house.control.set({ dies_in: 1 + Math.floor((bench.random() * operations_max) / 3) })
      await Promise.race([house.server.ended, sleep(deaths_ms_max / 4, undefined, { ref: false })])
      await house.crash()
    }
    const wrong = await foundOnce(house) // while the change goes on, or right after it
    const began = performance.now()
    while ((await changes(house)).some(({ status }) => status !== 'waiting' && status !== 'done')) {
      if (performance.now() - began > change_ms_max) return [...wrong, 'the change of keys does not end']
      await sleep(50)
    }
    wrong.push(...(await house.examine()))
    command('backup', '--out', copy)
    // Answers kept for being asked again stay sealed as they were, for a day: that passes, and everybody signs in anew.
    house.control.set({ clock_us: (ahead_us += answers_kept_us) })
    for (const login of Object.keys(house.ledger.people)) house.ledger.people[login] = await signIn(house.server, login, password)
    house.security = undefined
    while (run(house, ['keys', 'drop', '--data', house.data], byItsClock).code !== 0) {
      if (performance.now() - began > change_ms_max) return [...wrong, `the old keys are still needed: ${command('keys', 'list')}`]
      await sleep(200)
    }
    rmSync(copy)
    const left = command('keys', 'list').split('\n').filter((line) => /^\d+\t(columns|index)\t/.test(line))
    if (left.length !== 2) wrong.push(`of each kind one key should be left: ${left.join(' / ')}`)
    return [...wrong, ...(await foundOnce(house))]
  })
  result.note = `${cutShort} times in the middle of the change`
  return result
}

async function changes(house) {
  house.security ??= await signIn(house.server, 'security', password)
  const { items } = await json(house.server.port, { path: '/api/key-rotations', headers: house.security })
  return items
}

/** Everybody acknowledged is found by the whole phone number, once; who is a member already does not become one again. */
async function foundOnce({ server, ledger }) {
  const wrong = []
  const connection = new Connection(server.port)
  const kept = ledger.joins.filter(({ entry, fate }) => isKept(entry) && fate !== 'refuse') // who was refused may ask again
  const step = Math.max(1, Math.floor(kept.length / found_max))
  for (let i = 0; i < kept.length; i += step) {
    const { shop, entry } = kept[i]
    const { phone } = JSON.parse(entry.body)
    const found = await answered(connection, { path: '/api/applications?limit=5', headers: { ...ledger.people.street, Search: phone } })
    const names = found.status === 200 ? JSON.parse(found.body.toString()).items.map((item) => item.employer_name) : [`answered ${found.status}`]
    if (names.join() !== shop) wrong.push(`${shop}: by the phone number were found: ${names.join(', ') || 'nobody'}`)
    if (i % (step * 6)) continue
    const twice = ledger.request(entry)
    twice.headers['Idempotency-Key'] += `-twice-${ledger.next()}`
    const answer = await answered(connection, twice)
    if (![409, 422].includes(answer.status)) wrong.push(`${shop}: the same person joined twice: ${answer.status} ${answer.body?.toString().slice(0, 200)}`)
  }
  connection.close()
  return wrong
}
