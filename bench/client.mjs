// A small HTTP client for measuring: keep-alive connections, one request at a time on each, and no more work for a
// request than needed, because it shares the machine with what it measures.
import net from 'node:net'

export class Connection {
  #socket
  #received = []
  #waiting = undefined
  #head = undefined
  #missing = 0
  #fault = undefined

  constructor(port) {
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (fault) => this.#fail(fault))
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  /** Answers { status, head, body, ms }; head is the text before the body, body a Buffer. */
  ask({ method = 'GET', path, headers = {}, body = '' }) {
    let head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`
    if (method !== 'GET') head += `Content-Length: ${Buffer.byteLength(body)}\r\n`
    return new Promise((resolve, reject) => {
      if (this.#fault) return reject(this.#fault)
      this.#waiting = { resolve, reject, began: performance.now() }
      this.#socket.write(head + '\r\n' + body)
    })
  }

  close() {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #take(chunk) {
    this.#received.push(chunk)
    if (this.#head === undefined) {
      const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received)
      const end = all.indexOf('\r\n\r\n')
      if (end < 0) return
      this.#head = all.toString('latin1', 0, end)
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)
      this.#received = [all.subarray(end + 4)]
      this.#missing = (length ? Number(length[1]) : 0) - (all.length - end - 4)
    } else this.#missing -= chunk.length
    if (this.#missing > 0 || !this.#waiting) return
    const { resolve, began } = this.#waiting
    const head = this.#head
    const body = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received)
    this.#waiting = this.#head = undefined
    this.#received = []
    resolve({ status: Number(head.slice(9, 12)), head, body, ms: performance.now() - began })
  }

  #fail(fault) {
    this.#fault ??= fault
    this.#waiting?.reject(fault)
    this.#waiting = undefined
  }
}

/** One request on a connection of its own; anything but success is an error that shows what the server said. */
export async function once(port, request) {
  const connection = new Connection(port)
  try {
    return succeeded(await connection.ask(request), request)
  } finally {
    connection.close()
  }
}

export async function json(port, request) {
  return JSON.parse((await once(port, request)).body.toString())
}

function succeeded(answer, request) {
  if (answer.status >= 400)
    throw new Error(`${request.method ?? 'GET'} ${request.path} was answered ${answer.status}: ${answer.body.toString().slice(0, 600)}`)
  return answer
}

/** Asks request(0) … request(count - 1) over some connections; only successes count. Answers { ms (sorted), seconds }. */
export async function load(port, connections, count, request) {
  const ms = new Float64Array(count)
  let next = 0
  const began = performance.now()
  const worker = async () => {
    const connection = new Connection(port)
    for (let i = next++; i < count; i = next++) {
      const asked = request(i)
      ms[i] = succeeded(await connection.ask(asked), asked).ms
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { ms: ms.sort(), seconds: (performance.now() - began) / 1000 }
}

export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
