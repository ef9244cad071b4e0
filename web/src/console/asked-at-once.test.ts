import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askedAtOnce } from './asked-at-once'
import { mount, serve, settle, type Asked } from './parts/testing'
import { router } from './router'
import { forgetSession, loadSession } from './session'

const boot = readFileSync(path.resolve(import.meta.dirname, '../shared/boot.js'), 'utf8')
const id = '0SA87K7PW0007'
const officer = {
  account_id: '1',
  kind: 'staff',
  name: '何建国',
  roles: [],
  permissions: [{ name: 'members.read' }, { name: 'members.import' }, { name: 'events.read' }],
}
const pages = {
  ...Object.fromEntries(
    Object.entries(askedAtOnce).map(([page, asked]) => [
      `/console${page}`,
      { files: [`/console/assets${page}.js`], asked },
    ]),
  ),
  '/console/sign-in': { files: ['/console/assets/SignIn.js'], open: true },
}
const fetched = () => [...document.head.querySelectorAll('link')].map((link) => link.getAttribute('href'))

/** Runs boot.js as the browser does at that address, and lets what it asked be answered. */
async function start(at: string): Promise<void> {
  window.history.replaceState(null, '', at)
  const script = document.createElement('script')
  Object.assign(script.dataset, { pages: JSON.stringify(pages), signIn: '/console/sign-in' })
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true })
  new Function(boot)()
  await settle()
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  forgetSession()
})
afterEach(() => {
  document.head.innerHTML = ''
  window.history.replaceState(null, '', '/')
})

test.each(Object.keys(askedAtOnce))('%s takes what was asked for it, and asks nothing of it again', async (page) => {
  const asked: Asked[] = serve({ 'GET /api/sessions/current': officer })
  await start(`/console${page.replace(':id', id)}`)
  const before = asked.map(({ url }) => url)
  expect(before).toContain('/api/sessions/current')
  expect(before.length).toBe(
    1 + askedAtOnce[page]!.filter(({ right }) => right !== 'drives' && right !== 'bulletins').length,
  )
  const to = router.resolve(page.replace(':id', id))
  expect(to.matched.at(-1)?.path).toBe(page)
  const load = to.matched.at(-1)!.components!.default as () => Promise<{ default: object }>
  const { default: component } = await load()
  await loadSession()
  await mount(component, to.params, page.replace(':id', id))
  const urls = asked.map(({ url }) => url)
  expect(urls.filter((url, at) => before.includes(url) && urls.indexOf(url) !== at)).toEqual([])
  expect(Object.keys(window.unionhallAsked ?? {})).toEqual([])
})

test('nobody is asked nothing more, and gets the files of the sign-in page', async () => {
  const asked = serve({ 'GET /api/sessions/current': { account_id: null, kind: null, permissions: [] } })
  await start('/console/')
  expect(asked.map(({ url }) => url)).toEqual(['/api/sessions/current'])
  expect(fetched()).toEqual(['/console/assets/.js', '/console/assets/SignIn.js'])
})

test('what had no network when the page began is asked again by whoever wants to know', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  await start('/console/')
  expect(Object.keys(window.unionhallAsked ?? {})).toEqual([])
})

test('a list that the address narrows, and whoever must set up codes first, ask for themselves', async () => {
  const asked = serve({ 'GET /api/sessions/current': officer })
  await start('/console/members?status=active')
  expect(asked.length).toBe(1)
  serve({ 'GET /api/sessions/current': { ...officer, must_enrol_totp: true } })
  await start('/console/members')
  expect(Object.keys(window.unionhallAsked ?? {})).toEqual(['/api/sessions/current'])
})
