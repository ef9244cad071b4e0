// How distances, doors and how sure we are are said.
import type { Open } from './hours'
import { eighthOf } from './rings'
import type { Station } from './station'
import { t } from './texts'

/** 163 米, 1.2 公里: as exact as one can walk it. */
export function distance(metres: number): string {
  if (metres < 1000) return t('distance.m', { n: Math.round(metres) })
  return t('distance.km', { n: metres < 10_000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000) })
}

const metres_a_minute = 75
const way_longer_than_line = 1.3
const walk_metres_max = 3000
/** Minutes on foot; 0 when nobody would walk it. */
export const walkMinutes = (metres: number): number =>
  metres > walk_metres_max ? 0 : Math.max(1, Math.ceil((metres * way_longer_than_line) / metres_a_minute))

export const direction = (bearing: number): string => t(`direction.${eighthOf(bearing) as 0}`)

/** The word for the door, and what more is to be said. */
export function doors(station: Station, open: Open): { word: string; more: string } {
  if (station.status !== 'open') return { word: t(`open.${station.status}`), more: '' }
  if (station.hours.all_day) return { word: t('open.always'), more: '' }
  if (open.now) return { word: t('open.now'), more: t('open.until', { at: open.until }) }
  return { word: t('open.shut'), more: open.from ? t('open.from', { at: open.from }) : t('open.not_today') }
}

export function sureness({
  reports,
  verified,
  verified_on,
}: Pick<Station, 'reports' | 'verified' | 'verified_on'>): string {
  if (reports > 0) return t('verified.reports')
  if (!verified_on) return t('verified.never')
  return t(verified ? 'verified.on' : 'verified.old', { day: verified_on })
}
