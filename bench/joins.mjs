// Durable applications to join, by 64 connections at once, beside bare inserts of the same rows by the same engine; then
// with a disk that takes a millisecond for each flush, and on PostgreSQL.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { json } from './client.mjs'
import { Server, makeFederation, posting } from './house.mjs'
import { startPostgres } from './postgres.mjs'
import { posts, press, shown } from './press.mjs'

const clients = 64
const joining_s = 16
// Of the bare engine. One commit each waits for the disk so often that fewer tell as much.
const joins = 20_000, joins_each = 4_000

/** What an application on site sends, with PHONE in the place of the phone, and whose headers. */
async function application(server, folder) {
  const headers = await server.signIn(folder, 'street')
  const { version } = await json(server.port, { path: '/api/join/notice' })
  const { unit_id: unit } = await json(server.port, { path: '/api/join/home-unit?division_code=650203004&occupation=courier' })
  const body = JSON.stringify({
    name: '王建国', phone: 'PHONE', occupation: 'courier', division_code: '650203004', unit_id: unit,
    notice_version: version, voluntary: true, signature: 'M10 10L40 80L90 20L140 90L200 40',
  })
  return { to: '/api/applications/on-site', headers, body }
}

/** Answers request(i): one application after another, each by somebody else. */
export async function joining(server, folder) {
  const { to, headers, body } = await application(server, folder)
  return (i) => ({ method: 'POST', path: to, headers: posting(headers), body: body.replace('PHONE', `137${String((i * 7919) % 100_000_000).padStart(8, '0')}`) })
}

async function pressed(server, folder, seconds, from) {
  const { to, headers, body } = await application(server, folder)
  await press(server, clients, 1, posts(to, headers, body, from + 5_000_000))
  return press(server, clients, seconds, posts(to, headers, body, from))
}

export async function measureJoins(bench) {
  const server = await bench.serve()
  const taken = await pressed(server, bench.folder, bench.some(joining_s), 50_000_000)
  const memory = server.memory()
  await server.stop()
  bench.card('A1', { per_second: taken.perSecond, cpu_us: taken.cpu_us })
  const each = bench.some(joins_each) / bench.bare('joins-each', bench.some(joins_each)), grouped = bench.some(joins) / bench.bare('joins-grouped', bench.some(joins))
  const row = (what, perSecond) => bench.row({
    measure: 'joins', what: `durable applications, ${clients} connections (POST /api/applications/on-site)`,
    figure: `${bench.number(taken.perSecond)} a second; ${shown(taken)}`, aim: '10,000/s',
    peer: `${what}: ${bench.number(perSecond)} a second`, ratio: taken.perSecond / perSecond,
  })
  row('bare inserts, a commit each', each)
  row('bare inserts, commits shared', grouped)
  bench.row({ measure: 'joins', what: 'memory of the server afterwards', figure: `${memory.now.toFixed(0)} MB resident, ${memory.own.toFixed(0)} MB its own` })
  await measureSlowDisk(bench, taken.perSecond)
  await measurePostgres(bench, taken.perSecond)
}

async function measureSlowDisk(bench, quick) {
  const library = path.join(bench.scratch, 'slow_disk.so'), counter = path.join(bench.scratch, 'flushes')
  execFileSync('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared', '-o', library, 'bench/slow_disk.c', '-ldl'])
  writeFileSync(counter, Buffer.alloc(8))
  const flushes = () => Number(readFileSync(counter).readBigUInt64LE())
  const server = await bench.serve({ env: { LD_PRELOAD: library, UNIONHALL_FLUSHES: counter } })
  const { to, headers, body } = await application(server, bench.folder)
  const before = flushes()
  const { perSecond, count } = await press(server, clients, bench.some(joining_s), posts(to, headers, body, 20_000_000))
  const perFlush = count / Math.max(1, flushes() - before)
  await server.stop()
  bench.card('A2', { per_second: perSecond, per_flush: perFlush })
  bench.row({
    measure: 'joins', what: 'the same, each flush to the disk a millisecond slower', aim: '8,000/s, 40 a flush',
    figure: `${bench.number(perSecond)} a second, ${perFlush.toFixed(1)} for each flush`, peer: `on this disk: ${bench.number(quick)} a second`, ratio: perSecond / quick,
  })
}

async function measurePostgres(bench, sqlite) {
  const postgres = startPostgres()
  try {
    const folder = path.join(bench.scratch, 'on-postgres'), args = ['--postgres', postgres.address]
    mkdirSync(folder)
    makeFederation(bench.program, folder, 0, args)
    const server = await Server.start(bench.program, folder, { args })
    const taken = await pressed(server, folder, bench.some(joining_s), 50_000_000)
    await server.stop()
    bench.card('A3', { per_second: taken.perSecond, cpu_us: taken.cpu_us })
    bench.row({
      measure: 'joins', what: `durable applications on PostgreSQL 15, ${clients} connections`, aim: '6,000/s',
      figure: `${bench.number(taken.perSecond)} a second; ${shown(taken)}`, peer: `SQLite: ${bench.number(sqlite)} a second`, ratio: taken.perSecond / sqlite,
    })
  } finally {
    postgres.stop()
  }
}
