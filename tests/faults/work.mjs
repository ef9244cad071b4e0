// What union staff do all day, all at once: taking applications, deciding on them, bringing lists, taking them back.
// Everything asked goes into the ledger before it is sent, and every answer after it came.
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, json } from '../../bench/client.mjs'
import { applicationOf, giver_of_lists, listText } from './contents.mjs'
import { answered, signIn } from './server.mjs'

/** Acknowledged: from now on it may not be lost. */
export const isKept = (entry) => entry.status >= 200 && entry.status < 300

export const password = 'karamay-may-2024'
const askedAgain = [401, 429] // whoever signs in again, or waits, asks it again
const joiners = 5
const decided_at_once = 12
const joins_of_a_turn = 400_000, lists_of_a_turn = 1500
const rows_of_small_list = 30
export const rows_of_large_list = 2300 // above what is done within the request: its rows are read and committed in the background

/** Who asks, and where. Signed in once: a session outlives its server. */
export async function meet(server) {
  const people = {}
  for (const login of ['street', 'committee', 'district']) people[login] = await signIn(server, login, password)
  const { version } = await json(server.port, { path: '/api/join/notice' })
  const home = await json(server.port, { path: '/api/join/home-unit?division_code=650203004&occupation=courier' })
  const district = await json(server.port, { path: '/api/sessions/current', headers: people.district })
  return { people, notice: version, unit: home.unit_id, district: district.unit_id }
}

/** Every POST that was sent: { kind, who, path, type, body, key, status, text, … }; status 0 while nobody answered. */
export class Ledger {
  entries = []
  joins = []     // { shop, entry, id, fate, reason }
  imports = []   // { n, file, rows, bring, id, steps: [entry], wanted }
  reads = { good: 0, bad: [] }
  #number
  #lists

  /** `turn`: which ledger of a house it is; each has phone numbers of its own. */
  constructor(met, { turn = 0, answer_ms_max } = {}) {
    Object.assign(this, met, { answer_ms_max })
    this.#number = turn * joins_of_a_turn
    this.#lists = turn * lists_of_a_turn
    // Letters alone: digits before a number could make eleven of them, which nobody keeps in a free text.
    this.run = Math.random().toString(36).slice(2, 8).replaceAll(/\d/g, (digit) => 'abcdefghij'[digit])
  }
  next() {
    return ++this.#number
  }
  note(kind, who, path, body, type = 'application/json') {
    const entry = { kind, who, path, type, body: typeof body === 'string' ? body : JSON.stringify(body), key: `${this.run}-${this.next()}`, status: 0, text: '', tries: 0 }
    this.entries.push(entry)
    return entry
  }
  join() {
    const n = this.next()
    const shop = `店${this.run}${n}`
    const entry = this.note('join', 'street', '/api/applications/on-site', applicationOf(n, shop, this))
    const join = { shop, entry }
    this.joins.push(join)
    return join
  }
  decide(joins, step) {
    for (const join of joins) join.fate = step
    const reason = step === 'approve' ? '' : `资料不全，请补充第 ${this.next()} 份材料。`
    for (const join of joins) join.reason = reason
    const entry = this.note('decisions', 'committee', '/api/applications/decisions', { ids: joins.map((join) => join.id), step, note: reason })
    entry.joins = joins
    return entry
  }
  bring(rows) {
    const n = ++this.#lists
    const file = `list-${this.run}-${n}.csv`
    const list = { n, file, rows, steps: [], wanted: 'checked' }
    list.bring = this.note('import', 'district', `/api/imports?unit_id=${this.district}&file_name=${file}&employer_name=${encodeURIComponent(giver_of_lists)}`, listText(n, rows), 'text/csv')
    this.imports.push(list)
    return list
  }
  step(list, step) {
    list.wanted = step === 'commit' ? 'committed' : 'undone'
    const entry = this.note(step, 'district', `/api/imports/${list.id}/steps`, { step })
    list.steps.push(entry)
    return entry
  }
  request(entry) {
    return { method: 'POST', path: entry.path, headers: { ...this.people[entry.who], 'Content-Type': entry.type, 'Idempotency-Key': entry.key }, body: entry.body }
  }
  /** Sends it and writes down what came. True when that was an answer for good. */
  async send(connection, entry) {
    ++entry.tries
    const answer = await answered(connection, this.request(entry), this.answer_ms_max)
    if (answer.status >= 200 && answer.status < 500 && !askedAgain.includes(answer.status)) {
      entry.status = answer.status
      entry.text = answer.body.toString()
    } else entry.failed = answer.status
    entry.problem = answer.status >= 400 ? answer.body.toString() : ''
    return entry.status !== 0
  }
  learnIds() {
    for (const join of this.joins) if (!join.id && isKept(join.entry)) join.id = JSON.parse(join.entry.text).id
    for (const list of this.imports) if (!list.id && isKept(list.bring)) list.id = JSON.parse(list.bring.text).id
  }
}

export class Work {
  /** Begins at once; `random` decides who does what. `large`: so many of the lists are long; after each application, and
   *  after each list, there is a pause. */
  constructor(server, ledger, random, { large = 0.4, pause_ms = 0, lists_pause_ms = 0 } = {}) {
    Object.assign(this, { server, ledger, random, large, pause_ms, lists_pause_ms })
    this.failures = new Map() // status → how often; 0 is no answer
    this.sentences = new Set()
    this.began = performance.now()
    const actors = [...Array.from({ length: joiners }, () => this.#joining), this.#deciding, this.#listing, this.#reading]
    this.done = Promise.all(actors.map((actor) => this.#keep(actor.bind(this))))
  }
  /** Everybody finishes what they are at. */
  async end() {
    this.stopping = true
    await this.done
  }

  async #keep(actor) {
    let connection = new Connection(this.server.port)
    while (!this.stopping && this.server.isAlive) {
      const goesOn = await actor(connection)
      if (goesOn) continue
      connection.close()
      if (!this.server.isAlive) break
      connection = new Connection(this.server.port)
      await sleep(15)
    }
    connection.close()
  }
  async #send(connection, entry) {
    const isDone = await this.ledger.send(connection, entry)
    if (!isDone) {
      this.failures.set(entry.failed, (this.failures.get(entry.failed) ?? 0) + 1)
      if (entry.problem) this.sentences.add(JSON.parse(entry.problem).title ?? '')
    } else if (entry.status < 300) this.lastKept = performance.now()
    return isDone
  }
  async #joining(connection) {
    if (this.pause_ms) await sleep(this.pause_ms)
    const join = this.ledger.join()
    if (!(await this.#send(connection, join.entry))) return false
    if (isKept(join.entry)) join.id = JSON.parse(join.entry.text).id
    return true
  }
  async #deciding(connection) {
    const waiting = this.ledger.joins.filter((join) => join.id && !join.fate).slice(0, decided_at_once)
    if (waiting.length < 2) return sleep(5, true)
    return this.#send(connection, this.ledger.decide(waiting, this.random() < 0.7 ? 'approve' : 'refuse'))
  }
  async #listing(connection) {
    if (this.lists_pause_ms) await sleep(this.lists_pause_ms)
    // The first list of a house goes all the way, so that the shortest run has a commit and an undo to lose.
    const isFirst = !this.ledger.hasUndone
    const list = this.ledger.bring(!isFirst && this.random() < this.large ? rows_of_large_list : rows_of_small_list)
    if (!(await this.#send(connection, list.bring))) return false
    list.id = JSON.parse(list.bring.text).id
    if ((!isFirst && this.random() < 0.15) || !(await this.#settled(connection, list))) return true
    if (!(await this.#send(connection, this.ledger.step(list, 'commit')))) return false
    if ((!isFirst && this.random() < 0.4) || !(await this.#settled(connection, list))) return true
    const undo = this.ledger.step(list, 'undo')
    const isDone = await this.#send(connection, undo)
    this.ledger.hasUndone ||= isKept(undo)
    return isDone
  }
  /** Waits until the background is through with a list. */
  async #settled(connection, list) {
    while (!this.stopping) {
      const seen = await answered(connection, { path: `/api/imports/${list.id}`, headers: this.ledger.people.district })
      if (seen.status !== 200) return false
      const { status } = JSON.parse(seen.body.toString())
      if (status !== 'reading' && status !== 'committing') return true
      await sleep(10)
    }
    return false
  }
  async #reading(connection) {
    const paths = ['/api/applications?limit=20', '/api/members?limit=20', '/api/work-list']
    const path = paths[Math.floor(this.random() * paths.length)]
    const seen = await answered(connection, { path, headers: this.ledger.people.street })
    if (seen.status === 200) ++this.ledger.reads.good
    else if (this.server.isAlive && !this.stopping && !this.isCrashing) this.ledger.reads.bad.push(seen.status)
    await sleep(5)
    return seen.status !== 0
  }
}
