import { expect, test } from 'vitest'
import { chance } from './chance'

test.each([
  [0, '50%'],
  [600, '98%'],
  [660, '99%'],
  [800, '99.6%'],
  [1200, '> 99.9%'],
  [-200, '20%'],
  [-900, '< 1%'],
])('a weight of %i hundredths is a chance of %s', (weight, said) => {
  expect(chance(weight)).toBe(said)
})
