import { expect, test } from 'vitest'
import { hoursOn, openAt, spansOf } from './hours'
import { has, type Hours, type Station, type Want } from './station'

const calendar = { holidays: ['2026-10-01', '2026-10-02'], working: ['2026-10-10'] }
const day: Hours = { all_day: false, weekday: '08:30-12:00,13:30-18:00', weekend: '10:00-16:00', holiday: '' }
const night: Hours = { all_day: false, weekday: '22:00-06:00', weekend: '', holiday: '' }
const always: Hours = { all_day: true, weekday: '', weekend: '', holiday: '' }
const station = (hours: Hours, more: Partial<Station> = {}): Station => ({
  id: 'S',
  name: '驿站',
  kinds: ['station'],
  status: 'open',
  address: '',
  division_code: '',
  hours,
  step_free: false,
  facilities: [],
  phone: '',
  note: '',
  verified_on: '',
  verified: false,
  reports: 0,
  ...more,
})
/** A moment in Beijing. */
const at = (when: string) => new Date(`${when.replace(' ', 'T')}:00+08:00`)

test('hours are read as spans, over midnight too', () => {
  expect(spansOf('')).toEqual([])
  expect(spansOf('08:30-12:00,22:00-06:00')).toEqual([
    { from: 510, to: 720 },
    { from: 1320, to: 1800 },
  ])
})

test.each([
  ['a Thursday', '2026-09-24', day.weekday],
  ['a Saturday', '2026-09-26', day.weekend],
  ['a holiday on a Thursday', '2026-10-01', ''],
  ['a Saturday that is worked', '2026-10-10', day.weekday],
])('%s has its hours', (_name, date, hours) => expect(hoursOn(day, calendar, date)).toBe(hours))

test.each<[string, Hours, string, boolean, string, string]>([
  ['before it opens', day, '2026-09-24 08:29', false, '', '08:30'],
  ['as it opens', day, '2026-09-24 08:30', true, '12:00', ''],
  ['over noon', day, '2026-09-24 12:00', false, '', '13:30'],
  ['after it shut', day, '2026-09-24 18:00', false, '', ''],
  ['on a holiday', day, '2026-10-01 10:00', false, '', ''],
  ['on a Saturday', day, '2026-09-26 15:59', true, '16:00', ''],
  ['on a Saturday that is worked', day, '2026-10-10 17:00', true, '18:00', ''],
  ['in the evening', night, '2026-09-24 23:00', true, '06:00', ''],
  ['after midnight', night, '2026-09-25 05:59', true, '06:00', ''],
  ['on Saturday morning, from Friday', night, '2026-09-26 01:00', true, '06:00', ''],
  ['on Sunday morning', night, '2026-09-27 01:00', false, '', ''],
  ['on the morning of a holiday, from the day before', night, '2026-10-01 01:00', true, '06:00', ''],
  ['at any time', always, '2026-10-01 03:00', true, '', ''],
])('%s', (_name, hours, when, now, until, from) => {
  expect(openAt(station(hours), calendar, at(when))).toMatchObject({ now, until, from })
})

test.each(['rectifying', 'paused'] as const)('a station that is %s is shut', (status) => {
  expect(openAt(station(always, { status }), calendar, at('2026-09-24 10:00')).now).toBe(false)
})

test.each<[Want[], boolean, boolean]>([
  [[], false, true],
  [['open_now'], true, true],
  [['open_now'], false, false],
  [['all_day'], true, false],
  [['charging', 'toilet'], true, true],
  [['charging', 'microwave'], true, false],
  [['nursing_room', 'step_free'], true, true],
])('who wants %j, open: %s', (wants, open, wanted) => {
  const one = station(day, { facilities: ['charging', 'toilet'], kinds: ['nursing_room'], step_free: true })
  expect(has(one, wants, open)).toBe(wanted)
})
