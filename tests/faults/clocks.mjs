// Clocks that jump while people work: years ahead and back, over the ends of days and years, over 2038. The server goes
// on and keeps what it acknowledged, and what a wrong clock began does not outlive it.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../bench/client.mjs'
import { House } from './house.mjs'
import { answered, inspect, signIn } from './server.mjs'
import { isKept, password } from './work.mjs'

const day_ms = 86_400_000
const made_days_ago = 450 // so that 400 days back is still after everybody was hired
const before_ms = 100 // so long before a moment the clock comes, and lives to see it
const lasts_ms = before_ms
const jumps_short = 3 // any of them, in the short form
const home_hour_utc = 2
const code_lives_ms = 600_000
const session_ms_max = 2 * day_ms // twelve hours, and what a clock may be wrong
const beijing_ms = 8 * 3_600_000

const yearOf = (ms) => new Date(ms).getUTCFullYear()
/** The end of the 28th of February by Beijing's clock, some years ahead. */
function eveOfLeapDay(home) {
  const year = Math.ceil((yearOf(home) + 3) / 4) * 4
  return Date.UTC(year, 1, 29) - beijing_ms - before_ms
}

// What the clock is set to, from the right time `home`. Two of them that lie years ahead are more than a month apart: a round of
// the night that is not so late would erase what is due by the wrong clock, as it has to.
const jumps = [
  ['a second back', (home) => home - 1000],
  ['an hour back', (home) => home - 3_600_000],
  ['400 days ahead', (home) => home + 400 * day_ms],
  ['to the end of 32 bits', () => Date.UTC(2038, 0, 19, 3, 14, 8) - before_ms],
  ['past the end of 32 bits', () => Date.UTC(2039, 6, 1)],
  ['into a 29 February', eveOfLeapDay],
  ['over a midnight in Beijing', (home) => Math.ceil((home + beijing_ms) / day_ms) * day_ms - beijing_ms - before_ms],
  ['over the turn of a year in Beijing', (home) => Date.UTC(yearOf(home) + 1, 0, 1) - beijing_ms - before_ms],
]

// The last one: what is made then is so old at home that the next round of the night rightly erases some of it.
const last_jump = ['400 days back', (home) => home - 400 * day_ms]

/** Home is today at ten in the morning in Beijing: no round of the night comes while the test lasts, whenever it is run. */
function homeAhead() {
  const at = Date.now()
  return Math.floor(at / day_ms) * day_ms + home_hour_utc * 3_600_000 - at
}

export async function clock(bench) {
  const demonstration = path.join(bench.folder, 'older-demonstration')
  execFileSync(bench.program, ['demo', '--data', demonstration, '--members', '20'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LD_PRELOAD: bench.library('clock'), FAULTS_SET: `clock_us=${-made_days_ago * day_ms * 1000}` },
  })
  const house = new House(bench, 'clock', { libraries: ['clock'], demonstration })
  const ahead = homeAhead(), home = () => Date.now() + ahead
  house.control.set({ clock_us: Math.round(ahead * 1000) })
  let leaps = 0
  const result = await bench.cycles(house, async () => {
    const judge = new Judge(house, ahead)
    const work = house.work({ large: 0 })
    for (const [name, to] of [...shuffled(jumps, bench.random).slice(0, bench.isShort ? jumps_short : jumps.length), last_jump]) {
      judge.jump(to(home()), name)
      await judge.look()
      await sleep(lasts_ms)
      judge.jump(home(), `home from ${name}`)
      await judge.look()
      leaps += 2
    }
    judge.jump(home() + 400 * day_ms, '400 days ahead, and home while the server is down')
    await judge.look()
    await work.end()
    await house.server.kill()
    judge.jump(home(), 'home while the server was down')
    inspect(house)
    await house.start()
    await judge.look()
    for (const [status, times] of work.failures)
      if (status !== 401) judge.wrong.push(`${times} times ${status || 'no answer'} while the clock jumped: ${[...work.sentences].slice(0, 3).join(' ')}`)
    for (const status of house.ledger.reads.bad.splice(0)) if (status !== 401) judge.wrong.push(`a list was answered ${status} while the clock jumped`)
    // The key of a request is kept for a day, and a leap is as long as it is: what was answered is there, but not by its key.
    const wrong = [...judge.wrong, ...(await house.examine({ replays: false }))]
    await house.close()
    return [...wrong, ...judge.idsAreOnce()]
  })
  result.note = `${leaps} jumps and ways back`
  bench.card('B10', { faults: result.wrong.length, jumps: leaps })
  return result
}

function shuffled(list, random) {
  return list.map((one) => [random(), one]).sort(([a], [b]) => a - b).map(([, one]) => one)
}

const codeIn = (answer) => JSON.parse(answer.body.toString()).demonstration_code

/** Sets the clock, and sees after each jump that people can work. */
class Judge {
  wrong = []
  ahead // of the machine's own clock
  leap = 0 // how far the last jump went, either way
  #lastId = ''

  constructor(house, ahead) {
    this.house = house
    this.ahead = ahead
  }
  jump(to, name) {
    const ahead = to - Date.now()
    this.leap = Math.abs(ahead - this.ahead)
    this.ahead = ahead
    this.name = name
    this.house.control.set({ clock_us: Math.round(this.ahead * 1000) })
  }

  async look() {
    const { server, ledger } = this.house
    const connection = new Connection(server.port)
    this.ask = (request) => answered(connection, request)
    for (const [login, headers] of Object.entries(ledger.people)) {
      await this.#expect('who am I', { path: '/api/sessions/current', headers }, this.leap > session_ms_max ? [401] : [200, 401])
      try {
        ledger.people[login] = await signIn(server, login, password)
      } catch (fault) {
        this.#complain(fault.message)
      }
      await this.#expect('who am I, signed in again', { path: '/api/sessions/current', headers: ledger.people[login] }, [200])
    }
    for (const path of ['/healthz', '/readyz', '/api/work-list', '/api/members?limit=20', '/api/events?limit=20'])
      await this.#expect(path, { path, headers: ledger.people.district }, [200])
    await this.#code()
    const { shop, entry } = ledger.join()
    if (!(await ledger.send(connection, entry)) || !isKept(entry)) this.#complain(`${shop}: ${entry.status || entry.failed} ${entry.problem}`)
    else this.#grows(JSON.parse(entry.text).id)
    connection.close()
  }

  /** A worker asks for a code. The one before, who has not used theirs, cannot any more, and gets another one. */
  async #code() {
    const isFar = this.leap > 2 * code_lives_ms
    if (this.worker) {
      const { phone, code } = this.worker
      await this.#expect('the code of before', this.#post('/api/phone-sessions', { phone, code }), isFar ? [401] : [201, 401])
      const again = await this.#expect('a code once more', this.#post('/api/phone-codes', { phone, purpose: 'sign_in' }), isFar ? [201] : [201, 429])
      if (again.status === 201) await this.#expect('signing in by a code', this.#post('/api/phone-sessions', { phone, code: codeIn(again) }), [201])
    }
    const phone = `139${String(this.house.ledger.next()).padStart(8, '0')}`
    const sent = await this.#expect('a code', this.#post('/api/phone-codes', { phone, purpose: 'sign_in' }), [201])
    this.worker = { phone, code: sent.status === 201 && codeIn(sent) }
  }
  #post(path, body) {
    return { method: 'POST', path, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `judge-${this.house.ledger.run}-${this.house.ledger.next()}` }, body: JSON.stringify(body) }
  }

  async #expect(what, request, statuses) {
    const answer = await this.ask(request)
    const text = answer.body?.toString() ?? ''
    if (!statuses.includes(answer.status)) this.#complain(`${what}: ${answer.status} ${text.slice(0, 300)}`)
    if (answer.status >= 400 && !JSON.parse(text).title) this.#complain(`${what}: ${answer.status} without a sentence`)
    return answer
  }
  #grows(id) {
    if (id <= this.#lastId) this.#complain(`id ${id} after ${this.#lastId}`)
    this.#lastId = id
  }
  #complain(what) {
    this.wrong.push(`${this.name}: ${what}`)
  }

  idsAreOnce() {
    const ids = this.house.ledger.entries.filter((entry) => isKept(entry) && ['join', 'import'].includes(entry.kind)).map((entry) => JSON.parse(entry.text).id)
    return new Set(ids).size === ids.length ? [] : ['an id was given twice']
  }
}
