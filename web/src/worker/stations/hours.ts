// Whether a station is open, reckoned on this phone with the days off it was told: the same rules as the server's
// (src/stations/hours.cpp). A make-up day is a working day; 22:00-06:00 ends the next morning. China's time everywhere.
import { instant } from '@shared/format'
import type { Hours, Station } from './station'

export interface Calendar {
  /** Weekdays and weekends that are public holidays. */
  holidays: readonly string[]
  /** Days of a weekend that are worked. */
  working: readonly string[]
}
interface Span {
  from: number
  to: number
}

const day_min = 24 * 60
const minutes = (clock: string): number => {
  const [hour, minute] = clock.split(':').map(Number)
  return (hour ?? 0) * 60 + (minute ?? 0)
}
export function spansOf(text: string): Span[] {
  if (!text) return []
  return text.split(',').map((part) => {
    const [from = 0, to = 0] = part.split('-').map(minutes)
    return { from, to: to < from ? to + day_min : to }
  })
}

export const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - day_min * 60_000).toISOString().slice(0, 10)
const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** The hours that hold on a day (2026-11-22). */
export function hoursOn(hours: Hours, calendar: Calendar, date: string): string {
  if (calendar.holidays.includes(date)) return hours.holiday
  return isWeekend(date) && !calendar.working.includes(date) ? hours.weekend : hours.weekday
}

export interface Open {
  now: boolean
  /** When open: until when, as a clock time; empty when all day. */
  until: string
  /** When shut: when it opens today; empty when it does not. */
  from: string
  /** The hours of today. */
  today: string
}
const clock = (at: number) =>
  `${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`

/** How its doors stand at a moment. A station that is paused or being put right is shut, whatever its hours. */
export function openAt(station: Station, calendar: Calendar, now: Date): Open {
  const [date = '', time = ''] = instant(now.toISOString()).split(' ')
  const today = hoursOn(station.hours, calendar, date)
  const shut = { now: false, until: '', from: '', today }
  if (station.status !== 'open') return shut
  if (station.hours.all_day) return { now: true, until: '', from: '', today }
  const at = minutes(time)
  const yesterday = hoursOn(station.hours, calendar, dayBefore(date))
  const covering =
    spansOf(today).find(({ from, to }) => from <= at && at < to) ??
    spansOf(yesterday).find(({ from, to }) => from <= at + day_min && at + day_min < to)
  if (covering) return { now: true, until: clock(covering.to), from: '', today }
  const next = spansOf(today).find(({ from }) => from > at)
  return { ...shut, from: next ? clock(next.from) : '' }
}
