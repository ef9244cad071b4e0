// People at work without a pause, as in tests/faults: they join, decide, bring lists, commit them and take them back, and a
// ledger keeps what they were answered. Until SIGTERM; then what was not acknowledged is sent again with its key until it
// is, everything is read back and compared with what was sent, and one line of JSON tells what was found.
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../bench/client.mjs'
import { check, settle } from '../faults/checks.mjs'
import { randomFrom } from '../faults/control.mjs'
import { answered } from '../faults/server.mjs'
import { Ledger, Work, isKept, meet } from '../faults/work.mjs'

const [port, turn] = process.argv.slice(2).map(Number)
const pause_ms = 10, lists_pause_ms = 100
const large_share = 0.05 // of the lists: each of their rows is read back at the end
const answer_ms_max = 10_000 // longer is no answer
const read_every_ms = 100
const told_max = 5

/** The ledger of tests/faults, which also takes the time. */
class TimedLedger extends Ledger {
  statuses = {}
  refusals = {}
  longest_ms = 0
  unanswered = 0
  kept_at = [] // with the beginning and the end of the load
  async send(connection, entry) {
    const began = performance.now()
    const isDone = await super.send(connection, entry)
    const ms = performance.now() - began, status = entry.status || entry.failed
    this.longest_ms = Math.max(this.longest_ms, ms)
    if (!status && ms >= answer_ms_max) ++this.unanswered
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
    if (isKept(entry)) this.kept_at.push(Date.now())
    else if (entry.problem) this.#refused(JSON.parse(entry.problem).title)
    return isDone
  }
  #refused(title) {
    this.refusals[title] = (this.refusals[title] ?? 0) + 1
  }
}

const server = { port, isAlive: true }
const ledger = new TimedLedger(await meet(server), { turn, answer_ms_max })
let isEnding = false, readGapMs = 0
const ended = new Promise((resolve) => process.on('SIGTERM', resolve))
ended.then(() => (isEnding = true))

async function read() {
  let connection = new Connection(port)
  for (let last = Date.now(); !isEnding; await sleep(read_every_ms)) {
    const seen = await answered(connection, { path: '/api/applications?limit=10', headers: ledger.people.street }, answer_ms_max)
    if (seen.status === 200) {
      readGapMs = Math.max(readGapMs, Date.now() - last)
      last = Date.now()
    } else {
      connection.close()
      connection = new Connection(port)
    }
  }
  connection.close()
}

process.stderr.write('joining\n')
ledger.kept_at.push(Date.now())
const work = new Work(server, ledger, randomFrom(turn + 1), { large: large_share, pause_ms, lists_pause_ms })
const reading = read()
await ended
await Promise.all([work.end(), reading])
ledger.kept_at.push(Date.now())
ledger.kept_at.sort((a, b) => a - b)
const gapMs = Math.max(...ledger.kept_at.slice(1).map((at, i) => at - ledger.kept_at[i]))
const acknowledged = ledger.entries.filter(isKept).length, { longest_ms, unanswered } = ledger, statuses = { ...ledger.statuses }

// Nobody has to remember whether it worked: the same again, until it is acknowledged. Then everything is looked at.
let wrong = []
try {
  await settle(server, ledger)
  wrong = await check(server, ledger, 0)
} catch (fault) {
  wrong.push(fault.stack)
}
const kept = (kind) => ledger.entries.filter((entry) => entry.kind === kind && isKept(entry)).length
const isTwice = (words) => /: ([2-9]|\d\d+) (applications|imports|memberships) /.test(words)
console.log(
  JSON.stringify({
    sent: ledger.entries.length,
    acknowledged,
    decisions: kept('decisions'),
    commits: kept('commit'),
    undos: kept('undo'),
    sent_again: ledger.entries.filter(isKept).length - acknowledged,
    lost: wrong.filter((words) => !isTwice(words)).length,
    twice: wrong.filter(isTwice).length,
    never_acknowledged: ledger.entries.filter((entry) => !isKept(entry)).length,
    unanswered,
    longest_ms: Math.round(longest_ms),
    write_gap_s: gapMs / 1000,
    read_gap_s: readGapMs / 1000,
    statuses,
    refusals: ledger.refusals,
    wrong: wrong.slice(0, told_max),
  }),
)
process.exit(0)
