// What is filled in for a station, in the order people think of it, and how its facts are shown.
import { station } from '../../../api/records'
import { fieldOf, type FieldMeta } from '../../../api/meta'
import type { Row } from '../../parts/use-list'

export const kindFields = ['is_station', 'is_workers_home', 'is_drivers_home', 'is_nursing_room'] as const
/** The catalogue, as the record has it. */
export const facilityFields: readonly FieldMeta[] = station.fields.filter(({ name }) =>
  name.startsWith('has_'),
)

export const placeFields = [
  'name',
  'unit_id',
  'division_code',
  'address',
  'lng',
  'lat',
  'coordinate_system',
] as const
export const hourFields = ['is_open_24h', 'weekday_hours', 'weekend_hours', 'holiday_hours'] as const
export const contactFields = ['host', 'keeper_name', 'phone', 'note', 'award'] as const
export const stationFields: readonly string[] = [
  ...placeFields,
  ...kindFields,
  ...hourFields,
  'is_step_free',
  ...facilityFields.map(({ name }) => name),
  ...contactFields,
]

/** The words of those fields of a record that are true. */
export const trueOnes = (row: Row, names: readonly string[]): FieldMeta[] =>
  names.flatMap((name) => (row[name] === true ? (fieldOf(station, name) ?? []) : []))

export const verifiedFacts = ['place', 'hours', 'facilities', 'contact'] as const
