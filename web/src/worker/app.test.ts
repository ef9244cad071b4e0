import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Texts } from '@shared/i18n'
import * as records from '@api/records'
import { OCCUPATIONS, wordFor } from './my'
import { router } from './router'

const modules = import.meta.glob<{ t: Texts<string> }>('./**/texts.ts', { eager: true })
const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8')
const worker = read('build/sw.js')

test.each(Object.entries(modules))('the words of %s are complete in both languages', (_file, { t }) => {
  expect(Object.keys(t.en).sort()).toEqual(Object.keys(t.zh).sort())
  for (const [key, chinese] of Object.entries(t.zh)) {
    const english = t.en[key] ?? ''
    expect(chinese.trim(), key).not.toBe('')
    expect(english.trim(), key).not.toBe('')
    if (key !== 'settings.language') expect(english, key).not.toMatch(/\p{Script=Han}|[，。：；！？]/u)
    const names = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()
    expect(names(english), key).toEqual(names(chinese))
  }
})

test('the service worker knows every page of the app, and no page of the server', () => {
  const pages = new RegExp(/\bpages = \/(.+)\/\n/.exec(read('vite.worker.config.ts'))![1]!)
  for (const { path: address } of router.getRoutes()) {
    if (!address.includes(':')) expect(pages.test(address), address).toBe(true)
  }
  for (const address of [
    '/api/my',
    '/console/',
    '/bulletins/1',
    '/bulletins/1.csv',
    '/card/abc',
    '/healthz',
    '/api/docs',
  ]) {
    expect(pages.test(address), address).toBe(false)
  }
})

test('the build has one place each for the version, the files and the pages', () => {
  for (const name of ['__PREFIX__', '__VERSION__', '__FILES__', '__INDEX__', '__PAGES__'])
    expect(worker.split(name).length, name).toBe(2)
})

test('the occupations offered are those of the record, each with its word', () => {
  const field = records.application.fields.find(({ name }) => name === 'occupation')
  expect([...OCCUPATIONS]).toEqual(field?.choices?.map(({ value }) => value))
  for (const value of OCCUPATIONS) expect(wordFor(value)).not.toBe(value)
})
