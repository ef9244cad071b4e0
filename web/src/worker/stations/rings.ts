// Where things stand in the picture of rings: distance and direction are true, and no number hides another.

export interface Marked {
  metres: number
  /** Degrees from north, clockwise. */
  bearing: number
}
export interface Spot {
  x: number
  y: number
}

const steps_m = [
  100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
]
const ring_shares = [0.25, 0.5, 1]
const inner_px = 16
export const outer_px = 88
export const spot_px = 12

/** The outermost ring: a round number of metres that holds them all. */
export const reach = (marked: readonly Marked[]): number => {
  const furthest = Math.max(0, ...marked.map(({ metres }) => metres))
  return steps_m.find((step) => step >= furthest) ?? furthest
}
/** Near ones get more room than far ones: the radius grows with the root of the distance. */
export const radiusOf = (metres: number, within: number): number =>
  inner_px + Math.sqrt(within > 0 ? metres / within : 0) * (outer_px - inner_px)

export const ringsOf = (within: number): { metres: number; radius: number }[] =>
  ring_shares.map((share) => ({ metres: within * share, radius: radiusOf(within * share, within) }))

const spot = (radius: number, degrees: number): Spot => ({
  x: radius * Math.sin((degrees * Math.PI) / 180),
  y: -radius * Math.cos((degrees * Math.PI) / 180),
})
const apart = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.y - other.y)

const turns_max = 200
const turn_degrees = 2

/** From the middle. Where two would lie over each other, both are turned aside a little; how far they are stays true. */
export function spotsOf(marked: readonly Marked[], within: number): Spot[] {
  const radii = marked.map(({ metres }) => radiusOf(metres, within))
  const angles = marked.map(({ bearing }, index) => bearing + index / 1000)
  const at = (index: number) => spot(radii[index]!, angles[index]!)
  for (let turn = 0; turn < turns_max; turn++) {
    let moved = false
    for (let one = 0; one < marked.length; one++) {
      for (let other = one + 1; other < marked.length; other++) {
        if (apart(at(one), at(other)) >= spot_px * 2) continue
        const between = ((angles[other]! - angles[one]! + 540) % 360) - 180
        const way = between >= 0 ? turn_degrees : -turn_degrees
        angles[one]! -= way
        angles[other]! += way
        moved = true
      }
    }
    if (!moved) break
  }
  return marked.map((_, index) => at(index))
}

const label_every_degrees = 15
/** The direction in which the rings are labelled: the one furthest from every number. */
export function freeDirection(spots: readonly Spot[], rings: readonly { radius: number }[]): number {
  let best = 0
  let most = -1
  for (let degrees = 0; degrees < 360; degrees += label_every_degrees) {
    const labels = rings.map(({ radius }) => spot(radius, degrees))
    const room = Math.min(Infinity, ...labels.flatMap((label) => spots.map((each) => apart(label, each))))
    if (room > most) [most, best] = [room, degrees]
  }
  return best
}
export const labelAt = (radius: number, degrees: number): Spot => spot(radius, degrees)

/** 0 north, 1 north-east … 7 north-west. */
export const eighthOf = (bearing: number): number => Math.round(bearing / 45) % 8
