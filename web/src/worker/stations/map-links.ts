// Ways to a place in the map apps people have. Each app gets the coordinates of its own system; nobody gets where the
// person is: the app asks for that itself.
import { bdOfGcj, gcjOfWgs, type Place } from '@shared/geo'

export interface MapLink {
  app: 'amap' | 'baidu' | 'apple' | 'any'
  href: string
}

const decimals = 6
const number = (value: number) => value.toFixed(decimals)

/** `place` is WGS-84. */
export function mapLinks(name: string, place: Place): MapLink[] {
  const gcj = gcjOfWgs(place)
  const bd = bdOfGcj(gcj)
  const query = (given: Record<string, string>) => new URLSearchParams(given).toString()
  const amap = query({
    position: `${number(gcj.longitude)},${number(gcj.latitude)}`,
    name,
    coordinate: 'gaode',
    callnative: '1',
  })
  const baidu = query({
    location: `${number(bd.latitude)},${number(bd.longitude)}`,
    title: name,
    content: name,
    coord_type: 'bd09ll',
    output: 'html',
    src: 'webapp.unionhall',
  })
  // Apple shows the map of Amap in China, and takes its coordinates there.
  const apple = query({ ll: `${number(gcj.latitude)},${number(gcj.longitude)}`, q: name })
  const point = `${number(place.latitude)},${number(place.longitude)}`
  return [
    { app: 'amap', href: `https://uri.amap.com/marker?${amap}` },
    { app: 'baidu', href: `https://api.map.baidu.com/marker?${baidu}` },
    { app: 'apple', href: `https://maps.apple.com/?${apple}` },
    { app: 'any', href: `geo:${point}?q=${encodeURIComponent(`${point}(${name})`)}` },
  ]
}
