import { expect, test } from 'vitest'
import { fill, language, texts, type Texts } from './i18n'

const modules = import.meta.glob<Record<string, unknown>>(
  ['../**/texts.ts', '../**/texts/*.ts', '!../**/*.test.ts'],
  {
    eager: true,
  },
)
const found = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module)
    .filter(([, value]) => typeof value === 'function' && 'zh' in value && 'en' in value)
    .map(([name, value]) => ({ where: `${file} ${name}`, words: value as Texts<string> })),
)

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort().join()

test('every feature has its words in a texts.ts', () => {
  expect(found.length).toBeGreaterThan(0)
})

test.each(found)('$where: no key is missing and no word is empty in either language', ({ words }) => {
  expect(Object.keys(words.en).sort()).toEqual(Object.keys(words.zh).sort())
  for (const [key, text] of [...Object.entries(words.zh), ...Object.entries(words.en)])
    expect(text.trim(), key).not.toBe('')
})

test.each(found)('$where: both languages fill in the same values', ({ words }) => {
  for (const [key, text] of Object.entries(words.zh))
    expect(placeholders(words.en[key] ?? ''), key).toBe(placeholders(text))
})

test.each(found)(
  '$where: English holds no Chinese character, but for the words that lead there',
  ({ words }) => {
    for (const [key, text] of Object.entries(words.en))
      expect(text.replaceAll(/中文|语言/g, ''), key).not.toMatch(/\p{Script=Han}/u)
  },
)

test('values are put in, and English chooses between one and many', () => {
  expect(fill('共 {count} 行', { count: 3 })).toBe('共 3 行')
  expect(fill('{count} {count|row|rows}', { count: 1 })).toBe('1 row')
  expect(fill('{count} {count|row|rows}', { count: '1,204' })).toBe('1,204 rows')
  expect(fill('{unknown}', {})).toBe('{unknown}')
})

test('words follow the language of the device', () => {
  const t = texts({ save: '保存' }, { save: 'Save' })
  expect(t('save')).toBe('保存')
  language.value = 'en'
  expect(t('save')).toBe('Save')
  language.value = 'zh-CN'
})
