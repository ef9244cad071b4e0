import { afterEach, expect, test } from 'vitest'
import { deviceName } from './device-name'
import { language } from './i18n'

afterEach(() => (language.value = 'zh-CN'))

test('a device has the words of the reader', () => {
  expect(deviceName('WeChat · iPhone')).toBe('微信 · iPhone')
  expect(deviceName('Chrome · Android')).toBe('Chrome · Android')
  expect(deviceName('')).toBe('')
  language.value = 'en'
  expect(deviceName('WeChat · iPhone')).toBe('WeChat · iPhone')
})
