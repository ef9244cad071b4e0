// Everybody signs in at once: 200 passwords a second are offered, while one person goes on working.
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, load, percentile } from './client.mjs'
import { passwordOf } from './house.mjs'

const offered_per_second = 200
const seconds = 6
const logins = ['region', 'district', 'street', 'committee', 'committee2', 'stand', 'system', 'security', 'audit']

export async function measureSigningIn(bench) {
  const server = await bench.serve()
  const { port } = server
  const headers = await server.signIn(bench.folder, 'district')
  const work = () => ({ path: '/api/units?limit=20', headers })
  const alone = await load(port, 1, 300, work)
  let served = 0, turnedAway = 0, isOver = false
  const began = performance.now()
  const signIn = async (i) => {
    const login = logins[i % logins.length]
    const connection = new Connection(port)
    try {
      const { status } = await connection.ask({
        method: 'POST', path: '/api/sessions', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `storm-${i}` },
        body: JSON.stringify({ login, password: passwordOf(bench.folder, login) }),
      })
      if (status < 300 && !isOver) ++served
      if (status >= 400) ++turnedAway
    } catch {
      ++turnedAway
    } finally {
      connection.close()
    }
  }
  const canary = (async () => {
    const connection = new Connection(port)
    const ms = []
    while (!isOver) {
      ms.push((await connection.ask(work())).ms)
      await sleep(5)
    }
    connection.close()
    return Float64Array.from(ms).sort()
  })()
  const storm = []
  for (let i = 0; i < offered_per_second * seconds; ++i) {
    const wait = began + (i / offered_per_second) * 1000 - performance.now()
    if (wait > 1) await sleep(wait)
    storm.push(signIn(i))
  }
  isOver = true
  const perSecond = served / ((performance.now() - began) / 1000)
  const ms = await canary
  await Promise.all(storm)
  bench.card('A10', { served_per_second: perSecond, others_p99_ms: percentile(ms, 0.99) })
  bench.row({
    measure: 'signing in', what: `${offered_per_second} passwords a second offered for ${seconds} s`, aim: '80/s, others p99 50 ms',
    figure: `${perSecond.toFixed(0)} a second served, ${turnedAway} told to wait; others ${bench.ms(ms)}`,
    peer: `others before: ${bench.ms(alone.ms)}`, ratio: percentile(ms, 0.99) / percentile(alone.ms, 0.99),
  })
  await server.stop()
}
