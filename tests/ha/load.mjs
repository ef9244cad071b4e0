// Workers who join, without a pause, and a ledger of what they were answered. Until SIGTERM; then what was not acknowledged
// is sent again with its key until it is, everything is read back, and one line of JSON tells what was found.
import { readFileSync } from 'node:fs'
import http from 'node:http'

const [port, accounts] = process.argv.slice(2)
const clients = 8
const pause_ms = 15
const answer_ms_max = 10_000 // longer is no answer
const pass_ms_max = 60_000 // for what is sent again at the end
const page_items = 200

const agent = new http.Agent({ keepAlive: true, maxSockets: clients + 2 })
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
let token = ''

/** { status, body, retry }; status 0 when there was no answer in time, and -1 when the connection ended. */
function ask(method, path, body, key) {
  return new Promise((resolve) => {
    const headers = { 'Accept-Language': 'en', 'Content-Type': 'application/json' }
    if (token) headers.Authorization = `Bearer ${token}`
    if (key) headers['Idempotency-Key'] = key
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      const pieces = []
      answer.on('data', (piece) => pieces.push(piece))
      answer.on('error', () => resolve({ status: -1 }))
      answer.on('end', () => {
        clearTimeout(limit)
        const text = Buffer.concat(pieces).toString()
        resolve({ status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : {} })
      })
    })
    const limit = setTimeout(() => (resolve({ status: 0 }), request.destroy()), answer_ms_max)
    request.on('error', () => (clearTimeout(limit), resolve({ status: -1 })))
    request.end(body ? JSON.stringify(body) : undefined)
  })
}

async function until(status, method, path, body, key) {
  const end = Date.now() + pass_ms_max
  for (;;) {
    const answer = await ask(method, path, body, key)
    if (answer.status === status) return answer.body
    if (Date.now() > end) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body ?? {}).slice(0, 400)}`)
    await sleep(500)
  }
}

const password = readFileSync(accounts, 'utf8').split('\n').find((line) => line.startsWith('street\t')).split('\t')[1]
token = (await until(201, 'POST', '/api/sessions', { login: 'street', password }, `drill-${process.pid}`)).token
const { version } = await until(200, 'GET', '/api/join/notice')
const { unit_id } = await until(200, 'GET', '/api/join/home-unit?division_code=650203004&occupation=courier')

async function applications() {
  const ids = []
  for (let cursor = ''; ; ) {
    const page = await until(200, 'GET', `/api/applications?limit=${page_items}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    ids.push(...page.items.map((item) => item.id))
    if (!page.next) return ids
    cursor = page.next
  }
}
const before = new Set(await applications())

const run = Date.now() % 100_000
const ledger = [] // of each join: its body, its key, the id it was answered, and whether it was acknowledged at the first try
const statuses = {}
const acknowledged_at = [] // with the beginning and the end of the load
const refusals = {}
let longest_ms = 0
let read_gap_ms = 0
let is_ending = false
process.on('SIGTERM', () => (is_ending = true))

function entry(n) {
  const phone = `139${String((run * 7919 + n) % 100_000_000).padStart(8, '0')}`
  return {
    key: `drill-${process.pid}-${n}`,
    body: {
      name: '王建国', phone, occupation: 'courier', division_code: '650203004', unit_id,
      notice_version: version, voluntary: true, signature: 'M10 10L40 80L90 20L140 90L200 40',
    },
  }
}

async function submit(join) {
  const began = performance.now()
  const { status, body } = await ask('POST', '/api/applications/on-site', join.body, join.key)
  longest_ms = Math.max(longest_ms, performance.now() - began)
  statuses[status] = (statuses[status] ?? 0) + 1
  if (status === 201) {
    if (join.id && join.id !== body.id) join.is_double = true
    join.id = body.id
    acknowledged_at.push(Date.now())
  } else if (status > 0) refusals[body.title] = (refusals[body.title] ?? 0) + 1
  return status
}

let next = 0
async function worker() {
  while (!is_ending) {
    const join = entry(next++)
    ledger.push(join)
    join.tries = 1
    // As a person would: once more after a few seconds, and again, and then it waits for the end.
    while ((await submit(join)) !== 201 && !is_ending && join.tries++ < 3) await sleep(300)
    await sleep(pause_ms)
  }
}
async function reader() {
  let last = Date.now()
  while (!is_ending) {
    if ((await ask('GET', '/api/applications?limit=10')).status === 200) {
      read_gap_ms = Math.max(read_gap_ms, Date.now() - last)
      last = Date.now()
    }
    await sleep(100)
  }
}
process.stderr.write('joining\n')
acknowledged_at.push(Date.now())
await Promise.all([reader(), ...Array.from({ length: clients }, worker)])

acknowledged_at.push(Date.now())
acknowledged_at.sort((a, b) => a - b)
let gap_ms = 0
for (let i = 1; i < acknowledged_at.length; ++i) gap_ms = Math.max(gap_ms, acknowledged_at[i] - acknowledged_at[i - 1])
const first_statuses = { ...statuses }
const acknowledged = ledger.filter((join) => join.id).length
const unanswered = statuses[0] ?? 0

// Nobody has to remember whether it worked: the same again, until it is acknowledged.
const end = Date.now() + pass_ms_max
for (const join of ledger.filter((one) => !one.id)) while ((await submit(join)) !== 201 && Date.now() < end) await sleep(500)

const there = (await applications()).filter((id) => !before.has(id))
const set = new Set(there)
const promised = ledger.filter((join) => join.id)
console.log(
  JSON.stringify({
    sent: ledger.length,
    acknowledged,
    sent_again: promised.length - acknowledged,
    lost: promised.filter((join) => !set.has(join.id)).length,
    twice: there.length - new Set(promised.map((join) => join.id)).size + promised.filter((join) => join.is_double).length,
    never_acknowledged: ledger.length - promised.length,
    unanswered,
    longest_ms: Math.round(longest_ms),
    write_gap_s: gap_ms / 1000,
    read_gap_s: read_gap_ms / 1000,
    statuses: first_statuses,
    refusals,
  }),
)
process.exit(0)
