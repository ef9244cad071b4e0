// The federation that is measured, the server in front of it, and the people who ask.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, openSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Connection, json } from './client.mjs'

/** The whole country's officer, whom the demonstration does not have. */
export const nation = 'bench.nation'

/** Below this the demonstration covers one city only. */
export const national_from = 20_000

/** Makes a federation of that many members in a folder. Answers the seconds it took. `args` say which database. */
export function makeFederation(program, folder, members, args = []) {
  const began = performance.now()
  const made = spawnSync(program, ['demo', '--data', folder, '--members', String(members), ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (made.status !== 0) throw new Error('the demonstration could not be made')
  const seconds = (performance.now() - began) / 1000
  if (members <= national_from) return seconds
  const added = execFileSync(program, [
    'user', 'add', nation, '--data', folder, ...args, '--name', '全国', '--role', 'regional_officer', '--unit', '示范总工会',
  ]).toString()
  writeFileSync(path.join(folder, 'bench-account.txt'), added)
  return seconds
}

export function copyFederation(from, to) {
  cpSync(from, to, { recursive: true })
}

export function passwordOf(folder, login) {
  if (login === nation) return readFileSync(path.join(folder, 'bench-account.txt'), 'utf8').trim().split(' ')[1]
  const lines = readFileSync(path.join(folder, 'demo-accounts.txt'), 'utf8').split('\n')
  return lines.find((line) => line.startsWith(`${login}\t`)).split('\t')[1]
}

export function bytesOf(folder) {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0)
}

/** Asks the system to forget what it has read of a folder, so that the next start is a cold one. */
export function forget(folder) {
  for (const name of readdirSync(folder))
    spawnSync('dd', [`of=${path.join(folder, name)}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none'], { stdio: 'ignore' })
}

export class Server {
  /** Starts the server on a free port and waits for the first 200 of /healthz. `args` and `env` go to it as well. */
  static async start(program, folder, { args = [], env = {} } = {}) {
    const server = new Server()
    const log = openSync(`${folder}.log`, 'a')
    const began = performance.now()
    server.process = spawn(program, ['serve', '--data', folder, '--listen', '127.0.0.1:0', ...args], { stdio: ['ignore', 'pipe', log], env: { ...process.env, ...env } })
    server.ended = new Promise((resolve) => server.process.once('exit', resolve))
    server.port = await new Promise((resolve, reject) => {
      let said = ''
      server.process.stdout.on('data', (chunk) => {
        said += chunk
        const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
        if (address) resolve(Number(address[1]))
      })
      server.ended.then(() => reject(new Error(`the server did not start:\n${readFileSync(`${folder}.log`, 'utf8').slice(-2000)}`)))
    })
    const connection = new Connection(server.port)
    while ((await connection.ask({ path: '/healthz' })).status !== 200);
    server.startMs = performance.now() - began
    connection.close()
    return server
  }

  /** Megabytes: resident now, resident at most so far, and what of it is the server's own rather than the mapped database. */
  memory() {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8')
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024
    return { now: of('VmRSS'), most: of('VmHWM'), own: of('RssAnon') }
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal)
    await this.ended
  }

  /** Signs somebody in; answers the headers of their requests. A first password is changed, as everybody has to. */
  async signIn(folder, login) {
    const { token, must_change_password } = await json(this.port, {
      method: 'POST', path: '/api/sessions', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `bench-${login}-${Date.now()}` },
      body: JSON.stringify({ login, password: passwordOf(folder, login) }),
    })
    const headers = { Authorization: `Bearer ${token}`, 'Accept-Language': 'zh-CN' }
    if (must_change_password) {
      const own = `measured-${randomUUID()}`
      await json(this.port, {
        method: 'POST', path: '/api/password', headers: posting(headers),
        body: JSON.stringify({ old_password: passwordOf(folder, login), new_password: own }),
      })
      writeFileSync(path.join(folder, 'bench-account.txt'), `${login} ${own}\n`)
    }
    return headers
  }
}

let keys = 0
/** What every POST sends besides: a body of JSON and a key of its own. */
export function posting(headers) {
  return { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': `bench-${process.pid}-${++keys}` }
}

export function exists(folder) {
  return existsSync(path.join(folder, 'unionhall.sqlite')) && existsSync(path.join(folder, 'bench-account.txt'))
}
