// Places on the earth: distances, directions, and the three coordinate systems of maps in China (domain.md 4.7). Everything
// is reckoned on this phone.

export interface Place {
  /** Degrees, WGS-84, unless a function says otherwise. */
  longitude: number
  latitude: number
}

const earth_radius_m = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres along the great circle. */
export function metresBetween(one: Place, other: Place): number {
  const half_lat = Math.sin(radians(other.latitude - one.latitude) / 2)
  const half_lng = Math.sin(radians(other.longitude - one.longitude) / 2)
  const h =
    half_lat * half_lat +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half_lng * half_lng
  return 2 * earth_radius_m * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Where it lies from here: 0 north, 90 east, in degrees below 360. */
export function bearing(from: Place, to: Place): number {
  const [lat, to_lat] = [radians(from.latitude), radians(to.latitude)]
  const d = radians(to.longitude - from.longitude)
  const y = Math.sin(d) * Math.cos(to_lat)
  const x = Math.cos(lat) * Math.sin(to_lat) - Math.sin(lat) * Math.cos(to_lat) * Math.cos(d)
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** Metres to the nearest point of a box; never more than the truth, so that nothing nearer is passed over. */
export function metresToBox(from: Place, box: Box): number {
  const longitude = Math.min(Math.max(from.longitude, box.west), box.east)
  const latitude = Math.min(Math.max(from.latitude, box.south), box.north)
  if (longitude === from.longitude) return metresBetween(from, { longitude, latitude })
  // Towards a meridian the great circle bends to the pole: the nearest point of the edge need not lie straight beside.
  const d = radians(longitude - from.longitude)
  const foot = Math.atan2(Math.tan(radians(from.latitude)), Math.cos(d))
  const nearest = Math.min(Math.max((foot * 180) / Math.PI, box.south), box.north)
  return metresBetween(from, { longitude, latitude: nearest })
}

const axis_m = 6_378_245.0
const eccentricity = 0.00669342162296594323
/** Where the state's offset applies. */
const inChina = ({ longitude: lng, latitude: lat }: Place) =>
  lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271

const wave = (amount: number, turns: number) => amount * Math.sin(turns * Math.PI)

function offsetAt({ longitude, latitude }: Place): Place {
  const x = longitude - 105
  const y = latitude - 35
  const both = wave(20, 6 * x) + wave(20, 2 * x)
  const along_y = wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30)
  const along_x = wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30)
  const root = Math.sqrt(Math.abs(x))
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ((both + along_y) * 2) / 3
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ((both + along_x) * 2) / 3
  const sine = Math.sin(radians(latitude))
  const flat = 1 - eccentricity * sine * sine
  const degree = 180 / Math.PI
  return {
    longitude: (east * degree * Math.sqrt(flat)) / (axis_m * Math.cos(radians(latitude))),
    latitude: (north * degree * flat * Math.sqrt(flat)) / (axis_m * (1 - eccentricity)),
  }
}

/** WGS-84 (GPS) to GCJ-02 (Amap, Tencent, Apple in China). Outside China the two are the same. */
export function gcjOfWgs(place: Place): Place {
  if (!inChina(place)) return { ...place }
  const by = offsetAt(place)
  return { longitude: place.longitude + by.longitude, latitude: place.latitude + by.latitude }
}

const rounds = 8 // each leaves a thousandth of the error
/** GCJ-02 to WGS-84, to better than 1e-6 degrees. */
export function wgsOfGcj(place: Place): Place {
  let found = { ...place }
  for (let round = 0; round < rounds; round++) {
    const there = gcjOfWgs(found)
    found = {
      longitude: found.longitude + place.longitude - there.longitude,
      latitude: found.latitude + place.latitude - there.latitude,
    }
  }
  return found
}

const turn = (Math.PI * 3000) / 180

/** GCJ-02 to BD-09 (Baidu). */
export function bdOfGcj({ longitude: x, latitude: y }: Place): Place {
  const r = Math.hypot(x, y) + 0.00002 * Math.sin(y * turn)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * turn)
  return { longitude: r * Math.cos(angle) + 0.0065, latitude: r * Math.sin(angle) + 0.006 }
}

/** BD-09 to GCJ-02. */
export function gcjOfBd(place: Place): Place {
  const x = place.longitude - 0.0065
  const y = place.latitude - 0.006
  const r = Math.hypot(x, y) - 0.00002 * Math.sin(y * turn)
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * turn)
  return { longitude: r * Math.cos(angle), latitude: r * Math.sin(angle) }
}
