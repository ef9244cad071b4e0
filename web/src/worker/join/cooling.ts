// The cooling-off period: how many whole days are left in which an application can be withdrawn.
import { today } from '@shared/format'

const DAY_MS = 86_400_000

/** Days left after today (0: today is the last), or nothing when there is no period or it is over. */
export function daysLeft(endsOn: string | null | undefined, now = new Date()): number | undefined {
  if (!endsOn) return undefined
  const days = Math.round((Date.parse(endsOn) - Date.parse(today(now))) / DAY_MS)
  return days >= 0 ? days : undefined
}
