import { afterEach, expect, test } from 'vitest'
import { device } from './device'
import { pick, texts } from './i18n'
import {
  forgetPack,
  keptPack,
  pack_bytes_max,
  packIn,
  switchOff,
  takePack,
  useKeptPack,
} from './language-pack'

const pack = {
  language: 'ug',
  name: 'ئۇيغۇرچە',
  direction: 'rtl',
  texts: { 首页: 'باش بەت', '共 {n} 个': '{n} تال' },
}
const t = texts({ home: '首页', all: '共 {n} 个', me: '我的' }, { home: 'Home', all: '{n} in all', me: 'Me' })
afterEach(forgetPack)

test('a pack says what it has, and what it lacks is said as before', () => {
  expect(takePack(packIn(JSON.stringify(pack))!)).toBe(true)
  expect([t('home'), t('all', { n: 3 }), t('me')]).toEqual(['باش بەت', '3 تال', '我的'])
  expect(pick({ zh: '首页', en: 'Home' })).toBe('باش بەت')
  expect(device.pack).toEqual({ language: 'ug', direction: 'rtl' })
  switchOff()
  expect(t('home')).toBe('首页')
  device.pack = { language: 'ug', direction: 'rtl' }
  useKeptPack()
  expect(t('home')).toBe('باش بەت')
  forgetPack()
  expect(t('home')).toBe('首页')
  expect(keptPack()).toBeUndefined()
})

test.each([
  ['', false],
  ['[]', false],
  ['{"language":"ug"}', false],
  ['{"language":"<b>","name":"x","texts":{}}', false],
  ['{"language":"ug","name":"x","texts":{"a":1,"b":""}}', true],
  [' '.repeat(pack_bytes_max + 1), false],
])('what is no pack is not taken for one: %#', (text, isOne) => {
  const found = packIn(text)
  expect(Boolean(found)).toBe(isOne)
  if (found) expect(found).toEqual({ language: 'ug', name: 'x', direction: 'ltr', texts: {} })
})
