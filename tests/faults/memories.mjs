// No memory: each allocation of a request, of the work behind it, of a command fails once. The server lives, says so, and
// does the same request later, once; a command says so, leaves nothing by half, and does the same when it is run again.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../bench/client.mjs'
import { EarlierHouse, Trial, earlierHouses, howItEnded, judgeBackup, judgeRestore } from './commands.mjs'
import { House } from './house.mjs'
import { answered } from './server.mjs'
import { rows_of_large_list } from './work.mjs'

const answer_ms_max = 12_000
const background_ms_max = 20_000
const quiet_ms = 200, idle_allocations = 1000 // in so long not so many: the work behind a request is done, or begins anew later
const rows_of_list = 10
const decided_at_once = 3
const early_places = 30_000 // about as many as reading the tables and opening a house take
const kind_answers = new Set([503, 507])
const last_words = 500 // where memory lacks for the answer, too: that something went wrong, and to ask again

// How often each is asked in a cycle, one after another; spread evenly, many cycles come to all places of each.
const requests_a_cycle = { join: 14, upload: 4, approve: 4, refuse: 4, commit: 5, undo: 5 }
// What takes a hundred times as long: in the first cycle, and in every so many-th after it.
const slow_every = 5
const slow_requests = { large: 1, read: 1, invite: 1, clear: 1 }
const slow_commands = { backup: 6, restore: 6, migrate: 3 }

/** Each time another place of so many, evenly: the golden section leaves no gap. */
class Places {
  #next = 0
  constructor(random) {
    this.offset = random()
  }
  of(count) {
    return 1 + Math.floor(((this.offset + this.#next++ * 0.61803398875) % 1) * count)
  }
}

export async function memory(bench) {
  const house = new House(bench, 'memory', { libraries: ['memory'] })
  const places = new Places(bench.random), commands = new Commands(bench, house, places)
  const answers = new Map()
  const seen = (what) => answers.set(what, (answers.get(what) ?? 0) + 1)
  const result = await bench.cycles(house, async ({ cycles }) => {
    house.first = house.ledger.entries.length
    const isSlow = cycles % slow_every === 0
    const requests = new Requests(house, bench.random, places)
    for (const [sort, times] of Object.entries({ ...requests_a_cycle, ...(isSlow ? slow_requests : {}) }))
      for (let i = 0; i < times && house.server.isAlive; ++i) seen(await requests.fail(sort))
    if (!house.server.isAlive) {
      requests.wrong.push(`the server ended (${house.server.how}) when an allocation failed`)
      await house.start()
    }
    requests.close()
    for (const [command, times] of Object.entries(isSlow ? slow_commands : {})) for (let i = 0; i < times; ++i) seen(await commands[command]())
    return [...requests.wrong, ...commands.wrong.splice(0), ...(await house.examine())]
  })
  commands.close()
  result.cycles = [...answers.values()].reduce((sum, n) => sum + n, 0)
  result.note = `each one allocation; ${[...answers].sort().map(([what, count]) => `${what}: ${count}`).join(', ')}`
  return result
}

/** One request after another, each with an allocation that fails: in itself, or in what is done behind it. */
class Requests {
  wrong = []
  #needs = new Map() // sort → allocations when nothing fails

  constructor(house, random, places) {
    Object.assign(this, { house, ledger: house.ledger, control: house.control, server: house.server, random, places })
    this.connection = new Connection(this.server.port)
    // What comes before, and what is asked. Those whose work goes on behind the answer fail there.
    this.sorts = {
      join: { ask: () => this.ledger.join().entry },
      upload: { ask: () => this.ledger.bring(rows_of_list).bring },
      approve: { before: () => this.#waiting(), ask: (joins) => this.ledger.decide(joins, 'approve') },
      refuse: { before: () => this.#waiting(), ask: (joins) => this.ledger.decide(joins, 'refuse') },
      commit: { before: () => this.#list(rows_of_list, 'checked'), ask: (list) => this.ledger.step(list, 'commit') },
      undo: { before: () => this.#list(rows_of_list, 'committed'), ask: (list) => this.ledger.step(list, 'undo') },
      large: { ask: () => this.ledger.bring(rows_of_large_list).bring },
      read: { isBehind: true, ask: () => this.ledger.bring(rows_of_large_list).bring },
      invite: { isBehind: true, before: () => this.#list(rows_of_large_list, 'checked'), ask: (list) => this.ledger.step(list, 'commit') },
      clear: { isBehind: true, before: () => this.#list(rows_of_large_list, 'committed'), ask: (list) => this.ledger.step(list, 'undo') },
    }
  }
  close() {
    this.connection.close()
  }

  /** Does it once as a measure, then once with a failing allocation, and once more until it is done. Answers what was answered. */
  async fail(sort) {
    const { before, ask, isBehind } = this.sorts[sort]
    if (!this.#needs.has(sort)) {
      const prepared = await before?.()
      const began = this.control.get('allocations')
      const entry = ask(prepared)
      await this.#send(entry)
      if (!isBehind) this.#needs.set(sort, this.control.get('allocations') - began)
      else {
        const answered = this.control.get('allocations')
        await this.#quiet()
        this.#needs.set(sort, this.control.get('allocations') - answered)
      }
      this.ledger.learnIds()
      await this.#settled()
    }
    const prepared = await before?.()
    const entry = ask(prepared)
    const words = { memory_fails: this.random() < 0.3 ? 3 : 0, memory_fails_in: this.places.of(this.#needs.get(sort)) }
    const injected = this.control.get('injected')
    if (!isBehind) this.control.set(words)
    await this.#send(entry)
    if (isBehind) {
      this.control.set(words)
      await this.#quiet()
    }
    const isHit = this.control.get('injected') > injected
    this.control.calm()
    const answer = entry.status || entry.failed
    const isKind = kind_answers.has(answer) || (answer === last_words && /重试/.test(entry.problem))
    if (answer >= 500 && !isKind) this.wrong.push(`${sort}: a lack of memory was answered ${answer}: ${entry.problem}`)
    for (let tries = 0; entry.status === 0 && tries < 3 && this.server.isAlive; ++tries) await this.#send(entry)
    this.ledger.learnIds()
    await this.#settled()
    return isBehind ? `behind ${sort}: ${isHit ? 'hit' : 'missed'}` : answer
  }

  async #send(entry) {
    const began = performance.now()
    await this.ledger.send(this.connection, entry)
    if (performance.now() - began > answer_ms_max) this.wrong.push(`${entry.kind}: no answer for ${answer_ms_max} ms`)
    this.connection.close()
    this.connection = new Connection(this.server.port)
  }
  async #waiting() {
    const joins = Array.from({ length: decided_at_once }, () => this.ledger.join())
    for (const { entry } of joins) await this.#send(entry)
    this.ledger.learnIds()
    return joins
  }
  /** A list brought, and committed if it is to be undone. */
  async #list(rows, status) {
    const list = this.ledger.bring(rows)
    await this.#send(list.bring)
    this.ledger.learnIds()
    await this.#settled()
    if (status === 'committed') await this.#send(this.ledger.step(list, 'commit'))
    await this.#settled()
    return list
  }
  /** Nobody does anything any more but look whether there is something to do. */
  async #quiet() {
    for (const began = performance.now(); performance.now() - began < background_ms_max; ) {
      const before = this.control.get('allocations')
      await sleep(quiet_ms)
      if (this.control.get('allocations') - before < idle_allocations) return
    }
  }
  /** The background is through with the list that came last. */
  async #settled() {
    const list = this.ledger.imports.at(-1)
    for (const began = performance.now(); list?.id && this.server.isAlive; await sleep(10)) {
      const seen = await answered(this.connection, { path: `/api/imports/${list.id}`, headers: this.ledger.people.district })
      if (seen.status === 200 && !['reading', 'committing'].includes(JSON.parse(seen.body.toString()).status)) return
      if (performance.now() - began < background_ms_max) continue
      return void this.wrong.push(`${list.file}: long after the memory was there again it is answered ${seen.status} ${seen.body}`)
    }
  }
}

/** The commands, in processes of their own: a backup beside the server, a restore, the upgrade of an earlier house. */
class Commands {
  wrong = []
  #needs = new Map()
  #turn = 0

  constructor(bench, house, places) {
    Object.assign(this, { house, places, random: bench.random })
    this.folder = path.join(house.folder, 'commands')
    this.trial = new Trial(bench, this.folder, 'memory')
    this.earlier = earlierHouses().map((name) => new EarlierHouse(this.trial, name, path.join(this.folder, name)))
  }
  close() {
    this.trial.close()
  }

  async backup() {
    const out = this.#new('copy'), into = this.#new('restored')
    const data = this.house.data
    const ended = await this.#fail('backup', () => ['backup', '--data', data, '--out', out], () => rmSync(out))
    this.wrong.push(...judgeBackup(this.trial, 'no memory in a backup', ended, { data, out, into }))
    if (ended.code !== 0) {
      const again = await this.trial.run(['backup', '--data', data, '--out', out])
      if (again.code !== 0) this.wrong.push(`a backup that lacked memory cannot be made when it has it: ${again.text}`)
    }
    for (const one of [out, into]) rmSync(one, { recursive: true, force: true })
    return told('backup', ended)
  }
  async restore() {
    const key = path.join(this.house.data, 'master.key'), from = await this.#good(), into = this.#new('restored')
    const ended = await this.#fail('restore', () => ['restore', '--from', from, '--key', key, '--data', into], () => rmSync(into, { recursive: true }))
    this.wrong.push(...judgeRestore(this.trial, 'no memory in a restore', ended, { from, key, into }))
    rmSync(into, { recursive: true, force: true })
    return told('restore', ended)
  }
  async migrate() {
    const house = this.earlier[this.#turn++ % this.earlier.length]
    house.unpack()
    const ended = await this.#fail('migrate', () => ['migrate', '--data', house.data], () => house.unpack())
    this.wrong.push(...house.judge('no memory in an upgrade'))
    return told('migrate', ended)
  }

  /** Once as a measure, after which `undo` makes the place as it was; then with a failing allocation. */
  async #fail(name, command, undo) {
    if (!this.beginning) this.beginning = (await this.trial.run(['--version'])).counted.allocations
    if (!this.#needs.has(name)) {
      const whole = await this.trial.run(command())
      if (whole.code !== 0) throw new Error(`${name} with nothing wrong: ${whole.text}`)
      this.#needs.set(name, whole.counted.allocations)
      undo()
    }
    // Half of them are early, where a short command does all it does.
    const places = this.#needs.get(name)
    const at = this.random() < 0.5 ? this.places.of(places) : this.beginning + this.places.of(Math.min(places - this.beginning, early_places))
    const ended = await this.trial.run(command(), { memory_fails_in: at, memory_fails: this.random() < 0.3 ? 3 : 0 })
    // What is made before main, and by OpenSSL for itself, cannot say anything; nothing is open then.
    this.wrong.push(...howItEnded(`${name} without its allocation ${at}`, ended, { mayDie: at <= this.beginning }))
    return ended
  }
  async #good() {
    const out = path.join(this.folder, 'good.backup')
    rmSync(out, { force: true })
    const made = await this.trial.run(['backup', '--data', this.house.data, '--out', out])
    if (made.code !== 0) throw new Error(`a backup with nothing wrong: ${made.text}`)
    return out
  }
  #new(name) {
    return path.join(this.folder, `${name}${++this.#turn}`)
  }
}

const told = (name, { code, signal }) => `${name} ${signal ? 'died' : code === 0 ? 'done' : 'said why not'}`
