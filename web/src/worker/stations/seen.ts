// The stations of a list as one person sees them now: what fits, nearest first when it is known where they are.
import { bearing, metresBetween, type Place } from '@shared/geo'
import { openAt, type Calendar, type Open } from './hours'
import { NearestIndex } from './nearest'
import { has, type Station, type Want } from './station'

export interface Seen {
  station: Station
  open: Open
  metres?: number
  bearing?: number
}
export interface Asked {
  here?: Place
  wants: readonly Want[]
  /** Words of a name or an address; all of them. */
  text: string
  /** The beginning of the code of a division: only what lies in it. */
  division?: string
  now: Date
}

const plain = (text: string) => text.toLowerCase().normalize('NFKC')

/** A list that is looked at many times: the index is built once. */
export class StationList {
  private readonly placed: Station[]
  private readonly index: NearestIndex

  constructor(
    private readonly stations: readonly Station[],
    private readonly calendar: Calendar,
  ) {
    this.placed = stations.filter(({ place }) => place)
    this.index = new NearestIndex(this.placed.map(({ place }) => place!))
  }

  /** The first `count` that fit, and how many there are. */
  look({ here, wants, text, division = '', now }: Asked, count: number): { seen: Seen[]; total: number } {
    const parts = plain(text).split(/\s+/).filter(Boolean)
    const open = (station: Station) => openAt(station, this.calendar, now)
    const fits = (station: Station) => {
      const whole = plain(`${station.name} ${station.address}`)
      return (
        station.division_code.startsWith(division) &&
        parts.every((part) => whole.includes(part)) &&
        has(station, wants, wants.includes('open_now') && open(station).now)
      )
    }
    if (!here) {
      const all = this.stations.filter(fits)
      return {
        seen: all.slice(0, count).map((station) => ({ station, open: open(station) })),
        total: all.length,
      }
    }
    const nearest = this.index.nearest(here, count, (index) => fits(this.placed[index]!))
    const seen = nearest.map((index) => {
      const station = this.placed[index]!
      const place = station.place!
      return {
        station,
        open: open(station),
        metres: metresBetween(here, place),
        bearing: bearing(here, place),
      }
    })
    return { seen, total: this.placed.filter(fits).length }
  }
}
