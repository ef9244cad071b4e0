// The pages of the console, in the role they are for, on the desk and in the hand, light and dark: no violation
// of WCAG 2.2 AA, no error logged, nothing to be scrolled sideways.
import { expect, type Page, test } from '@playwright/test'
import { desk, phone, staff } from '../support/people'
import { listen, settled, violationsOf, widerThanWindow } from '../support/watch'

/** Two sizes, each light and dark; where a picture is wanted, PICTURES names the folder. */
async function look(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = []
  for (const [size, viewport] of Object.entries({ desk, phone }))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
      for (const violation of await violationsOf(page)) wrong.push(`${name} ${size} ${colorScheme}: ${violation}`)
      if ((await widerThanWindow(page)) > 0) wrong.push(`${name} ${size} ${colorScheme}: wider than the window`)
      const folder = process.env.PICTURES
      if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll('/', '-')}-${size}-${colorScheme}.png` })
    }
  return wrong
}

async function visit(page: Page, path: string, name: string, errors: string[]): Promise<string[]> {
  await page.goto(path)
  await settled(page)
  const wrong = await look(page, name)
  return [...wrong, ...errors.splice(0).map((error) => `${name}: ${error}`)]
}

const pagesOf: Record<string, readonly string[]> = {
  region: ['', 'applications', 'members', 'events', 'drives', 'bulletins', 'units', 'employers', 'outbox'],
  committee: ['', 'applications?status=submitted'],
}
/** Lists whose first row is opened as well. */
const opened: Record<string, readonly string[]> = {
  region: ['members', 'events', 'drives', 'bulletins'],
  committee: ['applications'],
}

for (const [login, paths] of Object.entries(pagesOf)) {
  test(`the console of ${login} can be used by everybody`, async ({ browser }) => {
    test.setTimeout(120_000)
    const page = await staff(browser, login)
    const errors = listen(page)
    const wrong: string[] = []
    for (const path of paths) wrong.push(...(await visit(page, `/console/${path}`, `${login}-${path || 'work'}`, errors)))
    for (const list of opened[login] ?? []) {
      await page.setViewportSize(desk)
      await page.goto(`/console/${list}`)
      await page.locator(`tbody a[href^="/console/${list}/"]`).first().click()
      await page.waitForURL(`**/console/${list}/*`)
      await settled(page)
      wrong.push(...(await look(page, `${login}-one-of-${list}`)), ...errors.splice(0))
    }
    expect(wrong).toEqual([])
  })
}
