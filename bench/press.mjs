// Pressing hard with wrk, which takes a quarter of what the client of client.mjs takes: on a machine shared with the
// server, what the load takes is missing to what is measured. Only successes count; one other answer is an error.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const ticks_per_second = 100

/** Seconds of processor time that a process has used so far. */
function used(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks_per_second
}

const quoted = (text) => `[==[${text}]==]`
const headed = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
const lines = (text) => text.split('\r\n').map(quoted).join(' .. "\\r\\n" .. ')

/** Asks for one path after another, again and again. */
export function gets(paths, headers = {}) {
  const all = paths.map((one) => {
    const { path = one, search } = one
    const head = headed(search === undefined ? headers : { ...headers, Search: encodeURIComponent(search) })
    return lines(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${head}\r\n`)
  })
  return `local all, n = { ${all.join(', ')} }, 0\nrequest = function() n = n % #all + 1; return all[n] end\n`
}

/**
 * Posts to a path. In the body, PHONE becomes the phone of somebody new each time; each post has a key of its own. `from`
 * keeps the phones of two runs apart.
 */
export function posts(to, headers, body, from) {
  const length = Buffer.byteLength(body) - 'PHONE'.length + 11
  const head = `POST ${to} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${headed(headers)}Idempotency-Key: press-${process.pid}-`
  const [before, after] = body.split('PHONE')
  return `local head, before, after, n = ${lines(head)}, ${quoted(before)}, ${quoted(after)}, ${from}
request = function() n = n + 1; return head .. n .. "\\r\\n\\r\\n" .. before .. string.format("137%08d", n * 7919 % 100000000) .. after end\n`
}

const told = `done = function(summary, latency)
  local e = summary.errors
  print("TOLD " .. summary.requests .. " " .. summary.duration .. " " .. latency:percentile(50) .. " " .. latency:percentile(99) .. " " .. e.status .. " " .. e.connect + e.read + e.write + e.timeout)
end\n`

/** Presses for some seconds. Answers { perSecond, count, p50, p99 (ms), cpu_us: the server's processor time for each answer }. */
export async function press(server, clients, seconds, script) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unionhall-press.'))
  const file = path.join(folder, 'press.lua')
  writeFileSync(file, script + told)
  try {
    const before = used(server.process.pid)
    const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${clients}`, `-d${seconds}s`, '--timeout', '10s', '-s', file, `http://127.0.0.1:${server.port}`])
    const taken = used(server.process.pid) - before
    const [count, us, p50, p99, refused, broken] = /TOLD (.*)/.exec(stdout)[1].split(' ').map(Number)
    if (refused || broken || !count) throw new Error(`of ${count} requests ${refused} were answered with no, and ${broken} not at all`)
    return { perSecond: count / (us / 1e6), count, p50: p50 / 1000, p99: p99 / 1000, cpu_us: (taken / count) * 1e6 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const shown = ({ p50, p99, cpu_us }) => `p50 ${p50.toFixed(2)} p99 ${p99.toFixed(2)} ms, ${cpu_us.toFixed(0)} µs of the server's processor each`
