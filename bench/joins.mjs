// Durable applications to join, by 64 connections at once, beside bare inserts of the same rows by the same engine.
import { json, load, percentile } from './client.mjs'
import { posting } from './house.mjs'

const clients = 64
const joins = 20_000
// One commit each waits for the disk so often that fewer tell as much.
const joins_each = 4_000

export async function measureJoins(bench) {
  const server = await bench.serve()
  const { port } = server
  const headers = await server.signIn(bench.folder, 'street')
  const { version } = await json(port, { path: '/api/join/notice' })
  const { unit_id: unit } = await json(port, { path: '/api/join/home-unit?division_code=650203004&occupation=courier' })
  const request = (i) => ({
    method: 'POST', path: '/api/applications/on-site', headers: posting(headers),
    body: JSON.stringify({
      name: '王建国', phone: `137${String((i * 7919) % 100_000_000).padStart(8, '0')}`, occupation: 'courier', division_code: '650203004', unit_id: unit,
      notice_version: version, voluntary: true, signature: 'M10 10L40 80L90 20L140 90L200 40',
    }),
  })
  await load(port, clients, 500, (i) => request(50_000_000 + i))
  const taken = await load(port, clients, joins, request)
  const memory = server.memory()
  await server.stop()
  const each = bench.bare('joins-each', joins_each)
  const grouped = bench.bare('joins-grouped', joins)
  const row = (what, perSecond) => bench.row({
    measure: 'joins', what: `durable applications, ${clients} connections (POST /api/applications/on-site)`,
    figure: `${bench.number(joins / taken.seconds)} a second; ${bench.ms(taken.ms)}`, aim: '10,000/s',
    peer: `${what}: ${bench.number(perSecond)} a second`, ratio: joins / taken.seconds / perSecond,
  })
  row('bare inserts, a commit each', joins_each / each)
  row('bare inserts, commits shared', joins / grouped)
  bench.row({ measure: 'joins', what: 'memory of the server afterwards', figure: `${memory.now.toFixed(0)} MB resident, ${memory.own.toFixed(0)} MB its own` })
}
