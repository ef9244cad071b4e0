// A long day at a steady rate: reads, searches, figures, joins, decisions and sign-ins, and what grows meanwhile. Each request is
// due at a fixed moment, whatever the answers take.
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, json, percentile } from './client.mjs'
import { passwordOf, posting } from './house.mjs'
import { joining } from './joins.mjs'

const rate = 100 // a second: far below what the server can, so that hours differ from minutes only by what grows
const clients = 16
const seen_every_s = 5
const warm_share = 0.25, warm_times = 4 // at first the caches of the database fill, sooner at a higher rate; the slopes are of the rest
const decided_at_once = 10

/** Of a line through points [x, y]: how much y grows for each x. */
export function slope(points) {
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const x = mean(0), y = mean(1)
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  return spread ? points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread : 0
}

/** What request i of the day is: mostly reading, one in ten a write. */
async function day(bench, server) {
  const street = await server.signIn(bench.folder, 'street')
  const committee = await server.signIn(bench.folder, 'committee')
  const join = await joining(server, bench.folder)
  const { items } = await json(server.port, { path: '/api/applications?limit=100', headers: street })
  const reads = ['/api/members?limit=20', '/api/work-list', '/api/applications?limit=20&sort=-submitted_at', '/api/drives?limit=5', '/api/events?limit=20', '/api/units?limit=20', '/healthz', '/metrics']
  const waiting = []
  return {
    waiting,
    request(i) {
      if (i % 1000 === 999) // somebody comes to work
        return { method: 'POST', path: '/api/sessions', headers: posting({}), body: JSON.stringify({ login: 'stand', password: passwordOf(bench.folder, 'stand') }) }
      if (i % 100 === 50 && waiting.length >= decided_at_once)
        return { method: 'POST', path: '/api/applications/decisions', headers: posting(committee), body: JSON.stringify({ ids: waiting.splice(0, decided_at_once), step: i % 200 < 100 ? 'approve' : 'refuse', note: '资料不全，请补充。' }) }
      if (i % 10 === 0) return join(80_000_000 + i)
      if (i % 10 === 5) return { path: '/api/members?limit=5', headers: { ...street, Search: encodeURIComponent('王') } }
      if (i % 3 === 0) return { path: `/api/applications/${items[i % items.length].id}`, headers: street }
      return { path: reads[i % reads.length], headers: street }
    },
  }
}

export async function measureSoak(bench) {
  const server = await bench.serve(), { pid } = server.process
  const { request, waiting } = await day(bench, server)
  const seconds = bench.minutes * 60, warm_s = seconds * warm_share
  const warm = Math.floor(rate * warm_times * warm_s), total = warm + Math.floor(rate * (seconds - warm_s))
  const dueAt = (i) => (i < warm ? i / (rate * warm_times) : warm_s + (i - warm) / rate)
  const seen = []
  const ms = []
  const statuses = new Map()
  let next = 0, isOver = false
  const began = performance.now()
  const look = async () => {
    for (let at = 0; !isOver; at += seen_every_s) {
      await sleep(Math.max(0, began + at * 1000 - performance.now()))
      const { now, own } = server.memory()
      seen.push({ hours: (performance.now() - began) / 3_600_000, mb: now, own, files: readdirSync(`/proc/${pid}/fd`).length })
      if (at % 60 === 0) bench.detail(`${(at / 60).toFixed(0)} min: ${now.toFixed(1)} MB, ${own.toFixed(1)} MB its own, ${seen.at(-1).files} files, ${next} asked`)
    }
  }
  const looking = look()
  const worker = async () => {
    const connection = new Connection(server.port)
    for (let i = next++; i < total; i = next++) {
      const due = began + dueAt(i) * 1000
      const wait = due - performance.now()
      if (wait > 1) await sleep(wait)
      const asked = request(i)
      const answer = await connection.ask(asked)
      if (i >= warm) ms.push(performance.now() - due)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status === 201 && asked.path.endsWith('/on-site')) waiting.push(JSON.parse(answer.body.toString()).id)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: clients }, worker))
  isOver = true
  await looking
  await server.stop()
  const rest = seen.filter(({ hours }) => hours * 3600 >= warm_s)
  const grown = (what) => slope(rest.map((point) => [point.hours, point[what]]))
  const faults = [...statuses].reduce((sum, [status, times]) => sum + (status >= 500 ? times : 0), 0)
  const mb = grown('mb'), own = grown('own'), files = grown('files')
  ms.sort((a, b) => a - b)
  // A leak is the server's own memory; what is mapped of the database grows with it, and belongs to the system.
  bench.card('A12', { mb_per_hour: own, resident_mb_per_hour: mb, files_per_hour: files, faults, minutes: bench.minutes, requests: total })
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${bench.number(times)}`).join(', ')
  bench.row({
    measure: 'soak', what: `${bench.minutes} min at ${rate} a second after a quarter at ${rate * warm_times}, nine reads for each write`, aim: 'below 50 MB/h, no 5xx; the card asks for 30 min',
    figure: `${own.toFixed(1)} MB/h of its own, ${mb.toFixed(1)} with what is mapped of the growing database, files ${files.toFixed(1)}/h, ${seen.at(-1).mb.toFixed(0)} MB at the end; ${answers}`,
    peer: `of the ${rest.length} looks after the first quarter; p50 ${percentile(ms, 0.5).toFixed(1)} p99 ${percentile(ms, 0.99).toFixed(1)} ms from when each was due`,
  })
}
