import { webcrypto } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { memoryShelf, type Shelf } from '@shared/shelf'
import { clearTab, drop, inMemory } from './left-here'
import { Sealed } from './sealed'

const dayMs = 24 * 3600_000
const draft = { name: '陈敏', employer_name: '准噶尔物流', division_code: '650204' }
let shelf: Shelf
beforeEach(() => {
  vi.stubGlobal('crypto', webcrypto)
  vi.useRealTimers()
  sessionStorage.clear()
  inMemory.clear()
  shelf = memoryShelf()
})
/** As after a reload: nothing is left but what lies on the phone. */
function opened(lasts = dayMs, keys: Shelf = shelf): Sealed {
  inMemory.clear()
  return new Sealed(
    () => sessionStorage,
    lasts,
    async () => keys,
  )
}

test('what a form holds is found again after a reload, and cannot be read where it lies', async () => {
  await opened().put('join', draft)
  const lies = JSON.stringify(sessionStorage)
  expect(lies).toMatch(/unionhall\.sealed\.join.*\d{13}\.[\w-]{100,}/)
  for (const plain of ['陈敏', '准噶尔', '650204', 'name']) expect(lies).not.toContain(plain)
  const key = (await shelf.get('key')) as CryptoKey
  expect(key.extractable).toBe(false)
  expect(await opened().get('join')).toEqual(draft)
})

test('it is gone a day after it was touched, on signing out, and when it is dropped', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2024-05-10T02:00:00Z') })
  const tab = opened()
  await tab.put('join', draft)
  vi.setSystemTime(Date.now() + dayMs - 1)
  clearTab()
  expect(await opened().get('join')).toEqual(draft)
  vi.setSystemTime(Date.now() + 1)
  expect(await opened().get('join')).toBeUndefined()
  clearTab()
  expect(sessionStorage.length).toBe(0)

  sessionStorage.setItem('unionhall.tab', 'of somebody else')
  for (const end of [() => clearTab(Infinity), () => drop('join')]) {
    const again = opened()
    await again.put('join', draft)
    end()
    expect(await again.get('join')).toBeUndefined()
    expect(Object.keys(sessionStorage)).toEqual(['unionhall.tab'])
  }
})

test('what is dropped while it is being sealed stays dropped, and the newest is what is kept', async () => {
  const tab = opened()
  const first = tab.put('join', draft)
  const second = tab.put('join', { ...draft, name: '陈小敏' })
  await Promise.all([first, second])
  expect(await opened().get('join')).toMatchObject({ name: '陈小敏' })
  const third = tab.put('join', draft)
  drop('join')
  await third
  expect(sessionStorage.length).toBe(0)
})

test.each([
  ['another name', 'unionhall.sealed.other', (text: string) => text],
  ['a longer life', 'unionhall.sealed.join', (text: string) => text.replace(/^\d/, '9')],
  [
    'a changed byte',
    'unionhall.sealed.join',
    (text: string) => text.replace(/(?<=.{40})./, (at) => (at === 'A' ? 'B' : 'A')),
  ],
  ['something else', 'unionhall.sealed.join', () => '{"name":"x"}'],
])('what was sealed opens under nothing else: %s', async (_name, stored, change) => {
  await opened().put('join', draft)
  const text = sessionStorage.getItem('unionhall.sealed.join') ?? ''
  sessionStorage.setItem(stored, change(text))
  expect(await opened().get(stored.split('.').pop() ?? '')).toBeUndefined()
  sessionStorage.setItem('unionhall.sealed.join', text)
  expect(await opened(dayMs, memoryShelf()).get('join')).toBeUndefined()
})

test('where a browser has no keys it is kept while the page is open, and never in its storage', async () => {
  inMemory.clear()
  const broken = () => Promise.reject(new Error('refused'))
  for (const open of [undefined, broken]) {
    const tab = new Sealed(() => sessionStorage, dayMs, open)
    await tab.put('join', draft)
    expect(await tab.get('join')).toEqual(draft)
    expect(sessionStorage.length).toBe(0)
  }
})
