// What a page must never do: break a rule of accessibility, log an error, or be wider than its window.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'

const axeSource = readFileSync(path.join(__dirname, '../node_modules/axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Finding {
  id: string
  help: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** Every violation as a line: rule, where, and what is wrong. Given to the page as a script of the test, past its policy. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const found = await page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run: (where: Document, how: object) => Promise<{ violations: Finding[] }> }
    }
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
    return violations
  }, rules)
  return found.flatMap((each) => each.nodes.map((node) => `${each.id} ${node.target.join(' ')}: ${node.failureSummary}`))
}

/** Collects what the page logs as an error; to be a visitor is no error, so the question "who am I?" may be refused. */
export function listen(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (fault) => errors.push(fault.message))
  page.on('console', (message) => {
    const isVisitor = message.location().url.endsWith('/api/sessions/current') && message.text().includes('401')
    if (message.type() === 'error' && !isVisitor) errors.push(`${message.text()} ${message.location().url}`)
  })
  return errors
}

/** The page has come to rest: nothing is being read any more and no ghost of a page is left. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.ghost')).toHaveCount(0)
}

export const widerThanWindow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
