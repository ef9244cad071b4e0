import { expect, test } from 'vitest'
import { deviceName } from './device-name'

test.each([
  [
    'Mozilla/5.0 (Linux; Android 13; V2241A) AppleWebKit/537.36 Chrome/121 Mobile Safari/537.36 MicroMessenger/8',
    'Android · 微信',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Mobile Safari/604', 'iPhone · Safari'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/121 Safari/537.36 Edg/121', 'Windows · Edge'],
  ['curl/8.5', 'curl/8.5'],
  ['', ''],
])('%s', (agent, name) => {
  expect(deviceName(agent)).toBe(name)
})
