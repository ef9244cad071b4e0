import { expect, test } from 'vitest'
import { metresBetween, wgsOfGcj } from '@shared/geo'
import { continues, packAfter, type RawPack } from './pack'
import { StationList } from './seen'
import { FACILITIES, KINDS, type Want } from './station'

const fields = [
  'id',
  'name',
  'address',
  'lng',
  'lat',
  'kinds',
  'facilities',
  'hours',
  'phone',
  'division_code',
  'verified_on',
  'status',
  'open_reports',
  'note',
]
const water_toilet_24h_step_free = 2 ** 1 + 2 ** 15 + 2 ** 40 + 2 ** 41
const row = (id: string, lng: number | null, more: Partial<Record<string, unknown>> = {}): unknown[] => {
  const whole: Record<string, unknown> = {
    id,
    name: `${id}驿站`,
    address: `八角路${id}号`,
    lng,
    lat: lng && 39.9,
    kinds: 1,
    facilities: 2 ** 4,
    hours: 0,
    phone: '',
    division_code: '110107003',
    verified_on: '2026-11-01',
    status: 'open',
    open_reports: 0,
    note: '',
    ...more,
  }
  return fields.map((name) => whole[name])
}
const raw = (stations: unknown[][], more: Partial<RawPack> = {}): RawPack => ({
  county: '110107',
  counties: ['110107', '110106'],
  is_whole: true,
  has_more: false,
  version: '7',
  verify_days: 90,
  kinds: KINDS.map((code) => ({ code })),
  facilities: FACILITIES.map((code) => ({ code })),
  special_days: [
    ['2026-10-01', 'holiday'],
    ['2026-10-10', 'working'],
  ],
  fields,
  hours: [
    ['08:00-20:00', '09:00-18:00', ''],
    ['24h', '24h', '24h'],
  ],
  stations,
  removed: [],
  ...more,
})
const now = new Date('2026-11-23T02:00:00Z') // a Monday, ten in the morning

test('a row of the server becomes a station: place, hours, what is there, how sure it is', () => {
  const always = row('B', 116.2, {
    facilities: water_toilet_24h_step_free,
    hours: 1,
    kinds: 0b1011,
    verified_on: '',
    open_reports: 2,
  })
  const { stations, calendar } = packAfter(undefined, raw([row('A', 116.2), always]), '石景山区', now)
  expect(stations[0]).toMatchObject({
    name: 'A驿站',
    kinds: ['station'],
    facilities: ['charging'],
    hours: { all_day: false, weekday: '08:00-20:00', weekend: '09:00-18:00', holiday: '' },
    verified: true,
    step_free: false,
  })
  expect(metresBetween(stations[0]!.place!, wgsOfGcj({ longitude: 116.2, latitude: 39.9 }))).toBeLessThan(
    0.01,
  )
  expect(stations[1]).toMatchObject({
    kinds: ['station', 'workers_home', 'nursing_room'],
    facilities: ['water', 'toilet'],
    hours: { all_day: true },
    step_free: true,
    verified: false,
    reports: 2,
  })
  expect(calendar).toEqual({ holidays: ['2026-10-01'], working: ['2026-10-10'] })
})

test('what was verified too long ago is not sure any more', () => {
  const { stations } = packAfter(undefined, raw([row('A', 116.2, { verified_on: '2026-08-24' })]), '', now)
  expect(stations[0]?.verified).toBe(false)
})

test('changes are worked in: new, changed, gone, and what is no neighbour any more', () => {
  const far = row('D', 116.5, { division_code: '110106001' })
  const kept = packAfter(undefined, raw([row('A', 116.2), row('B', 116.3), far]), '石景山区', now)
  const change = raw([row('B', 116.3, { name: '新名' }), row('C', 116.4)], {
    is_whole: false,
    removed: ['A'],
    version: '8',
    counties: ['110107'],
  })
  expect(continues(kept, change)).toBe(true)
  const after = packAfter(kept, change, '石景山区', now)
  expect(after.stations.map(({ id, name }) => [id, name])).toEqual([
    ['B', '新名'],
    ['C', 'C驿站'],
  ])
  expect([after.version, after.county_name]).toEqual(['8', '石景山区'])
  expect(continues(kept, raw([], { counties: ['110107', '110108'] }))).toBe(false)
})

const list = () => {
  const stations = [
    row('A', 116.21),
    row('B', 116.203, { facilities: water_toilet_24h_step_free, hours: 1 }),
    row('C', 116.202, { status: 'paused' }),
    row('D', null),
  ]
  const pack = packAfter(undefined, raw(stations), '', now)
  return new StationList(pack.stations, pack.calendar)
}
const here = wgsOfGcj({ longitude: 116.2, latitude: 39.9 })

test.each<
  [string, { wants?: Want[]; text?: string; division?: string; here?: typeof here }, string[], number]
>([
  ['all, as they came', {}, ['A', 'B', 'C', 'D'], 4],
  ['the nearest, without those that have no place', { here }, ['C', 'B', 'A'], 3],
  ['those that are open', { here, wants: ['open_now'] }, ['B', 'A'], 2],
  ['those with a toilet and no step', { here, wants: ['toilet', 'step_free', 'all_day'] }, ['B'], 1],
  ['those of a name', { text: 'a驿' }, ['A'], 1],
  ['those of an address, in two words', { text: '八角  D号' }, ['D'], 1],
  ['those of a street', { division: '110107003', here }, ['C', 'B', 'A'], 3],
  ['none of another street', { division: '110107004' }, [], 0],
  ['none', { wants: ['microwave'] }, [], 0],
])('%s', (_name, asked, ids, total) => {
  const found = list().look({ wants: [], text: '', now, ...asked }, 10)
  expect(found.seen.map(({ station }) => station.id)).toEqual(ids)
  expect(found.total).toBe(total)
  if (asked.here) expect(found.seen[0]?.metres).toBeGreaterThan(100)
})
