// The nearest of many places, exactly, on this phone: a k-d tree over points of the unit sphere. The straight line through
// the earth grows with the way along its surface, so its order is that of the great circle, at the poles and the date line too.
import type { Place } from '@shared/geo'

const leaf_points_max = 8

export class NearestIndex {
  private readonly xyz: Float64Array
  private readonly order: Uint32Array
  private readonly axes: Uint8Array

  constructor(places: readonly Place[]) {
    this.xyz = new Float64Array(places.length * 3)
    this.order = Uint32Array.from(places, (_, index) => index)
    this.axes = new Uint8Array(places.length)
    places.forEach((place, index) => this.xyz.set(onSphere(place), index * 3))
    this.build(0, places.length)
  }

  /** The indexes of the `count` nearest that `accepts` lets through, nearest first; of equally near ones the first given. */
  nearest(from: Place, count: number, accepts: (index: number) => boolean = () => true): number[] {
    const found = new Found(count)
    if (count > 0) this.search(0, this.order.length, onSphere(from), found, accepts)
    return found.indexes
  }

  private at(position: number, axis: number): number {
    return this.xyz[this.order[position]! * 3 + axis]!
  }

  /** Halves the positions [from, to) along the axis in which they lie furthest apart, and each half again. */
  private build(from: number, to: number): void {
    if (to - from <= leaf_points_max) return
    const axis = this.widestAxis(from, to)
    const middle = (from + to) >>> 1
    this.axes[middle] = axis
    this.select(from, to - 1, middle, axis)
    this.build(from, middle)
    this.build(middle + 1, to)
  }
  private widestAxis(from: number, to: number): number {
    let widest = 0
    let best = -1
    for (let axis = 0; axis < 3; axis++) {
      let low = Infinity
      let high = -Infinity
      for (let position = from; position < to; position++) {
        const value = this.at(position, axis)
        if (value < low) low = value
        if (value > high) high = value
      }
      if (high - low > best) [best, widest] = [high - low, axis]
    }
    return widest
  }
  /** Brings the one that belongs there to `wanted`: none before it is larger, none after it smaller. */
  private select(left: number, right: number, wanted: number, axis: number): void {
    while (left < right) {
      const pivot = this.at((left + right) >>> 1, axis)
      let [low, high] = [left, right]
      while (low <= high) {
        while (this.at(low, axis) < pivot) low++
        while (this.at(high, axis) > pivot) high--
        if (low <= high) this.swap(low++, high--)
      }
      if (wanted <= high) right = high
      else if (wanted >= low) left = low
      else return
    }
  }
  private swap(one: number, other: number): void {
    const kept = this.order[one]!
    this.order[one] = this.order[other]!
    this.order[other] = kept
  }

  private search(
    from: number,
    to: number,
    point: Point,
    found: Found,
    accepts: (index: number) => boolean,
  ): void {
    if (to - from <= leaf_points_max) {
      for (let position = from; position < to; position++) this.look(position, point, found, accepts)
      return
    }
    const middle = (from + to) >>> 1
    const axis = this.axes[middle]!
    const beyond = point[axis]! - this.at(middle, axis)
    const [near_from, near_to] = beyond < 0 ? [from, middle] : [middle + 1, to]
    this.search(near_from, near_to, point, found, accepts)
    this.look(middle, point, found, accepts)
    // Equally near ones on the other side may come first by their number: only what is surely further is left out.
    if (beyond * beyond > found.furthest) return
    if (beyond < 0) this.search(middle + 1, to, point, found, accepts)
    else this.search(from, middle, point, found, accepts)
  }
  private look(position: number, point: Point, found: Found, accepts: (index: number) => boolean): void {
    const index = this.order[position]!
    const x = this.xyz[index * 3]! - point[0]
    const y = this.xyz[index * 3 + 1]! - point[1]
    const z = this.xyz[index * 3 + 2]! - point[2]
    const square = x * x + y * y + z * z
    if (square <= found.furthest && accepts(index)) found.take(index, square)
  }
}

type Point = readonly [number, number, number]

function onSphere({ longitude, latitude }: Place): Point {
  const lng = (longitude * Math.PI) / 180
  const lat = (latitude * Math.PI) / 180
  return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)]
}

/** The best so far, in order. */
class Found {
  readonly indexes: number[] = []
  private readonly squares: number[] = []
  constructor(private readonly count: number) {}

  /** What is further than this is not looked for. */
  get furthest(): number {
    return this.indexes.length < this.count ? Infinity : this.squares[this.count - 1]!
  }
  take(index: number, square: number): void {
    let place = this.indexes.length
    while (place > 0 && isBefore(square, index, this.squares[place - 1]!, this.indexes[place - 1]!)) place--
    if (place === this.count) return
    this.indexes.splice(place, 0, index)
    this.squares.splice(place, 0, square)
    if (this.indexes.length <= this.count) return
    this.indexes.pop()
    this.squares.pop()
  }
}
const isBefore = (square: number, index: number, other_square: number, other_index: number) =>
  square < other_square || (square === other_square && index < other_index)
