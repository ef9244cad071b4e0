// A shelf of values by name that lasts on this device: in IndexedDB, or in memory for tests.

/** What is put is kept when the promise is fulfilled, all of it or nothing. */
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

const table = 'values'

export function openShelf(database: string): Promise<Shelf> {
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
