// The member card as last seen, kept on this phone so that it can be shown without a network.
import { cardName } from '../left-here'
import { onPhone } from '../sealed'

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

/** Without a place for it the card is shown all the same, only not without a network. */
export const saveCard = (card: Card, now = new Date()): Promise<void> =>
  onPhone.put(cardName, { ...card, saved_at: now.toISOString() })

/** The last saved card, or nothing if there is none or it cannot be read. */
export async function savedCard(): Promise<SavedCard | undefined> {
  // Where an earlier version left it in the clear.
  localStorage.removeItem('unionhall.card')
  const found = (await onPhone.get(cardName)) as SavedCard | null | undefined
  return found?.number && found.token && found.saved_at ? found : undefined
}

/** 6502000420240188 → 6502 0004 2024 0188 */
export const inGroups = (number: string): string => number.replace(/\s+/g, '').replace(/(.{4})(?=.)/g, '$1 ')
