import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { settingText } from './texts'

test('every setting has its sentence in Chinese', () => {
  const source = readFileSync(path.resolve(import.meta.dirname, '../../../../../src/platform/settings.cpp'), 'utf8')
  const names = [...source.matchAll(/^ {8}\{"(\w+)",/gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => settingText(name, '') === '')).toEqual([])
})
