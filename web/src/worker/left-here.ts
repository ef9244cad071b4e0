// What this app left on the phone to find again, and how it goes: small, because every page brings it. sealed.ts writes it.
export const prefix = 'unionhall.sealed.'
export const cardName = 'card'
/** As long as the page stays open; here as JSON, because nobody else reads it. */
export const inMemory = new Map<string, { text: string; until: number }>()

/** Takes it out of both storages, wherever it is. */
export function drop(name: string): void {
  inMemory.delete(name)
  try {
    sessionStorage.removeItem(prefix + name)
    localStorage.removeItem(prefix + name)
  } catch {
    // Storage refused: nothing was put there.
  }
}
export const forgetCard = (): void => drop(cardName)

/** Takes away what lies in the storage of this tab and is older than it may be; with Infinity all of it. */
export function clearTab(now = Date.now()): void {
  for (const [name, { until }] of inMemory) if (until <= now) inMemory.delete(name)
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix) && !(parseInt(sessionStorage.getItem(name) ?? '') > now))
        sessionStorage.removeItem(name)
  } catch {
    // Storage refused: nothing lies there.
  }
}
