// Which tiles of a map lie below a picture, and where in it a place is: Web Mercator, as every provider of tiles has it.
import { gcjOfWgs, wgsOfGcj, type Place } from '../geo'

/** What the server says of the map; without tiles there is none. */
export interface MapShown {
  tiles: string
  system: string
  attribution: string
  review_number: string
}
export interface Tile {
  key: string
  href: string
  x: number
  y: number
}
interface Pixel {
  x: number
  y: number
}

export const tile_px = 256
export const zoom_least = 4
export const zoom_most = 17
const zoom_of_one = 15
const edge_px = 28
const tiles_max = 24

/** Where a place is in the whole world as one picture of that zoom. */
export function pixelOf({ longitude, latitude }: Place, zoom: number): Pixel {
  const world = tile_px * 2 ** zoom
  const sine = Math.sin((latitude * Math.PI) / 180)
  return {
    x: ((longitude + 180) / 360) * world,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
  }
}

/** A place as the tiles have it. */
export const onMap = (place: Place, from: 'wgs84' | 'gcj02', system: string): Place =>
  from === system ? place : from === 'wgs84' ? gcjOfWgs(place) : wgsOfGcj(place)

/** The closest zoom at which all of them are in a picture around the middle. */
export function zoomFor(middle: Place, places: readonly Place[], width: number, height: number): number {
  if (!places.length) return zoom_of_one
  for (let zoom = zoom_most; zoom > zoom_least; zoom--) {
    const at = pixelOf(middle, zoom)
    const fits = places.every((place) => {
      const { x, y } = pixelOf(place, zoom)
      return Math.abs(x - at.x) <= width / 2 - edge_px && Math.abs(y - at.y) <= height / 2 - edge_px
    })
    if (fits) return zoom
  }
  return zoom_least
}

/** The tiles below a picture of that size around the middle, placed from its left upper corner. */
export function tilesBelow(
  middle: Place,
  zoom: number,
  width: number,
  height: number,
  template: string,
): Tile[] {
  const at = pixelOf(middle, zoom)
  const [left, top] = [at.x - width / 2, at.y - height / 2]
  const across = 2 ** zoom
  const tiles: Tile[] = []
  for (let row = Math.floor(top / tile_px); row * tile_px < top + height; row++)
    for (let column = Math.floor(left / tile_px); column * tile_px < left + width; column++) {
      if (row < 0 || row >= across || tiles.length === tiles_max) continue
      const x = ((column % across) + across) % across
      const href = template.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(row))
      tiles.push({
        key: `${zoom}/${column}/${row}`,
        href,
        x: column * tile_px - left,
        y: row * tile_px - top,
      })
    }
  return tiles
}
