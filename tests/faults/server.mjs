// The program under test with the preloaded libraries, its commands, and the people who ask it.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, json } from '../../bench/client.mjs'

const start_ms_max = 20_000
const answer_ms_max = 40_000 // longer than the server allows itself

export class Server {
  /** `env`: what the preloaded libraries are told. Waits for the first 200 of /healthz. */
  static async start(world, env = {}) {
    const server = new Server()
    server.log = `${world.folder}/server.log`
    const log = openSync(server.log, 'a')
    const began = performance.now()
    server.process = spawn(world.program, ['serve', ...placeOf(world), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', log], env: { ...process.env, ...env } })
    server.ended = new Promise((resolve) => server.process.once('exit', (code, signal) => resolve(signal ?? code)))
    server.ended.then((how) => (server.how = how))
    world.running.add(server)
    server.ended.then(() => world.running.delete(server))
    server.port = await new Promise((resolve, reject) => {
      let said = ''
      server.process.stdout.on('data', (chunk) => {
        said += chunk
        const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
        if (address) resolve(Number(address[1]))
      })
      server.ended.then(() => reject(new Error(`the server did not start: ${tail(server.log)}`)))
      setTimeout(() => reject(new Error('the server took too long to start')), start_ms_max).unref()
    })
    while ((await server.ask({ path: '/healthz' })).status !== 200) await sleep(5)
    server.startMs = performance.now() - began
    return server
  }

  /** One request on a connection of its own; { status: 0 } when no answer came. */
  async ask(request) {
    const connection = new Connection(this.port)
    try {
      return await answered(connection, request)
    } finally {
      connection.close()
    }
  }

  async kill() {
    this.process.kill('SIGKILL')
    await this.ended
  }
  async stop() {
    this.process.kill('SIGTERM')
    return this.ended
  }
  get isAlive() {
    return this.how === undefined
  }
}

export async function answered(connection, request, ms_max = answer_ms_max) {
  let timer
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve({ status: 0 }), ms_max)))
  try {
    return await Promise.race([connection.ask(request), late])
  } catch {
    return { status: 0 }
  } finally {
    clearTimeout(timer)
  }
}

export const tail = (file) => readFileSync(file, 'utf8').slice(-1500)

/** Runs a command of the program to its end: { code, signal, text }. */
export function run(world, args, env = {}) {
  const ended = spawnSync(world.program, args, { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 120_000 })
  return { code: ended.status, signal: ended.signal, text: ended.stdout + ended.stderr }
}
/** The same, while others go on. */
export function runBeside(world, args, env = {}) {
  const child = spawn(world.program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, text })))
}

/** Where a house is, as its commands take it. */
export const placeOf = ({ data, postgres }) => ['--data', data, ...(postgres ? ['--postgres', postgres] : [])]

/** What a house says of itself: the engine's own check, the chains of the audit, the figures. Throws what is wrong. */
export function inspect(world, data = world.data) {
  if (!world.postgres) execFileSync(world.integrity, [`${data}/unionhall.sqlite`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const heads = `${data}/audit-heads.jsonl`
  for (const command of [['audit', 'verify', ...(existsSync(heads) ? ['--heads', heads] : [])], ['measure', 'recount']]) {
    const { code, text } = run(world, [...command, ...placeOf({ ...world, data })])
    if (code !== 0) throw new Error(`${command.join(' ')}: ${text.slice(0, 800)}`)
  }
}

export async function signIn(server, login, password) {
  const { token } = await json(server.port, {
    method: 'POST', path: '/api/sessions', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `sign-in-${login}-${Date.now()}` },
    body: JSON.stringify({ login, password }),
  })
  return { Authorization: `Bearer ${token}`, 'Accept-Language': 'zh-CN' }
}
