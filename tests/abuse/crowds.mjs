// Many at once: slow ones, silent ones, ones that come and go, and ones that ask without end.
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { head, say } from './raw.mjs'

const visitor_per_s_max = 2000 // as HttpLimits::requests_per_peer_per_s has it
const slow_ends_ms = 34_000 // the server cuts a head after 15 s, a body after 30 s, an answer that is not read after 15 s

function open(port, onConnect) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    const crowd = { socket, text: '', opened: performance.now(), closed: undefined }
    socket.on('connect', () => {
      onConnect?.(socket)
      resolve(crowd)
    })
    socket.on('data', (chunk) => (crowd.text += crowd.text.length < 4096 ? chunk.toString('latin1') : ''))
    socket.on('error', () => resolve(crowd))
    socket.on('close', () => (crowd.closed ??= performance.now()))
  })
}

async function openMany(port, count, onConnect, at_once = 500) {
  const crowd = []
  for (let i = 0; i < count; i += at_once)
    crowd.push(...(await Promise.all(Array.from({ length: Math.min(at_once, count - i) }, () => open(port, onConnect)))))
  return crowd
}

/** Slow heads, slow bodies and unread answers, all three together; each has to be cut by the server. */
export async function slow(world) {
  const { port, check } = world
  const kinds = [
    ['that send their head a letter at a time', head('GET /healthz HTTP/1.1', 'X: ').slice(0, -4), 'a', '408'],
    ['that send their body a letter at a time', head('POST /api/sessions HTTP/1.1', 'Content-Length: 100000'), 'a', '408'],
    ['that do not read their answers', head('GET /metrics HTTP/1.1').repeat(6000), '', ''],
  ]
  const crowds = []
  for (const [name, first, more, status] of kinds) {
    const count = (world.isLong ? 2000 : 400) / (more ? 1 : 10)
    const crowd = await openMany(port, count, (socket) => {
      if (!more) socket.pause()
      socket.write(first, 'latin1')
    })
    crowds.push({ name, more, status, crowd, count })
  }
  for (const began = performance.now(); performance.now() - began < slow_ends_ms; await sleep(1000)) {
    const left = crowds.flatMap(({ more, crowd }) => (more ? crowd.filter((one) => one.closed === undefined) : []))
    if (!left.length) break
    for (const one of left) if (one.socket.writable) one.socket.write('a')
  }
  // Of one that does not read, only its own side can tell that the server has gone: it reads now.
  for (const { more, crowd } of crowds) if (!more) for (const one of crowd) one.socket.resume()
  await sleep(1500)
  let longest_s = 0
  for (const { name, status, crowd, count } of crowds) {
    const cut = crowd.filter((one) => one.closed !== undefined)
    for (const one of cut) longest_s = Math.max(longest_s, (one.closed - one.opened) / 1000)
    check(`${count} ${name} are all cut`, cut.length === count, `${cut.length}`)
    if (status) check(`and are told so with ${status}`, crowd.filter((one) => one.text.includes(` ${status} `)).length > count * 0.9)
    for (const one of crowd) one.socket.destroy()
  }
  return { connections: crowds.reduce((sum, { count }) => sum + count, 0), longest_s }
}

/** As many connections as are allowed, each asking now and then; and some more than that. */
export async function keepAlive(world) {
  const { port, check, rss } = world
  const before_mb = rss()
  const crowd = await openMany(port, world.connections, (socket) => socket.write(head('GET /healthz HTTP/1.1')))
  await sleep(1500)
  const answered = crowd.filter((one) => one.text.startsWith('HTTP/1.1 200') && one.closed === undefined).length
  check(`${world.connections} connections are open at once and each is answered`, answered === world.connections, `${answered}`)
  const rss_mb = rss()
  await world.phase('ten thousand connections, silent')
  await sleep(world.isLong ? 8000 : 3000)
  const canary = await world.phase('one more than allowed')
  const beyond = await openMany(port, 300)
  await sleep(1000)
  const refused = beyond.filter((one) => /^HTTP\/1\.1 503 /.test(one.text))
  check('beyond the limit the answer is 503, with a sentence and when to come back',
    refused.length > 0 && refused.every((one) => /"detail"|"title"/.test(one.text) && /retry-after/i.test(one.text)), `${refused.length} of 300`)
  for (const one of [...crowd, ...beyond]) one.socket.destroy()
  await sleep(500)
  const after = await say(port, head('GET /healthz HTTP/1.1'), { answers: 1 })
  check('when they have gone there is room again', after.statuses[0] === 200, `${after.statuses}`)
  return { connections: answered, rss_mb, rss_before_mb: before_mb, canary_p99_ms: canary.p99 }
}

/** Connections that are opened and torn down as fast as can be, some in the middle of a request. */
export async function churn(world) {
  const lasts_ms = world.isLong ? 20_000 : 4000
  let torn = 0
  const one = async (number) => {
    for (const began = performance.now(); performance.now() - began < lasts_ms; ++torn)
      await new Promise((resolve) => {
        const socket = net.connect({ port: world.port, host: '127.0.0.1' })
        socket.on('error', resolve)
        socket.on('connect', () => {
          if (number % 3) socket.write(number % 3 === 1 ? 'GET /heal' : head('GET /api/openapi.json HTTP/1.1'))
          socket.resetAndDestroy()
          resolve()
        })
      })
  }
  await Promise.all(Array.from({ length: 60 }, (_, number) => one(number)))
  const after = await say(world.port, head('GET /healthz HTTP/1.1'), { answers: 1 })
  world.check('after thousands of torn connections the server answers', after.statuses[0] === 200, `${after.statuses}`)
  return { per_s: Math.round(torn / (lasts_ms / 1000)) }
}

async function flood(port, count, connections, bytes) {
  const statuses = {}
  let text = ''
  await Promise.all(Array.from({ length: connections }, async () => {
    const mine = Math.ceil(count / connections)
    const answer = await say(port, bytes.repeat(mine), { answers: mine, within: 20_000 })
    for (const status of answer.statuses) statuses[status] = (statuses[status] ?? 0) + 1
    if (!text && answer.statuses.some((s) => s === 429 || s === 503)) text = answer.text
  }))
  return { statuses, text }
}

const posted = (path, value, ...headers) => {
  const text = JSON.stringify(value)
  return head(`POST ${path} HTTP/1.1`, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`, ...headers) + text
}

/** Floods of one visitor: of questions, of passwords, of codes. */
export async function floods(world) {
  const { port, check } = world
  const began = performance.now()
  const seen = await flood(port, 12_000, 20, head('GET /healthz HTTP/1.1', 'X-Forwarded-For: 203.0.113.7'))
  const perSecond = 12_000 / ((performance.now() - began) / 1000)
  const limit = /HTTP\/1\.1 429 [^]*?\r\n\r\n[^]*?\}/.exec(seen.text)?.[0] ?? ''
  const isTold = seen.statuses[429] > 0 && /retry-after/i.test(limit) && /"title"/.test(limit)
  const isTooSlow = !seen.statuses[429] && perSecond < visitor_per_s_max // a busy machine cannot ask so fast
  check('one visitor who asks 12,000 times at once is told to wait, with a sentence', isTold || isTooSlow, JSON.stringify(seen.statuses))
  const other = await say(port, head('GET /healthz HTTP/1.1', 'X-Forwarded-For: 203.0.113.8'), { answers: 1 })
  check('another visitor is not', other.statuses[0] === 200, `${other.statuses}`)

  const guesses = await flood(port, world.isLong ? 600 : 200, 100, posted('/api/sessions', { login: 'nobody', password: 'a guess of somebody' }))
  const kinds = Object.keys(guesses.statuses)
  check('two hundred guesses of a password at once: each is refused or asked to come again, none waits for ever',
    kinds.every((s) => ['401', '429', '503'].includes(s)) && Object.values(guesses.statuses).reduce((a, b) => a + b) >= 200, JSON.stringify(guesses.statuses))

  let codes = {}
  for (let i = 0; i < 12; ++i) {
    const answer = await say(port, posted('/api/phone-codes', { phone: '13900009999', purpose: 'sign_in' }, `Idempotency-Key: flood${i}`), { answers: 1 })
    codes[answer.statuses[0]] = (codes[answer.statuses[0]] ?? 0) + 1
  }
  check('a phone is sent one code, and then whoever asks is told to wait', codes[201] === 1 && codes[429] === 11, JSON.stringify(codes))
  return { one_visitor: seen.statuses, guesses: guesses.statuses }
}
