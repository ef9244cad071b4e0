// A client that sends any bytes at all, and takes the answers apart.
import net from 'node:net'

/** Sends bytes (or pieces with waits between) and reads until the server closes, `answers` have come, or `within` ms. */
export function say(port, bytes, { within = 4000, answers = Infinity } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    const received = []
    let isOver = false
    const end = (how) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      socket.destroy()
      const text = Buffer.concat(received).toString('latin1')
      resolve({ how, text, statuses: statusesIn(text) })
    }
    const timer = setTimeout(() => end('waited'), within)
    socket.on('data', (chunk) => {
      received.push(chunk)
      if (answers !== Infinity && statusesIn(Buffer.concat(received).toString('latin1')).length >= answers) end('answered')
    })
    socket.on('end', () => end('closed'))
    socket.on('error', () => end('closed'))
    socket.on('connect', () => {
      for (const piece of Array.isArray(bytes) ? bytes : [bytes]) socket.write(piece, 'latin1')
    })
  })
}

/** The statuses of the answers in a text, in order; bodies with a length are stepped over. */
export function statusesIn(text) {
  const statuses = []
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\r\n\r\n', at)
    if (end < 0 || !text.startsWith('HTTP/1.', at)) break
    const head = text.slice(at, end)
    const status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)
    at = end + 4 + (length ? Number(length[1]) : 0)
    if (status !== 100 && at <= text.length) statuses.push(status)
  }
  return statuses
}

export const head = (line, ...headers) => [line, 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n')
