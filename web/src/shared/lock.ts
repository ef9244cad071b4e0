// A key of this device that can be used but not read out, for what the device itself must read again; and the bytes behind it.
export const nonceBytes = 12
const text = new TextEncoder()
export type Bytes = Uint8Array<ArrayBuffer>

export const plain = (bytes: ArrayBuffer | Bytes): Bytes => new Uint8Array(bytes)
export function joined(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
export const bytesOf = (words: string): Bytes => plain(text.encode(words))

export function base64url(bytes: Bytes): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
export function fromBase64url(words: string): Bytes {
  const binary = atob(words.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** Whether this browser can do it: only pages that came by https (or from this very machine) may. */
export const canSeal = (): boolean =>
  globalThis.crypto?.subtle !== undefined && globalThis.indexedDB !== undefined

/** Can be used by this page and read out by nobody, not even by this page. */
export const newDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

export async function lock(key: CryptoKey, value: unknown, name: string): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const locked = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: bytesOf(name) },
    key,
    bytesOf(JSON.stringify(value)),
  )
  return joined(nonce, plain(locked))
}
export async function unlock<T>(key: CryptoKey, locked: Bytes, name: string): Promise<T> {
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: locked.slice(0, nonceBytes), additionalData: bytesOf(name) },
    key,
    locked.slice(nonceBytes),
  )
  return JSON.parse(new TextDecoder().decode(opened)) as T
}
