import { expect, test } from 'vitest'
import { daysLeft } from './cooling'

// 2024-05-21 07:00 in Beijing is still the 20th in London.
const morning = new Date('2024-05-20T23:00:00Z')

test.each([
  ['no period', null, undefined],
  ['the last day itself counts', '2024-05-21', 0],
  ['a week', '2024-05-28', 7],
  ['over since yesterday', '2024-05-20', undefined],
  ['across the end of a month', '2024-06-01', 11],
])('%s', (_name, endsOn, expected) => {
  expect(daysLeft(endsOn, morning)).toBe(expected)
})
