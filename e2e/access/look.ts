// Looking at a screen as everybody may meet it: on the desk and in the hand, light and dark.
import { expect, type Page } from '@playwright/test'
import { desk, phone } from '../support/people'
import { violationsOf, visit, widerThanWindow } from '../support/watch'

const narrowest = { width: 320, height: 640 }
/** What the theme can break; everything else was looked at in the light. */
const ofColours = ['color-contrast', 'link-in-text-block']
/** Where pictures of every screen go, when PICTURES names a folder. */
const folder = process.env.PICTURES

export interface Screen {
  name: string
  /** From the top of the site; none: the page is there already and must not be read anew. */
  path?: string
  /** What is done before it is looked at, such as opening a dialog. */
  act?: (page: Page) => Promise<unknown>
}

/** At the end of the page, where the menu of the phone covers nothing, and with colours that have done changing. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    scrollTo(0, document.documentElement.scrollHeight)
    // A colour that is inherited changes a level at a time, each a frame later than the one above.
    const changing = () => document.getAnimations().some((each) => each instanceof CSSTransition)
    const frame = () => new Promise((go) => requestAnimationFrame(go))
    for (let still = 0, frames = 0; still < 3 && frames < 200; frames++) {
      await frame()
      still = changing() ? 0 : still + 1
    }
  })

async function inBothThemes(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Pages the server writes itself follow the browser and carry no mark.
    if (await page.locator('#app').count())
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await atRest(page)
    const found = await violationsOf(page, colorScheme === 'dark' ? ofColours : undefined)
    wrong.push(...found.map((violation) => `${name} ${colorScheme}: ${violation}`))
    if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(/[/ ]/g, '-')}-${colorScheme}.png` })
  }
  if ((await widerThanWindow(page)) > 0) wrong.push(`${name}: wider than the window`)
  return wrong
}

/** What is wrong with a screen, a line each; `errors` is what the page logged (see listen). */
export async function look(page: Page, errors: string[], { name, path, act }: Screen): Promise<string[]> {
  const wrong: string[] = []
  for (const [size, viewport] of Object.entries({ desk, phone })) {
    await page.setViewportSize(viewport)
    if (path !== undefined) await visit(page, path)
    if (path !== undefined || size === 'desk') await act?.(page)
    wrong.push(...(await inBothThemes(page, `${name} ${size}`)))
  }
  return [...wrong, ...errors.splice(0).map((error) => `${name}: ${error}`)]
}

export async function lookAtAll(page: Page, errors: string[], screens: readonly Screen[]): Promise<string[]> {
  const wrong: string[] = []
  for (const screen of screens) wrong.push(...(await look(page, errors, screen)))
  return wrong
}

/** Whether the page, as it stands, can be read on the narrowest of phones without being pushed sideways. */
export async function fitsTheNarrowest(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize(narrowest)
  return (await widerThanWindow(page)) > 0 ? [`${name} is wider than ${narrowest.width} px`] : []
}
