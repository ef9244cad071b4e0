// The list of stations of a county and its neighbours: as the server writes it, as this phone keeps it, and how what changed
// since is worked in.
import { wgsOfGcj } from '@shared/geo'
import type { Calendar } from './hours'
import { FACILITIES, KINDS, type Facility, type Kind, type Station } from './station'

/** GET /api/public/stations/pack: rows of values in the order of `fields`; hours by their number in `hours`. */
export interface RawPack {
  county: string
  counties: string[]
  is_whole: boolean
  /** The list is longer than one answer: ask again since its version. */
  has_more?: boolean
  version: string
  verify_days: number
  kinds: { code: string }[]
  facilities: { code: string }[]
  special_days: [string, string][]
  fields: string[]
  hours: [string, string, string][]
  stations: unknown[][]
  removed: string[]
}

/** Raised when what is kept changes its form: an older list is fetched anew. */
export const pack_form = 1

/** What is kept: plain values only, so that the browser's store takes them as they are. */
export interface Pack {
  form: number
  county: string
  county_name: string
  counties: string[]
  version: string
  fetched_at: string
  calendar: Calendar
  stations: Station[]
}

const all_day_bit = 40
const step_free_bit = 41
// Beyond 31 bits JavaScript's own operators forget the upper ones.
const bit = (bits: number, number: number): boolean => Math.floor(bits / 2 ** number) % 2 === 1
const codes = <T extends string>(
  bits: number,
  catalogue: readonly { code: string }[],
  known: readonly T[],
): T[] =>
  catalogue
    .filter((_, number) => bit(bits, number))
    .map(({ code }) => code as T)
    .filter((code) => known.includes(code))

const day_ms = 24 * 60 * 60_000
const daysSince = (day: string, now: Date) =>
  Math.floor((now.getTime() - Date.parse(`${day}T00:00:00+08:00`)) / day_ms)

function stationIn(raw: RawPack, row: unknown[], now: Date): Station {
  const value = (name: string) => row[raw.fields.indexOf(name)]
  const text = (name: string) => String(value(name) ?? '')
  const has = Number(value('facilities') ?? 0)
  const [weekday = '', weekend = '', holiday = ''] = raw.hours[Number(value('hours') ?? -1)] ?? []
  const [lng, lat] = [value('lng'), value('lat')]
  const verified_on = text('verified_on')
  const reports = Number(value('open_reports') ?? 0)
  return {
    id: text('id'),
    name: text('name'),
    kinds: codes<Kind>(Number(value('kinds') ?? 0), raw.kinds, KINDS),
    status: text('status') as Station['status'],
    address: text('address'),
    division_code: text('division_code'),
    place:
      typeof lng === 'number' && typeof lat === 'number'
        ? wgsOfGcj({ longitude: lng, latitude: lat })
        : undefined,
    hours: bit(has, all_day_bit)
      ? { all_day: true, weekday: '', weekend: '', holiday: '' }
      : { all_day: false, weekday, weekend, holiday },
    step_free: bit(has, step_free_bit),
    facilities: codes<Facility>(has, raw.facilities, FACILITIES),
    phone: text('phone'),
    note: text('note'),
    verified_on,
    verified: verified_on !== '' && daysSince(verified_on, now) <= raw.verify_days,
    reports,
  }
}

/** Whether the changes can be worked into what is kept; otherwise the list is to be fetched whole. */
export const continues = (kept: Pack, raw: RawPack): boolean =>
  raw.counties.every((county) => kept.counties.includes(county))

/** What is kept after an answer: the whole list, or what was kept with the changes in it. */
export function packAfter(kept: Pack | undefined, raw: RawPack, county_name: string, now = new Date()): Pack {
  const stations = new Map<string, Station>()
  if (!raw.is_whole && kept)
    for (const station of kept.stations)
      if (raw.counties.includes(station.division_code.slice(0, 6))) stations.set(station.id, station)
  for (const row of raw.stations) {
    const station = stationIn(raw, row, now)
    stations.set(station.id, station)
  }
  for (const id of raw.removed) stations.delete(id)
  const days = (kind: string) => raw.special_days.filter(([, each]) => each === kind).map(([day]) => day)
  return {
    form: pack_form,
    county: raw.county,
    county_name,
    counties: raw.counties,
    version: raw.version,
    fetched_at: now.toISOString(),
    calendar: { holidays: days('holiday'), working: days('working') },
    stations: [...stations.values()],
  }
}
