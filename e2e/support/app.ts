// The app of one-time codes on somebody's phone.
import { createHmac } from 'node:crypto'

const stepS = 30
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an app shows for a secret (RFC 6238), so many steps from now. */
export function appShows(secret: string, later = 0): string {
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / stepS) + later))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
