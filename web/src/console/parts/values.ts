// How the value of a field is written for people.
import { count, day, instant, yuan } from '../../shared/format'
import { pick } from '../../shared/i18n'
import type { FieldMeta } from '../../api/meta'
import { t } from './texts'

export function valueText(field: FieldMeta, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  switch (field.shape) {
    case 'choice': {
      const choice = field.choices?.find((each) => each.value === value)
      return choice ? pick(choice) : String(value)
    }
    case 'boolean':
      return value === true ? t('yes') : t('no')
    case 'date':
      return day(String(value))
    case 'instant':
      return instant(String(value))
    case 'integer':
    case 'real':
      return typeof value === 'number' ? count(value) : String(value)
    case 'cents':
      return typeof value === 'number' ? yuan(value) : String(value)
    default:
      return String(value)
  }
}

export const isNumeric = (field: FieldMeta): boolean => ['integer', 'real', 'cents'].includes(field.shape)

export type Tone = 'ok' | 'wait' | 'busy' | 'bad' | 'idle'
const tones: Record<Tone, readonly string[]> = {
  ok: [
    'active',
    'approved',
    'committed',
    'published',
    'held',
    'accepted',
    'new',
    'exact',
    'fixed',
    'matched',
    'settled',
    'covered',
    'done',
    'confirmed',
    'fulfilled',
  ],
  wait: [
    'submitted',
    'awaiting_code',
    'checked',
    'planned',
    'preparing',
    'invited',
    'received',
    'claimed',
    'returned',
    'duplicate',
    'look',
    'unsure',
  ],
  busy: [
    'matching',
    'searching',
    'visiting',
    'founding',
    'running',
    'committing',
    'reading',
    'transferring',
    'member',
    'correcting',
    'reported',
    'retained',
    'building',
    'rectifying',
  ],
  bad: ['refused', 'failed', 'locked', 'unreadable', 'revoked', 'found'],
  idle: [],
}
/** The colour of a state; the word beside it says the same, colour alone says nothing. */
export function toneOf(value: unknown): Tone {
  for (const tone of Object.keys(tones) as Tone[]) if (tones[tone].includes(String(value))) return tone
  return 'idle'
}
