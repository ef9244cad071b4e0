// One server, one well-behaved client, and everything bad we know, one kind after the other.
import { fork, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../bench/client.mjs'
import { churn, floods, keepAlive, slow } from './crowds.mjs'
import { framing, methods, oversized } from './framing.mjs'
import { guessing } from './guessing.mjs'
import { mutations } from './mutations.mjs'

const [program, folder, ...options] = process.argv.slice(2)
const isLong = options.includes('--long')
const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined)
const kinds = option('--kind')?.split(',')
const seed = Number(option('--seed') ?? 2022)
const mutants = Number(option('--requests') ?? (isLong ? 60_000 : 3_000))
for (const [name, value] of [['--seed', seed], ['--requests', mutants]])
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a number above 0`)
const canary_ms_max = 10_000
const connections = 10_000 // the server allows 10,240, and we come with a few of our own

let passed = 0
let failed = 0
function check(what, isSo, seen = '') {
  isSo ? ++passed : ++failed
  console.log(`${isSo ? '  ok  ' : 'NOT SO'} ${what}${isSo || !seen ? '' : `: ${seen}`}`)
}

async function start() {
  const data = `${folder}/data`
  const made = spawnSync(program, ['demo', '--data', data, '--members', '50'], { stdio: 'ignore' })
  if (made.status !== 0) throw new Error('the demonstration could not be made')
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', openSync(`${folder}/server.log`, 'a')] })
  const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve(signal ?? code)))
  const port = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (chunk) => {
      said += chunk
      const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)
      if (address) resolve(Number(address[1]))
    })
    ended.then(() => reject(new Error(`the server did not start: ${readFileSync(`${folder}/server.log`, 'utf8').slice(-2000)}`)))
  })
  return { server, ended, port, data }
}

async function signIn({ port, data }) {
  const line = readFileSync(`${data}/demo-accounts.txt`, 'utf8').split('\n').find((l) => l.startsWith('street\t'))
  const [login, password] = line.split('\t')
  const connection = new Connection(port)
  const opened = await connection.ask({ method: 'POST', path: '/api/sessions', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password }) })
  connection.close()
  return JSON.parse(opened.body.toString()).token
}

const house = await start()
const { port, server, ended } = house
process.on('exit', () => server.kill('SIGKILL'))
const token = await signIn(house)
const rss = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024)

const canary = fork(new URL('canary.mjs', import.meta.url), [String(port), token])
const heard = () => new Promise((resolve) => canary.once('message', resolve))
const canaries = {}
let phaseName = 'nobody else'
/** Begins a phase; answers what the well-behaved client lived through in the one that ends. */
async function phase(name) {
  const answer = heard()
  canary.send(name === undefined ? 'end' : 'next')
  const { asked, wrong, p50, p99, most } = await answer
  canaries[phaseName] = { asked, p50, p99, most }
  check(`meanwhile the well-behaved client was served (${phaseName}: ${asked} times, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, at most ${most.toFixed(0)} ms)`,
    wrong.length <= (phaseName === 'one more than allowed' ? Infinity : 0) && most < canary_ms_max, wrong.slice(0, 3).join('; '))
  const ending = canaries[phaseName]
  phaseName = name
  return ending
}

const world = { port, token, check, rss, isLong, connections, phase, seed, mutants }
const measured = { rss_idle_mb: rss() }
const all = {
  framing: () => framing(port, check),
  methods: () => methods(port, check),
  oversized: () => oversized(port, check),
  guessing: () => guessing(world),
  mutations: () => mutations(world),
  keep_alive: () => keepAlive(world),
  churn: () => churn(world),
  floods: () => floods(world),
  slow: () => slow(world),
}

await heard() // it has had its first answer
await sleep(1500)
for (const [name, run] of Object.entries(all)) {
  if (kinds && !kinds.includes(name)) continue
  await phase(name)
  console.log(name)
  measured[name] = (await run()) ?? {}
}
await phase(undefined)

measured.rss_after_mb = rss()
check('the server is still the same process', server.exitCode === null)
const faults = readFileSync(`${folder}/server.log`, 'utf8').split('\n').filter((line) => /"level":"(error|fault)"/.test(line))
check('and has logged no fault', faults.length === 0, faults.slice(0, 2).join(' '))
server.kill('SIGTERM')
const how = await Promise.race([ended, sleep(15_000, 'nothing', { ref: false })])
check('asked to stop, it stops', how === 0, String(how))
if (how !== 0) server.kill('SIGKILL')
for (const command of [['audit', 'verify'], ['measure', 'recount']]) {
  const { status, stdout, stderr } = spawnSync(program, [...command, '--data', house.data], { encoding: 'utf8' })
  check(`afterwards ${command.join(' ')} finds nothing`, status === 0, (stdout + stderr).slice(0, 500))
}

mkdirSync('build/abuse', { recursive: true })
writeFileSync('build/abuse/last.json', JSON.stringify({ passed, failed, measured, canary: canaries }, null, 2) + '\n')
console.log(JSON.stringify(measured))
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
