// Every page of the worker's app and every public page: no violation of WCAG 2.2 AA, no error logged, nothing to be
// pushed sideways, down to 320 px.
import { expect, type Page, test } from '@playwright/test'
import { approve, freshPhone, join, karamay, staff } from '../support/people'
import { listen } from '../support/watch'
import { fitsTheNarrowest, look, type Screen } from './look'

const named = (who: string, paths: readonly string[]): Screen[] =>
  paths.map((path) => ({ name: `${who} ${path.replace(/^\//, '') || 'home'}`, path }))

async function lookNarrowToo(page: Page, errors: string[], screens: readonly Screen[]): Promise<string[]> {
  const wrong: string[] = []
  for (const screen of screens) {
    wrong.push(...(await look(page, errors, screen)))
    wrong.push(...(await fitsTheNarrowest(page, screen.name)))
  }
  return wrong
}

test('the pages of a visitor can be used by everybody', async ({ browser }) => {
  test.setTimeout(300_000)
  const page = await freshPhone(browser)
  const errors = listen(page)
  const published = await (await page.request.get('/bulletins')).text()
  const bulletin = /\/bulletins\/[0-9A-Z]{13}/.exec(published)?.[0] ?? ''
  expect(bulletin).not.toBe('')
  const { items } = (await (await page.request.get('/api/public/stations?division=110107003&limit=1')).json()) as {
    items: { id: string }[]
  }
  const own = [
    '/',
    '/stations',
    `/stations/${items[0]?.id}`,
    '/join',
    '/sign-in',
    '/confirm',
    '/check-in',
    '/check-card',
    '/settings',
    '/my',
    '/my/card',
    '/nowhere',
  ]
  const written = ['/bulletins', bulletin, '/card/2345678923456789', '/api/docs']
  expect(await lookNarrowToo(page, errors, [...named('visitor', own), ...named('anybody', written)])).toEqual([])
})

test('joining and the pages of a member can be used by everybody', async ({ browser }) => {
  test.setTimeout(300_000)
  const page = await freshPhone(browser)
  const errors = listen(page)
  const wrong: string[] = []
  const worker = { name: '迪丽娜尔', number: '13880090001', place: karamay, work: '外卖配送员' }
  await join(page, worker, async (step) => void wrong.push(...(await look(page, errors, { name: `join ${step}` }))))
  wrong.push(...(await lookNarrowToo(page, errors, named('applicant', ['/', '/my/application']))))

  const committee = await staff(browser, 'committee')
  await approve(committee, [worker.name])
  await committee.context().close()

  const pages = new Set(['/', '/my', '/my/card', '/my/data', '/learning', '/check-in', '/join'])
  for (const path of pages) {
    const [screen] = named('member', [path])
    wrong.push(...(await lookNarrowToo(page, errors, [screen!])))
    // Whatever these pages lead to within the app is a page of the member too.
    const links = await page
      .locator('main a[href^="/"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
    links
      .filter((link) => /^\/(my|learning|settings|check)/.test(link))
      .forEach((link) => pages.add(link.split('?')[0]!))
  }
  await page.goto('/my/card')
  const token = ((await page.getByText(/^核验码/).textContent()) ?? '').replace('核验码', '').trim()
  wrong.push(...(await lookNarrowToo(page, errors, named('anybody', [`/card/${token}`]))))
  expect(wrong).toEqual([])
})
