import { expect, test } from 'vitest'
import { isFarEnough, isSigned, moved, pathOf, pointIn, signatureTextMax } from './signature'

test('a point is the same place in the box, however large the glass is', () => {
  const rect = { left: 100, top: 50, width: 300, height: 100 }
  expect(pointIn(rect, { clientX: 250, clientY: 100 })).toEqual({ x: 300, y: 100 })
  expect(pointIn(rect, { clientX: 0, clientY: 999 })).toEqual({ x: 0, y: 200 })
})

test('strokes become a path of moves and lines with whole numbers', () => {
  const strokes = [
    [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    [],
    [{ x: 9, y: 9 }],
  ]
  expect(pathOf(strokes)).toBe('M1 2L3 4M9 9L9 9')
  expect(pathOf(Array.from({ length: 9000 }, () => strokes[0]!)).length).toBeLessThanOrEqual(signatureTextMax)
})

test('a dot is no signature, a line is', () => {
  expect(isSigned([Array.from({ length: 9 }, () => ({ x: 5, y: 5 }))])).toBe(false)
  expect(isSigned([Array.from({ length: 9 }, (_, n) => ({ x: n * 10, y: 5 }))])).toBe(true)
  expect(isFarEnough({ x: 5, y: 5 }, { x: 6, y: 5 })).toBe(false)
})

test('the arrow keys move the pen within the box, other keys do not', () => {
  expect(moved({ x: 0, y: 100 }, 'ArrowRight')).toEqual({ x: 8, y: 100 })
  expect(moved({ x: 0, y: 100 }, 'ArrowLeft')).toEqual({ x: 0, y: 100 })
  expect(moved({ x: 0, y: 100 }, 'Tab')).toBeUndefined()
})
