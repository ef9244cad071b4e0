// Dates, instants and numbers as people here write them. Days and hours are those of Beijing, wherever the device is.
import { language } from './i18n'

const zone = 'Asia/Shanghai'
const partsOf = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** 2024-05-11: the same in both languages, so that columns of days line up. */
export const day = (on: string | null | undefined): string => on ?? ''

/** 2024年5月11日 or 11 May 2024, for running text. */
export function longDay(on: string): string {
  const date = new Date(`${on}T00:00:00Z`)
  return new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'UTC',
    dateStyle: 'long',
  }).format(date)
}

/** 2024-05-11 09:30 in Beijing, from an instant of the interface (2024-05-11T01:30:00Z). */
export function instant(at: string | null | undefined): string {
  if (!at) return ''
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const part = Object.fromEntries(partsOf.formatToParts(date).map(({ type, value }) => [type, value]))
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
}

/** What a field of type datetime-local holds for an instant, and back again. */
export const localOfInstant = (at: string): string => instant(at).replace(' ', 'T')
export const instantOfLocal = (local: string): string =>
  new Date(`${local}:00+08:00`).toISOString().replace('.000Z', 'Z')

/** Today in Beijing. */
export const today = (now = new Date()): string => instant(now.toISOString()).slice(0, 10)

/** 46,000 */
export const count = (value: number): string => new Intl.NumberFormat('en-US').format(value)

/** 4.6万 from 46000 in Chinese (at most two decimals, never rounded to look larger); 46,000 in English. */
export function wan(value: number): string {
  if (language.value === 'en' || Math.abs(value) < 10_000) return count(value)
  return `${Math.trunc(value / 100) / 100}万`
}

/** 1,234.50 from 123450 cents */
export const yuan = (cents: number): string =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(cents / 100)

/** 26.6% */
export const share = (part: number, whole: number): string =>
  whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '–'
