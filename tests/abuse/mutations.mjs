// Every operation of the description, each of its parameters, headers and fields mutated, by people of several roles and by
// nobody: whatever comes, the answer is a record or a refusal in sentences, and says nothing of how the house is made.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Connection, json, once } from '../../bench/client.mjs'
import { bytes, fitting, inAddress, inHeader, mutated, of, pick, texts, worked_out, written } from './mutants.mjs'
import { Wire } from './wire.mjs'

const password = 'karamay-may-2024'
const logins = ['region', 'district', 'street', 'committee', 'stand', 'system', 'security', 'audit']
const wires = 4 // as many passwords may be looked at, or wait, at once
const patience_ms = 60_000
const signed_in_anew_every = 250
const shown_max = 12

// Of the inside, and in nothing that is sent.
const inside = [
  /sqlite|libpq|postgres|syntax error|no such (table|column)|constraint failed|duplicate key/i, /\b(select|insert|update|delete)\b.{0,200}\b(from|into|set|where)\b.{0,80}\$\d/is,
  /std::|unionhall::|boost|simdjson|basic_string|bad_\w+|_M_\w+|terminate called|what\(\)|exception/i, /\.(cpp|h):\d|\/(root|tmp|home|usr|build|src)\//, /0x[0-9a-f]{8,}|backtrace|stack trace/i, /root:x:0/, new RegExp(worked_out),
]

async function signInAll(port) {
  const sessions = []
  const post = (path, body, key) => ({ method: 'POST', path, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key }, body: JSON.stringify(body) })
  for (const login of logins) {
    const connection = new Connection(port)
    const answer = await connection.ask(post('/api/sessions', { login, password }, `in-${login}-${process.hrtime.bigint()}`))
    connection.close()
    if (answer.status !== 201) continue // a mutation closed the account, or locked it: the others go on
    const { token } = JSON.parse(answer.body.toString())
    const me = await json(port, { path: '/api/sessions/current', headers: { Authorization: `Bearer ${token}` } })
    sessions.push({ login, token, may: new Set(me.permissions.map(({ name }) => name)) })
  }
  return sessions
}
async function signInWorker(port, phone) {
  const post = (path, body) => once(port, { method: 'POST', path, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `worker-${process.hrtime.bigint()}` }, body: JSON.stringify(body) })
  const { demonstration_code: code } = JSON.parse((await post('/api/phone-codes', { phone, purpose: 'sign_in' })).body.toString())
  const { token } = JSON.parse((await post('/api/phone-sessions', { phone, code })).body.toString())
  return { login: 'worker', token, may: new Set() }
}

/** Ids of what is there by the plural of its kind, "all" of them, and "cursors": from the first page of every list that somebody may read. */
async function knownIds(port, operations, sessions) {
  const known = { all: new Set(), cursors: new Set() }
  const note = (plural, id) => (known[plural] ??= new Set()).add(id) && known.all.add(id)
  for (const { path } of operations.filter(({ method, path, doc }) => method === 'GET' && !path.includes('{') && doc.parameters?.some(({ name }) => name === 'limit')))
    for (const { token } of sessions) {
      const connection = new Connection(port)
      const answer = await connection.ask({ path: `${path}?limit=3`, headers: { Authorization: `Bearer ${token}` } })
      connection.close()
      if (answer.status !== 200) continue
      const next = /"next":"([^"]+)"/.exec(answer.body.toString())?.[1]
      if (next) known.cursors.add(next)
      for (const [, name, id] of answer.body.toString().matchAll(/"(id|\w+_id)":"([0-7][0-9A-HJKMNP-TV-Z]{12})"/g)) note(name === 'id' ? path.split('/')[2] : `${name.slice(0, -3)}s`, id)
      break
    }
  return Object.fromEntries(Object.entries(known).map(([plural, ids]) => [plural, [...ids].sort()]))
}

const headerNames = ['Accept-Language', 'Accept', 'Accept-Encoding', 'User-Agent', 'Cookie', 'Origin', 'Sec-Fetch-Site', 'X-Forwarded-For', 'X-Forwarded-Host', 'Range', 'If-None-Match', 'If-Match', 'If-Modified-Since', 'Search', 'Idempotency-Key', 'Content-Encoding', 'Content-Type', 'Authorization', 'X-Request-Id', 'Referer', 'X-HTTP-Method-Override']

/** The bytes of request i of this seed. */
function request(i, seed, { operations, sessions, ids, schemas, steps }) {
  const random = of(seed, i)
  const { method, path, doc } = operations[i % operations.length] // every operation in turn
  const world = { random, ids, steps }
  const fits = sessions.filter(({ login, may }) => (doc['x-door'] === 'worker' ? login === 'worker' : doc['x-permission'] ? may.has(doc['x-permission']) : true))
  const who = random() < 0.8 && fits.length ? pick(random, fits) : random() < 0.6 ? pick(random, sessions) : undefined
  const wrong = random() // where it is wrong: path, query, header or body
  const nasty = () => pick(random, texts)
  const parameters = doc.parameters ?? []
  const hasBody = Boolean(doc.requestBody)
  const target = wrong < 0.12 ? 'path' : wrong < (hasBody ? 0.3 : 0.65) ? 'query' : wrong < (hasBody ? 0.42 : 0.95) ? 'header' : 'body'

  let address = path.replace(/\{(\w+)\}/g, () => (target === 'path' ? inAddress(nasty(), random) || 'x' : pick(random, ids[path.split('/')[path.startsWith('/api/') ? 2 : 1]] ?? ids.all)))
  if (target === 'path' && !path.includes('{')) address += pick(random, ['/', '//', '/..', '/%2e%2e/', '/.', ';a=b', '%00', '%2f', '\\', '/' + inAddress(nasty(), random), '.json'])
  const query = parameters.filter((p) => p.in === 'query' && (p.required || random() < 0.25)).map((p) => [p.name, String(fitting(p.schema, schemas, p.name, world))])
  if (target === 'query') {
    const named = parameters.filter((p) => p.in === 'query')
    for (let times = random() < 0.7 ? 1 : 4; times; --times) query.push([named.length && random() < 0.85 ? pick(random, named).name : nasty(), nasty()])
  }
  const pairs = query.map(([name, value]) => `${inAddress(name, random)}=${inAddress(value, random)}`)
  if (pairs.length) address += '?' + pairs.join(target === 'query' && random() < 0.05 ? '&&' : '&')

  const headers = { Host: '127.0.0.1', 'Accept-Language': pick(random, ['zh-CN', 'en']) }
  if (who) headers.Authorization = `Bearer ${who.token}`
  if (method === 'POST') headers['Idempotency-Key'] = `mutant-${seed}-${i}`
  if (method === 'PATCH' || method === 'DELETE') headers['If-Match'] = `"v${1 + Math.floor(random() * 3)}"`
  let body = ''
  if (hasBody) {
    const [type, { schema }] = Object.entries(doc.requestBody.content)[0]
    headers['Content-Type'] = type
    const value = schema ? fitting(schema, schemas, '', world) : undefined
    body = value === undefined ? bytes(`姓名,手机号码\r\n${nasty()},13800138000\r\n"${nasty()}`) : target === 'body' ? mutated(value, random) : written(value)
  } else if (target === 'body') body = mutated({ a: 1, id: pick(random, ids.all) }, random)
  if (target === 'header') {
    const named = [...parameters.filter((p) => p.in === 'header').map((p) => p.name), ...headerNames]
    for (let times = random() < 0.8 ? 1 : 3; times; --times) headers[pick(random, named)] = inHeader(nasty())
  }
  if (method !== 'GET' || body) headers['Content-Length'] = body.length
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return { isPage: !path.startsWith('/api/'), what: `${method} ${path} (${target}, ${who?.login ?? 'nobody'})`, bytes: `${method} ${address} HTTP/1.1\r\n${head}\r\n${body}` }
}

/** What is wrong with an answer; undefined for a good one. */
function judged({ status, head, body, how }, isPage) {
  if (!status) return how
  if (status >= 500) return `${status} ${body.slice(0, 200)}`
  if (/\r\nx-injected/i.test(head)) return 'a header of ours was sent on as one of theirs'
  if (status < 400) return undefined
  const found = inside.find((pattern) => pattern.test(body))
  if (found) return `${status} tells of the inside: ${found.exec(body)[0].slice(0, 80)}`
  if (isPage && /\r\ncontent-type: *text\/html/i.test(head)) return undefined // for people in a browser, as the page itself
  if (!/\r\ncontent-type: *application\/problem\+json/i.test(head)) return `${status} is no problem document: ${/\r\ncontent-type:[^\r]*/i.exec(head)?.[0]}`
  let problem
  try {
    problem = JSON.parse(body)
  } catch {
    return `${status} is no JSON: ${body.slice(0, 200)}`
  }
  const isSentence = (text) => typeof text === 'string' && /[。？！.?!”）)]$|[。.]/.test(text)
  if (problem.status !== status || !isSentence(problem.title)) return `${status} without a sentence: ${body.slice(0, 200)}`
  if (problem.problems?.some(({ message }) => !isSentence(message))) return `${status} with a problem without a sentence: ${body.slice(0, 300)}`
  return undefined
}

export async function mutations({ port, check, seed, mutants }) {
  const { paths, components } = await json(port, { path: '/api/openapi.json' })
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, doc]) => ({ method: method.toUpperCase(), path, doc })))
  const steps = [...new Set(operations.flatMap(({ doc }) => Object.keys(doc['x-steps'] ?? {})))]
  let workers = 0 // another one each time: a code is sent to one phone a few times an hour
  const worker = () => signInWorker(port, `1397777${String(workers++).padStart(4, '0')}`)
  const world = { operations, schemas: components.schemas, steps, sessions: [...(await signInAll(port)), await worker()] }
  world.ids = await knownIds(port, operations, world.sessions)
  const statuses = new Map()
  const wrong = []
  let next = 0, pause
  const anew = async () => (world.sessions = [...(await signInAll(port)), await worker()])
  const hand = async () => {
    const wire = new Wire(port, patience_ms)
    for (let i = next++; i < mutants; i = next++) {
      if (i && i % signed_in_anew_every === 0) pause = anew()
      await pause
      const { what, isPage, bytes: sent } = request(i, seed, world)
      const answer = await wire.ask(sent)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const fault = judged(answer, isPage)
      if (fault) wrong.push({ i, what, fault, sent })
    }
    wire.close()
  }
  await Promise.all(Array.from({ length: wires }, hand))
  const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`).join(', ')
  for (const { i, what, fault, sent } of wrong.slice(0, shown_max)) console.log(`    mutant ${i} of seed ${seed}: ${what}: ${fault}\n      ${JSON.stringify(sent.slice(0, 700))}`)
  check(`${mutants} mutated requests over ${operations.length} operations (seed ${seed}) were answered politely: ${counted}`, wrong.length === 0, `${wrong.length} were not`)
  keep({ requests: mutants, faults: wrong.length, operations: operations.length, seed })
  return { requests: mutants, faults: wrong.length, operations: operations.length }
}

/** For bench/scorecard: the longest run without a fault, or the last one with one. */
function keep(figures) {
  const file = 'build/scorecard/C1.json'
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  if (before && !before.faults && !figures.faults && before.requests > figures.requests) return
  mkdirSync('build/scorecard', { recursive: true })
  writeFileSync(file, JSON.stringify(figures) + '\n')
}
