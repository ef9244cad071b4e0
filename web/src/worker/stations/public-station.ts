// One station as the server tells it to anybody: more than the list of this phone holds.
import { FACILITIES, KINDS, type Facility, type Kind, type Station } from './station'

/** GET /api/public/stations/{id}. */
export interface PublicStation {
  id: string
  name: string
  kinds: string
  status: Station['status']
  division_code: string
  division_name?: string
  address: string
  wgs_lng?: number | null
  wgs_lat?: number | null
  phone?: string
  host?: string
  note?: string
  award?: string
  unit_name?: string
  is_open_24h: boolean
  is_step_free: boolean
  weekday_hours?: string
  weekend_hours?: string
  holiday_hours?: string
  facilities?: string
  place_verified_on?: string | null
  hours_verified_on?: string | null
  facilities_verified_on?: string | null
  contact_verified_on?: string | null
  is_verified: boolean
  open_reports?: number
}

const among = <T extends string>(codes: string | undefined, known: readonly T[]): T[] => {
  const given = (codes ?? '').split(',')
  return known.filter((code) => given.includes(code))
}

/** The facts whose verification is told one by one, as this phone names them. */
export const facts = ['place', 'hours', 'facilities', 'contact'] as const
export const verifiedOn = (told: PublicStation, fact: (typeof facts)[number]): string =>
  told[`${fact}_verified_on`] ?? ''

export function stationOf(told: PublicStation): Station {
  const { wgs_lng: longitude, wgs_lat: latitude } = told
  const days = facts.map((fact) => verifiedOn(told, fact))
  return {
    id: told.id,
    name: told.name,
    kinds: among<Kind>(told.kinds, KINDS),
    status: told.status,
    address: told.address,
    division_code: told.division_code,
    place:
      typeof longitude === 'number' && typeof latitude === 'number' ? { longitude, latitude } : undefined,
    hours: {
      all_day: told.is_open_24h,
      weekday: told.weekday_hours ?? '',
      weekend: told.weekend_hours ?? '',
      holiday: told.holiday_hours ?? '',
    },
    step_free: told.is_step_free,
    facilities: among<Facility>(told.facilities, FACILITIES),
    phone: told.phone ?? '',
    note: told.note ?? '',
    // Everything is known to be so since the oldest of the four.
    verified_on: days.includes('') ? '' : ([...days].sort()[0] ?? ''),
    verified: told.is_verified,
    reports: told.open_reports ?? 0,
  }
}
