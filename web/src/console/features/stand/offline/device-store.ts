// What the device keeps while there is no network: each value locked with a key of this device. In IndexedDB, or in
// memory for tests.
import { lock, newDeviceKey, unlock, type Bytes } from './sealing'

/** Values by name, as bytes; what is put is kept when the promise is fulfilled, all of it or nothing. */
export interface Shelf {
  names(): Promise<string[]>
  get(name: string): Promise<unknown>
  put(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  clear(): Promise<void>
}

export function memoryShelf(): Shelf {
  const values = new Map<string, unknown>()
  return {
    names: async () => [...values.keys()].sort(),
    get: async (name) => values.get(name),
    put: async (name, value) => void values.set(name, value),
    remove: async (name) => void values.delete(name),
    clear: async () => values.clear(),
  }
}

const database = 'unionhall-stand'
const table = 'values'

export function openShelf(): Promise<Shelf> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(table)
    opening.onerror = () => reject(opening.error ?? new Error('the store of this device does not open'))
    opening.onsuccess = () => {
      const db = opening.result
      // Done means written: the promise is that of the transaction, not of the question.
      const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
        new Promise<T>((done, failed) => {
          const transaction = db.transaction(table, mode, { durability: 'strict' })
          const answer = ask(transaction.objectStore(table))
          transaction.oncomplete = () => done(answer.result)
          transaction.onabort = () => failed(transaction.error ?? new Error('nothing was written'))
        })
      resolve({
        names: async () => (await run('readonly', (store) => store.getAllKeys())).map(String).sort(),
        get: (name) => run('readonly', (store) => store.get(name)),
        put: async (name, value) => void (await run('readwrite', (store) => store.put(value, name))),
        remove: async (name) => void (await run('readwrite', (store) => store.delete(name))),
        clear: async () => void (await run('readwrite', (store) => store.clear())),
      })
    }
  })
}

const keyName = 'key'

/** The shelf behind a lock. The key is made on first use and goes with everything else when the device is wiped. */
export class DeviceStore {
  private constructor(
    private readonly shelf: Shelf,
    private readonly key: CryptoKey,
  ) {}

  static async open(shelf: Shelf): Promise<DeviceStore> {
    let key = (await shelf.get(keyName)) as CryptoKey | undefined
    if (!key) await shelf.put(keyName, (key = await newDeviceKey()))
    return new DeviceStore(shelf, key)
  }
  async names(beginning: string): Promise<string[]> {
    return (await this.shelf.names()).filter((name) => name.startsWith(beginning))
  }
  async get<T>(name: string): Promise<T | undefined> {
    const locked = (await this.shelf.get(name)) as Bytes | undefined
    return locked && unlock<T>(this.key, locked, name)
  }
  async put(name: string, value: unknown): Promise<void> {
    await this.shelf.put(name, await lock(this.key, value, name))
  }
  remove(name: string): Promise<void> {
    return this.shelf.remove(name)
  }
  /** Everything, the key too: what might be left on the disk opens no more. */
  wipe(): Promise<void> {
    return this.shelf.clear()
  }
}
