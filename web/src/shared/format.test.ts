import { afterEach, expect, test } from 'vitest'
import { readDevice } from './device'
import { count, instant, instantOfLocal, localOfInstant, longDay, share, today, wan, yuan } from './format'
import { language } from './i18n'

afterEach(() => (language.value = 'zh-CN'))

test('instants are shown in Beijing time and read back as what they were', () => {
  expect(instant('2024-05-11T01:30:00Z')).toBe('2024-05-11 09:30')
  expect(instant('2024-12-31T16:05:00Z')).toBe('2025-01-01 00:05')
  expect(instant(null)).toBe('')
  expect(instantOfLocal(localOfInstant('2024-05-11T01:30:00Z'))).toBe('2024-05-11T01:30:00Z')
  expect(today(new Date('2024-05-11T17:00:00Z'))).toBe('2024-05-12')
})

test('days in running text follow the language', () => {
  expect(longDay('2024-05-11')).toBe('2024年5月11日')
  language.value = 'en'
  expect(longDay('2024-05-11')).toBe('11 May 2024')
})

test.each([
  [46_000, '4.6万'],
  [66_500, '6.65万'],
  [9_780, '9,780'],
  [19_999, '1.99万'],
  [0, '0'],
])('%i is written %s in Chinese, never larger than it is', (value, text) => {
  expect(wan(value)).toBe(text)
})

test('numbers, shares and money', () => {
  language.value = 'en'
  expect(wan(46_000)).toBe('46,000')
  expect(count(1_204)).toBe('1,204')
  expect(share(50, 188)).toBe('26.6%')
  expect(share(1, 0)).toBe('–')
  expect(yuan(123_450)).toBe('1,234.50')
})

test('a broken entry on the device falls back to the defaults', () => {
  const defaults = { theme: 'auto', large: false, language: 'zh-CN', pack: null }
  for (const stored of [null, '', '{', 'null', '[]', '{"theme":"pink","large":"yes"}'])
    expect(readDevice(stored), String(stored)).toEqual(defaults)
  expect(readDevice('{"theme":"dark","large":true,"language":"en"}')).toEqual({
    theme: 'dark',
    large: true,
    language: 'en',
    pack: null,
  })
  const pack = readDevice('{"pack":{"language":"ug","direction":"rtl","texts":{}}}').pack
  expect(pack).toEqual({ language: 'ug', direction: 'rtl' })
  expect(readDevice('{"pack":{"direction":"rtl"}}').pack).toBeNull()
})
