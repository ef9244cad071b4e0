// Every page and dialog of the console, in the roles they are for: no violation of WCAG 2.2 AA, no error logged, nothing
// to be pushed sideways. What the navigation of a role leads to is looked at once, by the first role that sees it.
import { expect, type Page, test } from '@playwright/test'
import { freshPhone, staff } from '../support/people'
import { listen } from '../support/watch'
import { look, lookAtAll, type Screen } from './look'

const alreadySeen = new Set<string>()

/** The pages the navigation of this person leads to and nobody before has looked at; the first page always. */
async function navigated(page: Page, login: string): Promise<Screen[]> {
  const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const fresh = paths.filter((path) => path === '/console/' || !alreadySeen.has(path))
  fresh.forEach((path) => alreadySeen.add(path))
  return fresh.map((path) => ({ name: `${login} ${path.replace('/console/', '') || 'work'}`, path }))
}

async function firstOf(page: Page, list: string): Promise<string> {
  const answer = await page.request.get(`/api/${list}`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  if (!items[0]) throw new Error(`the demonstration has nothing in ${list}`)
  return `/console/${list.split('?')[0]}/${items[0].id}`
}
const dialog = (name: string | RegExp) => (page: Page) => expect(page.getByRole('dialog', { name })).toBeVisible()
const press = (button: string | RegExp, opened: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: button }).first().click()
  await dialog(opened)(page)
}

/** What a role can open beyond its navigation. */
const more: Record<string, (page: Page) => Promise<Screen[]>> = {
  region: async (page) => [
    { name: 'a member', path: await firstOf(page, 'members') },
    { name: 'an event', path: await firstOf(page, 'events') },
    { name: 'the code of an event', path: `${await firstOf(page, 'events')}/code` },
    { name: 'a drive', path: await firstOf(page, 'drives') },
    { name: 'a new drive', path: '/console/drives', act: press(/^新建/, /^新建/) },
    { name: 'a bulletin', path: await firstOf(page, 'bulletins') },
    { name: 'a station', path: await firstOf(page, 'stations') },
    { name: 'a service card', path: '/console/service-card?division=110107003' },
    { name: 'my sessions', path: '/console/sessions' },
    { name: 'my password', path: '/console/password' },
    { name: 'one-time codes', path: '/console/enrol' },
    { name: 'a page that is not there', path: '/console/nowhere' },
  ],
  district: async (page) => [
    { name: 'a field revealed for a reason', path: await firstOf(page, 'members'), act: press(/^查看完整/, /./) },
  ],
  street: async (page) => [
    { name: 'a station verified', path: '/console/stations?view=verify', act: press('核实信息', '核实信息') },
    { name: 'imports of stations', path: '/console/station-imports' },
    { name: 'a new round of wishes', path: '/console/wish-rounds', act: press('计划一轮', '计划一轮') },
    { name: 'an import', path: await firstOf(page, 'imports?status=checked') },
    {
      name: 'a row corrected',
      path: await firstOf(page, 'imports?status=checked'),
      act: press('改正', /^改正第/),
    },
  ],
  committee: async (page) => [
    { name: 'applications that wait', path: '/console/applications?status=submitted' },
    { name: 'an application', path: await firstOf(page, 'applications?status=submitted') },
    {
      name: 'a decision in bulk',
      path: '/console/applications?status=submitted',
      act: async (at) => {
        for (const box of (await at.getByRole('checkbox', { name: /^选择 / }).all()).slice(0, 2)) await box.check()
        await press(/^退回/, /^退回.* 2 份申请$/)(at)
      },
    },
  ],
}

for (const login of ['region', 'district', 'street', 'committee', 'stand', 'system', 'security', 'audit']) {
  test(`the console of ${login} can be used by everybody`, async ({ browser }) => {
    test.setTimeout(300_000)
    const page = await staff(browser, login)
    const errors = listen(page)
    const screens = [...(await navigated(page, login)), ...((await more[login]?.(page)) ?? [])]
    expect(await lookAtAll(page, errors, screens)).toEqual([])
    await page.context().close()
  })
}

test('the door of the console can be used by everybody', async ({ browser }) => {
  const page = await freshPhone(browser)
  const errors = listen(page)
  expect(await look(page, errors, { name: 'sign-in', path: '/console/sign-in' })).toEqual([])
  expect(await look(page, errors, { name: 'the console for nobody', path: '/console/' })).toEqual([])
})
