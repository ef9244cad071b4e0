// The member card as last seen, kept on this phone so that it can be shown without a network.
export interface Card {
  number: string
  token: string
  name: string
  unit_name: string
  status: string
}
export interface SavedCard extends Card {
  saved_at: string
}

const key = 'unionhall.card'

export function saveCard(card: Card, now = new Date()): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...card, saved_at: now.toISOString() }))
  } catch {
    // No room or no permission: the card is shown all the same, only not without a network.
  }
}

/** The last saved card, or nothing if there is none or it cannot be read. */
export function savedCard(): SavedCard | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? 'null') as SavedCard | null
    return found?.number && found.token && found.saved_at ? found : undefined
  } catch {
    return undefined
  }
}

export function forgetCard(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Storage refused by the browser: then nothing was saved either.
  }
}

/** 6502000420240188 → 6502 0004 2024 0188 */
export const inGroups = (number: string): string => number.replace(/\s+/g, '').replace(/(.{4})(?=.)/g, '$1 ')
