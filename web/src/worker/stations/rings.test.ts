import { expect, test } from 'vitest'
import { eighthOf, freeDirection, labelAt, radiusOf, reach, ringsOf, spot_px, spotsOf } from './rings'

const apart = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.hypot(one.x - other.x, one.y - other.y)

test.each([
  ['none', [], 100],
  ['one next door', [90], 100],
  ['a few streets', [163, 164, 170, 171, 180, 210, 260, 390], 500],
  ['far out', [40, 61_000], 100_000],
])('the outermost ring of %s is a round number that holds them all', (_name, metres, wanted) => {
  expect(reach(metres.map((each) => ({ metres: each, bearing: 0 })))).toBe(wanted)
})

test('eight in one direction stand beside each other, each as far away as it is', () => {
  const marked = [163, 164, 165, 166, 170, 171, 172, 173].map((metres) => ({ metres, bearing: 92 }))
  const within = reach(marked)
  const spots = spotsOf(marked, within)
  spots.forEach((spot, one) => {
    expect(Math.hypot(spot.x, spot.y)).toBeCloseTo(radiusOf(marked[one]!.metres, within), 9)
    for (const other of spots.slice(one + 1)) expect(apart(spot, other)).toBeGreaterThanOrEqual(spot_px * 2)
  })
})

test('what stands alone stays where it is, north is up and east is right', () => {
  const [north, east] = spotsOf(
    [
      { metres: 100, bearing: 0 },
      { metres: 100, bearing: 90 },
    ],
    100,
  )
  expect(north!.y).toBeLessThan(-80)
  expect(Math.abs(north!.x)).toBeLessThan(0.1)
  expect(east!.x).toBeGreaterThan(80)
})

test('the rings are labelled where no number stands', () => {
  const spots = spotsOf(
    [0, 20, 40, 330].map((bearing) => ({ metres: 400, bearing })),
    500,
  )
  const rings = ringsOf(500)
  const direction = freeDirection(spots, rings)
  for (const { radius } of rings)
    for (const spot of spots) expect(apart(labelAt(radius, direction), spot)).toBeGreaterThan(spot_px * 2)
})

test.each([
  [0, 0],
  [22, 0],
  [23, 1],
  [90, 2],
  [180, 4],
  [337, 7],
  [338, 0],
  [359.9, 0],
])('%d degrees is direction %d', (bearing, eighth) => expect(eighthOf(bearing)).toBe(eighth))
