import { expect, test } from 'vitest'
import { isCode, isPhone, lacking, phoneDigits } from './phone-code'

test.each([
  ['13800138000', true],
  ['138 0013 8000', true],
  ['+86 138-0013-8000', true],
  ['8613800138000', true],
  ['12800138000', false],
  ['1380013800', false],
  ['138001380001', false],
  ['', false],
  ['１３８００１３８０００', false],
])('is %s a phone number', (typed, expected) => {
  expect(isPhone(typed)).toBe(expected)
})

test('only the eleven digits are sent', () => {
  expect(phoneDigits('+86 138-0013-8000')).toBe('13800138000')
})

test.each([
  ['362514', true],
  [' 362514 ', true],
  ['36251', false],
  ['36251a', false],
])('is "%s" a code', (typed, expected) => {
  expect(isCode(typed)).toBe(expected)
})

test('both fields are named when both are wrong', () => {
  expect(lacking('', '').map(({ field }) => field)).toEqual(['phone', 'code'])
  expect(lacking('13800138000', '362514')).toEqual([])
})
