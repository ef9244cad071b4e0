// Coming back: after a kill in the middle of joins, and from a backup made while people join.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { Connection, json } from './client.mjs'
import { joining } from './joins.mjs'
import { Server } from './house.mjs'

const clients = 32

/** Joins until told to stop; answers how many were acknowledged. */
function joinOn(server, request, from) {
  let isOver = false, kept = 0, next = from
  const worker = async () => {
    const connection = new Connection(server.port)
    try {
      while (!isOver) if ((await connection.ask(request(next++))).status === 201) ++kept
    } catch {
      // the server is gone
    } finally {
      connection.close()
    }
  }
  const all = Promise.all(Array.from({ length: clients }, worker))
  return { stop: async () => ((isOver = true), await all, kept) }
}

function timed(program, args) {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const running = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    running.once('exit', (code) => (code ? reject(new Error(`${args[0]} ended with ${code}`)) : resolve((performance.now() - began) / 1000)))
  })
}

export async function measureRecovery(bench) {
  let server = await bench.serve()
  let load = joinOn(server, await joining(server, bench.folder), 60_000_000)
  await new Promise((resolve) => setTimeout(resolve, 2000))
  await server.stop('SIGKILL')
  await load.stop()
  server = await bench.serve()
  bench.card('A13', { boot_after_crash_ms: server.startMs })
  bench.row({
    measure: 'recovery', what: `killed while ${clients} connections join: to the first 200 of /healthz`, figure: `${server.startMs.toFixed(0)} ms`,
    aim: '2 s', peer: 'the target itself', ratio: server.startMs / 2000,
  })
  load = joinOn(server, await joining(server, bench.folder), 70_000_000)
  const file = path.join(bench.scratch, 'bench.backup'), restored = path.join(bench.scratch, 'restored')
  const backup = await timed(bench.program, ['backup', '--data', bench.folder, '--out', file])
  const kept = await load.stop()
  await server.stop()
  const restore = await timed(bench.program, ['restore', '--from', file, '--data', restored])
  server = await Server.start(bench.program, restored)
  const headers = await server.signIn(bench.folder, 'street')
  await json(server.port, { path: '/api/members?limit=1', headers })
  const serving = restore + server.startMs / 1000
  await server.stop()
  bench.card('B8', { seconds: serving, members: bench.members })
  bench.row({
    measure: 'recovery', what: `backup while ${kept} people join, and from it to serving again`, aim: '60 s', peer: 'the target itself', ratio: serving / 60,
    figure: `backup ${backup.toFixed(1)} s, restored and serving in ${serving.toFixed(1)} s`,
  })
}
