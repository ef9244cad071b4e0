// A connection that sends the bytes it is given and keeps on, with a patience of its own.
import net from 'node:net'

export class Wire {
  #socket
  #waiting

  constructor(port, patience_ms) {
    this.port = port
    this.patience_ms = patience_ms
  }
  /** `bytes`: one character each. Answers { status, head, body }; { status: 0, how } when none came. */
  ask(bytes) {
    return new Promise((resolve) => {
      if (!this.#socket) this.#open()
      const timer = setTimeout(() => this.#end({ status: 0, how: `no answer within ${this.patience_ms} ms` }), this.patience_ms)
      this.#waiting = { resolve, timer, received: [], seen: 0, need: undefined }
      this.#socket.write(bytes, 'latin1')
    })
  }
  close() {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #open() {
    const socket = (this.#socket = net.connect({ port: this.port, host: '127.0.0.1', noDelay: true }))
    const gone = () => {
      if (this.#socket === socket) this.#end({ status: 0, how: 'the connection ended without an answer' })
    }
    socket.on('data', (chunk) => this.#socket === socket && this.#take(chunk))
    socket.on('error', gone)
    socket.on('close', gone)
  }
  #take(chunk) {
    const w = this.#waiting
    if (!w) return this.close() // more than was asked for
    w.received.push(chunk)
    w.seen += chunk.length
    if (w.need === undefined) {
      const all = Buffer.concat(w.received), end = all.indexOf('\r\n\r\n')
      if (end < 0) return
      w.received = [all]
      w.head = all.toString('latin1', 0, end)
      w.from = end + 4
      const isStream = /\r\ncontent-type: *text\/event-stream/i.test(w.head)
      w.need = isStream ? 0 : w.from + Number(/\r\ncontent-length: *(\d+)/i.exec(w.head)?.[1] ?? 0)
      w.ends = isStream || /\r\nconnection: *close/i.test(w.head)
    }
    if (w.seen < w.need) return
    this.#end({ status: Number(w.head.slice(9, 12)), head: w.head, body: Buffer.concat(w.received).toString('utf8', w.from) }, w.ends)
  }
  #end(answer, ends = true) {
    const w = this.#waiting
    this.#waiting = undefined
    if (ends) this.close()
    if (!w) return
    clearTimeout(w.timer)
    w.resolve(answer)
  }
}
