// Reading by 64 connections: one record with its rights, its seal and its masks; a member by the whole phone number;
// and reads and joins together at half of what the server can.
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, json, load, once, percentile } from './client.mjs'
import { joining } from './joins.mjs'
import { posting } from './house.mjs'
import { gets, press, shown } from './press.mjs'

const clients = 64
const reading_s = 12
const phones_known = 20
const mixed_s = 8

export async function measureReads(bench) {
  const server = await bench.serve(), seconds = bench.some(reading_s)
  const { port } = server
  const headers = await server.signIn(bench.folder, 'street')
  const { items } = await json(port, { path: '/api/applications?limit=100', headers })
  const one = (i) => ({ path: `/api/applications/${items[i % items.length].id}`, headers })
  const pressed = async (script) => {
    await press(server, clients, 1, script)
    return press(server, clients, seconds, script)
  }
  const read = await pressed(gets(items.map((item) => `/api/applications/${item.id}`), headers))
  bench.card('A4', { per_second: read.perSecond, cpu_us: read.cpu_us })
  const health = await pressed(gets(['/healthz']))
  const row = (what, taken, aim) => bench.row({
    measure: 'reads', what, figure: `${bench.number(taken.perSecond)} a second; ${shown(taken)}`, aim,
    peer: `/healthz: ${bench.number(health.perSecond)} a second, ${health.cpu_us.toFixed(0)} µs`, ratio: taken.perSecond / health.perSecond,
  })
  row(`one application by its id, ${clients} connections`, read, '50,000/s')
  const found = await pressed(gets(await byPhone(server, headers), headers))
  bench.card('A5', { per_second: found.perSecond, cpu_us: found.cpu_us, members: bench.members })
  row(`a member by the whole phone number, ${clients} connections`, found, '25,000/s')
  await mixed(bench, server, one, read.perSecond)
  await server.stop()
}

/** What finds members by their whole phone numbers: the path, and what is sought. */
async function byPhone(server, headers) {
  const { items } = await json(server.port, { path: `/api/members?limit=${phones_known}`, headers })
  const phones = []
  for (const { id } of items) {
    const body = JSON.stringify({ field: 'phone', reason: '测量' })
    const seen = await once(server.port, { method: 'POST', path: `/api/members/${id}/reveal`, headers: posting(headers), body })
    phones.push(JSON.parse(seen.body.toString()).value)
  }
  const path = '/api/members?limit=1'
  const { items: found } = await json(server.port, { path, headers: { ...headers, Search: encodeURIComponent(phones[0]) } })
  if (found.length !== 1) throw new Error('a member was not found by the whole phone number')
  return phones.map((search) => ({ path, search }))
}

/** Nine reads for each join, begun at fixed moments whatever the answers take: late answers make the next ones late. */
async function mixed(bench, server, read, mostPerSecond) {
  const join = await joining(server, bench.folder)
  const capacity = await load(server.port, clients, 5000, (i) => (i % 10 ? read(i) : join(30_000_000 + i)))
  const rate = 5000 / capacity.seconds / 2, total = Math.floor(rate * mixed_s)
  const ms = new Float64Array(total)
  let next = 0
  const began = performance.now()
  const worker = async () => {
    const connection = new Connection(server.port)
    for (let i = next++; i < total; i = next++) {
      const due = began + (i / rate) * 1000
      const wait = due - performance.now()
      if (wait > 1) await sleep(wait)
      const answer = await connection.ask(i % 10 ? read(i) : join(40_000_000 + i))
      if (answer.status >= 400) throw new Error(`answered ${answer.status}`)
      ms[i] = performance.now() - due
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: clients }, worker))
  ms.sort()
  bench.card('A6', { p99_ms: percentile(ms, 0.99), p999_ms: percentile(ms, 0.999) })
  bench.row({
    measure: 'reads', what: `nine reads for each join at ${bench.number(rate)} a second, half of what it can`, aim: 'p99 5 ms, p99.9 25 ms',
    figure: `${bench.ms(ms)} p99.9 ${percentile(ms, 0.999).toFixed(2)} ms, from when each was due`, peer: `reads alone at most: ${bench.number(mostPerSecond)} a second`, ratio: rate / mostPerSecond,
  })
}
