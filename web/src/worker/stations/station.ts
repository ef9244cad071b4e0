// A station as the pages of this phone know it, and what may be asked of one.
import type { Place } from '@shared/geo'

/** In the order of the house: the server counts them off by it, so new ones go to the end. */
export const FACILITIES = [
  'seats',
  'water',
  'microwave',
  'wifi',
  'charging',
  'pump',
  'umbrellas',
  'first_aid',
  'cups',
  'books',
  'newspapers',
  'air_conditioning',
  'fridge',
  'tv',
  'lockers',
  'toilet',
  'parking',
  'shower',
  'laundry',
] as const
export type Facility = (typeof FACILITIES)[number]
export const KINDS = ['station', 'workers_home', 'drivers_home', 'nursing_room'] as const
export type Kind = (typeof KINDS)[number]

/** Hours as the station gives them: "08:30-12:00,13:30-18:00", empty when it is shut. */
export interface Hours {
  all_day: boolean
  weekday: string
  weekend: string
  holiday: string
}
export interface Station {
  id: string
  name: string
  kinds: Kind[]
  status: 'open' | 'rectifying' | 'paused'
  address: string
  division_code: string
  /** WGS-84; stations without a place are in the list and in no distance. */
  place?: Place
  hours: Hours
  step_free: boolean
  facilities: Facility[]
  phone: string
  note: string
  /** Since when everything is known to be so; empty when it never was verified. */
  verified_on: string
  verified: boolean
  /** Reports of passers-by that nobody has looked into yet. */
  reports: number
}

/** What a rider asks for. */
export const WANTS = [
  'open_now',
  'all_day',
  'charging',
  'microwave',
  'toilet',
  'nursing_room',
  'step_free',
] as const
export type Want = (typeof WANTS)[number]

/** Whether it has all that is wanted; `open` says whether its doors are open now. */
export function has(station: Station, wants: readonly Want[], open: boolean): boolean {
  return wants.every((want) => {
    if (want === 'open_now') return open
    if (want === 'all_day') return station.hours.all_day
    if (want === 'step_free') return station.step_free
    if (want === 'nursing_room') return station.kinds.includes('nursing_room')
    return station.facilities.includes(want)
  })
}
