import { expect, test } from 'vitest'
import { onMap, pixelOf, tilesBelow, zoomFor } from './tiles'

const pinggu = { longitude: 117.1123, latitude: 40.1446 }

test('a place lies in the tile that everybody else says it lies in', () => {
  // By the formula of the OpenStreetMap wiki: zoom 15, tile 27043 / 12388.
  const { x, y } = pixelOf(pinggu, 15)
  expect([Math.floor(x / 256), Math.floor(y / 256)]).toEqual([27043, 12388])
  expect(pixelOf({ longitude: 0, latitude: 0 }, 1)).toEqual({ x: 256, y: 256 })
})

test('the tiles of a picture lie side by side and cover it', () => {
  const tiles = tilesBelow(pinggu, 15, 390, 232, 'https://t.example.cn/{z}/{x}/{y}.png?k=1')
  const inside = tiles.filter(({ x, y }) => x <= 195 && x + 256 > 195 && y <= 116 && y + 256 > 116)
  expect(inside.map(({ href }) => href)).toEqual(['https://t.example.cn/15/27043/12388.png?k=1'])
  expect(Math.min(...tiles.map(({ x }) => x))).toBeLessThanOrEqual(0)
  expect(Math.max(...tiles.map(({ x }) => x + 256))).toBeGreaterThanOrEqual(390)
  expect(Math.max(...tiles.map(({ y }) => y + 256))).toBeGreaterThanOrEqual(232)
})

test('the zoom holds every place, and one alone is seen as a street', () => {
  expect(zoomFor(pinggu, [], 390, 232)).toBe(15)
  const near = zoomFor(pinggu, [{ longitude: 117.1133, latitude: 40.1446 }], 390, 232)
  const far = zoomFor(pinggu, [{ longitude: 117.3, latitude: 40.2 }], 390, 232)
  expect(near).toBe(17)
  expect(far).toBeLessThan(12)
})

test('places are put where the tiles have them', () => {
  expect(onMap(pinggu, 'wgs84', 'wgs84')).toEqual(pinggu)
  expect(onMap(pinggu, 'wgs84', 'gcj02').longitude).toBeCloseTo(117.118865, 5)
  expect(onMap({ longitude: 117.118865, latitude: 40.146029 }, 'gcj02', 'wgs84').latitude).toBeCloseTo(
    40.1446,
    5,
  )
})
