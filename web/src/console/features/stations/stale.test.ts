import { expect, test } from 'vitest'
import { longestUnverified, verifiedSince } from './stale'

const row = (id: string, days: (string | null)[], status = 'open') => ({
  id,
  status,
  place_verified_on: days[0],
  hours_verified_on: days[1] ?? days[0],
  facilities_verified_on: days[2] ?? days[0],
  contact_verified_on: days[0],
})

test('those that nobody verified for longest wait first, and closed ones do not wait', () => {
  const rows = [
    row('A', ['2026-11-01']),
    row('B', ['2026-11-01', '2026-07-01']),
    row('C', [null]),
    row('D', ['2026-01-01'], 'closed'),
    row('E', ['2026-10-01', '2026-10-01', '2026-06-01'], 'paused'),
  ]
  expect(rows.map(verifiedSince)).toEqual(['2026-11-01', '2026-07-01', '', '2026-01-01', '2026-06-01'])
  expect(longestUnverified(rows, 3).map(({ id }) => id)).toEqual(['C', 'E', 'B'])
  expect(longestUnverified(rows, 0)).toEqual([])
})
