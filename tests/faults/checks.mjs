// After a fault: what was promised is there, equal and once; what nobody answered is asked again and done once.
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Connection, json } from '../../bench/client.mjs'
import { differences, invitationsOf, listDifferences, memberOf, rowsOf, shownOf } from './contents.mjs'
import { answered } from './server.mjs'
import { isKept } from './work.mjs'

const page = 200
const background_ms_max = 30_000
const replayed_max = 60
const earlier_lists = 1 // of earlier cycles: so many are read row by row again, too

/** Asks everything again that has no answer for good. The same key: nothing may be done twice. */
export async function settle(server, ledger) {
  const open = ledger.entries.filter((entry) => entry.status === 0)
  let connection = new Connection(server.port)
  for (const entry of open)
    for (let tries = 0; !(await ledger.send(connection, entry)); ++tries) {
      if (tries === 20) throw new Error(`${entry.path} is still answered ${entry.failed} when nothing is wrong any more: ${entry.problem}`)
      await sleep(100)
      connection.close()
      connection = new Connection(server.port)
    }
  connection.close()
  for (const entry of open) entry.wasOpen = true
  ledger.learnIds()
  return open.length
}

async function all(server, path, headers) {
  const items = []
  for (let next = ''; next !== null; ) {
    const got = await json(server.port, { path: `${path}${path.includes('?') ? '&' : '?'}limit=${page}${next && `&cursor=${encodeURIComponent(next)}`}`, headers })
    items.push(...got.items)
    next = got.next ?? null
  }
  return items
}

/** `first`: the number of the first entry of this cycle; `replays`: each answer is asked for again by its key. Answers what is wrong, as sentences; an empty list is what we want. */
export async function check(server, ledger, first, { replays = true } = {}) {
  const wrong = []
  const lose = (what) => wrong.push(what)
  if (replays) await checkReplays(server, ledger, first, lose)
  await checkJoins(server, ledger, lose)
  await checkImports(server, ledger, first, lose)
  return wrong
}

async function checkReplays(server, ledger, first, lose) {
  const answers = ledger.entries.slice(first).filter((entry) => isKept(entry))
  const step = Math.max(1, Math.floor(answers.length / replayed_max))
  const connection = new Connection(server.port)
  for (let i = 0; i < answers.length; i += step) {
    const entry = answers[i]
    const again = await answered(connection, ledger.request(entry))
    if (again.status !== entry.status || again.body.toString() !== entry.text) lose(`${entry.kind} ${entry.key}: answered ${entry.status} then, ${again.status} when asked again with its key`)
  }
  connection.close()
}

const asDecided = { approve: 'approved', refuse: 'refused' }
/** What a decision does not change. */
const undecided = ({ status, decided_at, decision_note, version, steps, ...rest }) => rest
const steps_of_undecided = ['approve', 'return', 'refuse'] // what who decides may still do

/** What of a decision is otherwise: one was made, with its note and its time, or none, and it is still to be made. */
function decidedOtherwise(found, { fate, reason }) {
  const wrong = [differences(found, { status: asDecided[fate] ?? 'submitted', decision_note: fate ? reason : '', version: fate ? 2 : 1 })]
  if (Boolean(fate) === Number.isNaN(Date.parse(found.decided_at))) wrong.push(`decided at ${found.decided_at}`)
  if (!isDeepStrictEqual(found.steps, fate ? [] : steps_of_undecided)) wrong.push(`what may be done next is ${found.steps.join() || 'nothing'}`)
  return wrong.filter(Boolean).join('; ')
}

async function checkJoins(server, ledger, lose) {
  const { street, committee } = ledger.people
  const stored = new Map()
  for (const item of await all(server, '/api/applications', committee))
    if (item.employer_name.startsWith(`店${ledger.run}`)) stored.set(item.employer_name, [...(stored.get(item.employer_name) ?? []), item])
  const members = new Map()
  for (const item of await all(server, '/api/members', street)) members.set(item.employer_name, [...(members.get(item.employer_name) ?? []), item])
  for (const join of ledger.joins) {
    const { shop, entry } = join
    const found = stored.get(shop) ?? []
    stored.delete(shop)
    if (!isKept(entry)) {
      lose(`${shop}: answered ${entry.status}: ${entry.text}`)
      continue
    }
    const answer = JSON.parse(entry.text), sent = JSON.parse(entry.body)
    const otherwise = differences(answer, shownOf(sent))
    if (otherwise) lose(`${shop}: not what was sent: ${otherwise}`)
    if (found.length !== 1) lose(`${shop}: ${found.length} applications where one was acknowledged`)
    else if (!isDeepStrictEqual(undecided(found[0]), undecided(answer))) lose(`${shop}: not what was acknowledged: ${JSON.stringify(found[0])}`)
    else {
      const wrong = decidedOtherwise(found[0], join)
      if (wrong) lose(`${shop}: the decision acknowledged was ${join.fate}: ${wrong}`)
    }
    const memberships = members.get(shop) ?? []
    if (memberships.length !== (join.fate === 'approve' ? 1 : 0)) lose(`${shop}: ${memberships.length} memberships after ${join.fate}`)
    for (const member of memberships) {
      const wrong = differences(member, { ...memberOf(sent), person_id: answer.person_id })
      if (wrong) lose(`${shop}: the membership is not what was approved: ${wrong}`)
    }
  }
  for (const shop of stored.keys()) lose(`${shop}: nobody asked for it`)
  for (const entry of ledger.entries)
    if (entry.kind === 'decisions') {
      const { done, problems } = JSON.parse(entry.text)
      if (problems?.length || !isDeepStrictEqual([...done].sort(), [...JSON.parse(entry.body).ids].sort())) lose(`decisions ${entry.key}: ${entry.text}`)
    }
}

const shuffled = (list) => list.map((one) => [Math.random(), one]).sort(([a], [b]) => a - b).map(([, one]) => one)

async function checkImports(server, ledger, first, lose) {
  const { district } = ledger.people
  const keys = new Set(ledger.entries.slice(first).map((entry) => entry.key))
  const began = performance.now()
  const files = new Map()
  let imports
  for (;;) {
    imports = await all(server, '/api/imports', district)
    if (!imports.some(({ status }) => status === 'reading' || status === 'committing')) break
    if (performance.now() - began > background_ms_max) {
      lose('a list is still being read or committed long after the fault')
      break
    }
    await sleep(20)
  }
  for (const item of imports) files.set(item.file_name, [...(files.get(item.file_name) ?? []), item])
  const earlier = new Set(shuffled(ledger.imports.filter((list) => !keys.has(list.bring.key))).slice(0, earlier_lists))
  for (const list of ledger.imports) {
    const found = files.get(list.file) ?? []
    if (found.length !== 1) {
      lose(`${list.file}: ${found.length} imports where one was acknowledged`)
      continue
    }
    const [seen] = found
    if (seen.status !== list.wanted) lose(`${list.file}: ${seen.status}, but acknowledged was ${list.wanted}`)
    if (seen.rows_total !== list.rows || seen.rows_done !== list.rows || seen.rows_new !== list.rows)
      lose(`${list.file}: half an import: ${seen.rows_done} of ${seen.rows_total} rows, ${seen.rows_new} new; brought were ${list.rows}`)
    if (!keys.has(list.bring.key) && !earlier.has(list)) continue
    const rows = await all(server, `/api/import-rows?import_id=${seen.id}`, district)
    for (const words of listDifferences(rows, rowsOf(list), 'row_number')) lose(`${list.file}: rows: ${words}`)
    const invitations = await all(server, `/api/invitations?import_id=${seen.id}`, district)
    const expected = list.wanted === 'committed' ? invitationsOf(list) : []
    for (const words of listDifferences(invitations, expected, 'phone')) lose(`${list.file}: invitations: ${words}`)
  }
}
