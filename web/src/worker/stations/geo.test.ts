import { expect, test } from 'vitest'
import {
  bdOfGcj,
  bearing,
  gcjOfBd,
  gcjOfWgs,
  metresBetween,
  metresToBox,
  wgsOfGcj,
  type Place,
} from '@shared/geo'
import { NearestIndex } from './nearest'

const at = (longitude: number, latitude: number): Place => ({ longitude, latitude })
const near = (found: Place, wanted: Place, within: number) => {
  expect(Math.abs(found.longitude - wanted.longitude)).toBeLessThanOrEqual(within)
  expect(Math.abs(found.latitude - wanted.latitude)).toBeLessThanOrEqual(within)
}
const written = 0.0000006 // the vectors are given to six decimals

test.each([
  ['Beijing', at(116.397428, 39.90923), at(116.403672, 39.910634)],
  ['Karamay', at(84.8739, 45.5959), at(84.876319, 45.596713)],
  ['Yinchuan', at(106.2782, 38.4732), at(106.282621, 38.473666)],
  ['Beilin', at(126.9853, 46.6374), at(126.991696, 46.639343)],
  ['Pinggu', at(117.1123, 40.1446), at(117.118865, 40.146029)],
])('%s in GPS and in GCJ-02, there and back', (_name, wgs, gcj) => {
  near(gcjOfWgs(wgs), gcj, written)
  near(wgsOfGcj(gcjOfWgs(wgs)), wgs, 1e-9)
  near(gcjOfBd(bdOfGcj(gcj)), gcj, 2e-6)
})

test('Baidu has an offset of its own, and outside China there is none', () => {
  near(bdOfGcj(gcjOfWgs(at(116.397428, 39.90923))), at(116.410044, 39.916973), written)
  const tokyo = at(139.6917, 35.6895)
  expect(gcjOfWgs(tokyo)).toEqual(tokyo)
  expect(wgsOfGcj(tokyo)).toEqual(tokyo)
})

test('distances and directions', () => {
  const here = at(84.8739, 45.5959)
  expect(metresBetween(here, here)).toBe(0)
  expect(metresBetween(at(0, 0), at(0, 1))).toBeCloseTo(111_195.08, 1)
  expect(bearing(here, at(84.8739, 45.6))).toBeCloseTo(0, 6)
  expect(bearing(at(0, 0), at(1, 0))).toBeCloseTo(90, 6)
  expect(bearing(here, at(84.8739, 45.5))).toBeCloseTo(180, 6)
})

/** The same numbers each time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('a box is never said to be further than the nearest thing in it', () => {
  const random = numbers(7)
  for (let round = 0; round < 300; round++) {
    const [west, south] = [70 + random() * 60, 10 + random() * 60]
    const box = { west, south, east: west + random() * 5, north: south + random() * 5 }
    const from = at(60 + random() * 80, random() * 80)
    const far = metresToBox(from, box)
    for (let point = 0; point < 30; point++) {
      const inside = at(
        box.west + random() * (box.east - box.west),
        box.south + random() * (box.north - box.south),
      )
      expect(metresBetween(from, inside)).toBeGreaterThanOrEqual(far - 1e-6)
    }
  }
  expect(metresToBox(at(1, 1), { west: 0, south: 0, east: 2, north: 2 })).toBe(0)
})

const cases: [string, () => Place[]][] = [
  ['none', () => []],
  ['one', () => [at(1, 2)]],
  ['a city', () => spread(9, 2000, 84.6, 85.1, 45.3, 45.8)],
  ['the whole earth with poles and date line', () => spread(3, 3000, -180, 180, -90, 90)],
  ['many at one place', () => spread(5, 200, 84, 84.001, 45, 45.001).flatMap((each) => [each, each, each])],
  ['a straight street', () => spread(6, 500, 84, 85, 45, 45)],
]
function spread(
  seed: number,
  count: number,
  west: number,
  east: number,
  south: number,
  north: number,
): Place[] {
  const random = numbers(seed)
  return Array.from({ length: count }, () =>
    at(west + random() * (east - west), south + random() * (north - south)),
  )
}

test.each(cases)('the nearest of %s are those that looking at all of them finds', (_name, make) => {
  const places = make()
  const index = new NearestIndex(places)
  const random = numbers(11)
  for (let round = 0; round < 40; round++) {
    const from =
      places.length && round % 2
        ? places[Math.floor(random() * places.length)]!
        : at(random() * 360 - 180, random() * 180 - 90)
    const accepts = (each: number) => round % 3 !== 0 || each % 5 === 1
    const all = places
      .map((place, each) => ({ each, metres: metresBetween(from, place) }))
      .filter(({ each }) => accepts(each))
      .sort((one, other) => one.metres - other.metres || one.each - other.each)
    const found = index.nearest(from, 7, accepts)
    expect(found).toHaveLength(Math.min(7, all.length))
    // Two that differ by less than a tenth of a millimetre are equally near.
    found.forEach((each, rank) =>
      expect(metresBetween(from, places[each]!) - all[rank]!.metres).toBeLessThan(1e-4),
    )
    expect(new Set(found).size).toBe(found.length)
  }
  expect(index.nearest(at(0, 0), 0)).toEqual([])
})
