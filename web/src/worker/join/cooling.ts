// The cooling-off period: how many whole days are left in which an application can be withdrawn.
import { today } from '@shared/format'

const DAY_MS = 86_400_000

/** Days left including today, or nothing when there is no period or it is over. `ends_on` is the last day. */
export function daysLeft(ends_on: string | null | undefined, now = new Date()): number | undefined {
  if (!ends_on) return undefined
  const days = Math.round((Date.parse(ends_on) - Date.parse(today(now))) / DAY_MS) + 1
  return days > 0 ? days : undefined
}
