// Whether the time of an answer tells who exists: a login that is there and one that is not, asked in turn.
import { Connection } from '../../bench/client.mjs'

const rounds = 24

async function ask(connection, path, value, key) {
  const answer = await connection.ask({
    method: 'POST', path, body: JSON.stringify(value),
    headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
  })
  return { ms: answer.ms, said: `${answer.status} ${answer.body.toString().replace(/"request_id":"[^"]*"/, '')}` }
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1]

/** The medians are shown, not asserted: a shared machine would decide. What is said has to be the same. */
export async function guessing(world) {
  const connection = new Connection(world.port)
  const times = { known: [], unknown: [] }
  const said = new Set()
  for (let i = 0; i < rounds; ++i)
    for (const [kind, login] of i % 2 ? [['known', 'committee'], ['unknown', 'nobody']] : [['unknown', 'nobody'], ['known', 'committee']]) {
      const answer = await ask(connection, '/api/sessions', { login, password: 'a guess of somebody' })
      times[kind].push(answer.ms)
      said.add(answer.said)
    }
  connection.close()
  world.check('a login that is there and one that is not are told the same', said.size === 1, [...said].join(' | ').slice(0, 300))
  const known_ms = median(times.known)
  const unknown_ms = median(times.unknown)
  console.log(`      medians of ${rounds}: ${known_ms.toFixed(1)} ms for one that is there, ${unknown_ms.toFixed(1)} ms for one that is not`)
  return { known_ms, unknown_ms }
}
