// A signature as text: the path of an SVG in a box of 600 by 200, whole numbers only, small enough to keep.
export const box = { width: 600, height: 200 } as const
export const signatureTextMax = 20_000
const nearPx = 2

export interface Point {
  x: number
  y: number
}

/** Where a pointer is, in the coordinates of the box, whatever size it has on the screen. */
export function pointIn(
  rect: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  at: { clientX: number; clientY: number },
): Point {
  const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most))
  return {
    x: within(((at.clientX - rect.left) / (rect.width || 1)) * box.width, box.width),
    y: within(((at.clientY - rect.top) / (rect.height || 1)) * box.height, box.height),
  }
}

/** Points that add nothing to the line are left out. */
export const isFarEnough = (last: Point | undefined, next: Point): boolean =>
  !last || Math.abs(last.x - next.x) + Math.abs(last.y - next.y) >= nearPx

export function pathOf(strokes: readonly (readonly Point[])[]): string {
  const path = strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => {
      const [first, ...rest] = stroke as [Point, ...Point[]]
      const line = rest.length ? rest : [first]
      return `M${first.x} ${first.y}` + line.map((point) => `L${point.x} ${point.y}`).join('')
    })
    .join('')
  return path.slice(0, signatureTextMax)
}

/** A dot is no signature: the line must cross a part of the box. */
export function isSigned(strokes: readonly (readonly Point[])[]): boolean {
  const points = strokes.flat()
  if (points.length < 5) return false
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  return Math.max(...xs) - Math.min(...xs) + Math.max(...ys) - Math.min(...ys) >= 40
}

const stepPx = 8
const steps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-stepPx, 0],
  ArrowRight: [stepPx, 0],
  ArrowUp: [0, -stepPx],
  ArrowDown: [0, stepPx],
}
/** Where the pen is after a key; nothing for keys that do not move it. */
export function moved(from: Point, key: string): Point | undefined {
  const step = steps[key]
  if (!step) return undefined
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return { x: within(from.x + step[0], box.width), y: within(from.y + step[1], box.height) }
}
