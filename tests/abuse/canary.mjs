// The well-behaved client: asks three ordinary things in turn, on a connection it keeps, from a process of its own.
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../../bench/client.mjs'

const [port, token] = process.argv.slice(2)
const every_ms = 10
const paths = ['/healthz', '/api/join/notice', '/api/members?limit=20']
let times = []
let wrong = []
let number = 0
let isEnding = false
let isAskedForTimes = false

process.on('message', (message) => {
  isAskedForTimes = true
  if (message === 'end') isEnding = true
})

/** A kind can be over before one question fits into it, so the times go out after the question under way, never without one. */
function sendTimes() {
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  process.send({ asked: times.length, wrong, p50: at(0.5), p99: at(0.99), most: at(1) })
  times = []
  wrong = []
  isAskedForTimes = false
}

process.on('disconnect', () => process.exit()) // with whoever started it

let connection
while (!isEnding || isAskedForTimes) {
  const path = paths[number++ % paths.length]
  const began = performance.now()
  try {
    connection ??= new Connection(Number(port))
    const answer = await connection.ask({ path, headers: { Authorization: `Bearer ${token}` } })
    if (answer.status !== 200) wrong.push(`${path}: ${answer.status}`)
  } catch (fault) {
    wrong.push(`${path}: ${fault.message}`)
    connection?.close()
    connection = undefined
  }
  times.push(performance.now() - began)
  if (number === 1) process.send('ready')
  if (isAskedForTimes) sendTimes()
  await sleep(every_ms)
}
connection?.close()
if (process.connected) process.disconnect()
