// Sealing to the key of a pass: what is sealed here only the server opens (platform/crypto_seal.h says the form).
import {
  base64url,
  bytesOf,
  fromBase64url,
  joined,
  nonceBytes,
  plain,
  type Bytes,
} from '../../../../shared/lock'

const version = 1

/** A name nobody else makes: for entries, so that what is sent twice is done once. */
export const newKey = (): string => base64url(crypto.getRandomValues(new Uint8Array(16)))

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
const info = (sender: Bytes, receiver: Bytes) => joined(bytesOf('unionhall sealed 1'), sender, receiver)

export async function sealTo(publicKey: string, content: string, context: string): Promise<string> {
  const receiver = fromBase64url(publicKey)
  const theirs = await crypto.subtle.importKey('raw', receiver, curve, false, [])
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const sender = plain(await crypto.subtle.exportKey('raw', own.publicKey))
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256)
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: info(sender, receiver) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: bytesOf(context) },
    key,
    bytesOf(content),
  )
  return base64url(joined(Uint8Array.of(version), sender, nonce, plain(sealed)))
}
