// What must be found again after a reload and is about a person: sealed with a key that this app can use and nobody can read
// out. Where a browser has no such keys it is kept as long as the page stays open.
import { base64url, canSeal, fromBase64url, lock, newDeviceKey, unlock } from '@shared/lock'
import { openShelf, type Shelf } from '@shared/shelf'
import { inMemory, prefix } from './left-here'

const dayMs = 24 * 3600_000
const keyName = 'key'

async function keyOn(shelf: Shelf): Promise<CryptoKey> {
  const known = (await shelf.get(keyName)) as CryptoKey | undefined
  if (known) return known
  const fresh = await newDeviceKey()
  await shelf.put(keyName, fresh)
  return fresh
}

export class Sealed {
  private key?: Promise<CryptoKey | undefined>
  /** `open`: where the key lies; tests bring their own. */
  constructor(
    private readonly storage: () => Storage,
    private readonly lastsMs: number,
    private readonly open = canSeal() ? () => openShelf('unionhall-sealed') : undefined,
  ) {}

  private keyHere(): Promise<CryptoKey | undefined> {
    this.key ??= (async () => this.open && keyOn(await this.open()))().catch(() => undefined)
    return this.key
  }

  async put(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value)
    const until = Date.now() + this.lastsMs
    inMemory.set(name, { text, until })
    const key = await this.keyHere()
    if (!key) return
    const locked = base64url(await lock(key, text, `${name} ${until}`))
    // What was dropped meanwhile, or is newer, stays so.
    if (inMemory.get(name)?.until !== until || inMemory.get(name)?.text !== text) return
    try {
      this.storage().setItem(prefix + name, `${until}.${locked}`)
    } catch {
      // Storage refused: everything works as long as the page stays open.
    }
  }

  /** What was put, or nothing: none is there, it is too old, or it was sealed with another key. */
  async get(name: string): Promise<unknown> {
    const here = inMemory.get(name)
    if (here) return here.until > Date.now() ? JSON.parse(here.text) : undefined
    try {
      const [until = '', locked] = (this.storage().getItem(prefix + name) ?? '').split('.')
      const key = locked && Number(until) > Date.now() && (await this.keyHere())
      if (!locked || !key) return undefined
      return JSON.parse(await unlock<string>(key, fromBase64url(locked), `${name} ${until}`))
    } catch {
      return undefined
    }
  }
}

/** For a form that is being filled in: it goes with the tab, on signing out, and a day after it was touched. */
export const inTab = new Sealed(() => sessionStorage, dayMs)
/** Until it is dropped. */
export const onPhone = new Sealed(() => localStorage, Infinity)
