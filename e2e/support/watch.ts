// What a page must never do: break a rule of accessibility, log an error, or be wider than its window.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, type Request } from '@playwright/test'

const axeSource = readFileSync(path.join(__dirname, '../node_modules/axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Finding {
  id: string
  help: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** Every violation as a line: rule, where, and what is wrong. Given to the page as a script of the test, past its policy. */
export async function violationsOf(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const runOnly = only ? { type: 'rule', values: [...only] } : { type: 'tag', values: rules }
  const found = await page.evaluate(async (what) => {
    const { axe } = window as unknown as {
      axe: { run: (where: Document, how: object) => Promise<{ violations: Finding[] }> }
    }
    const how = { runOnly: what, resultTypes: ['violations'], preload: false }
    return (await axe.run(document, how)).violations
  }, runOnly)
  return found.flatMap((each) =>
    each.nodes.map((node) => `${each.id} ${node.target.join(' ')}: ${node.failureSummary}`),
  )
}

/** Collects what the page logs as an error. */
export function listen(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (fault) => errors.push(fault.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  return errors
}

const restMs = 120
const restMsMax = 5000
const unanswered = new WeakMap<Page, Set<Request>>()
/** What the page has asked and not been answered; followed from the first time this is called. */
function followed(page: Page): Set<Request> {
  const known = unanswered.get(page)
  if (known) return known
  const open = new Set<Request>()
  unanswered.set(page, open)
  // A stream of progress never ends by itself.
  page.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return open
}

/** Goes to an address and waits until the page has come to rest: drawn, nothing unanswered for a moment, no ghosts. */
export async function visit(page: Page, path: string): Promise<void> {
  const open = followed(page)
  // What the page before has asked is nobody's any more.
  open.clear()
  await page.goto(path)
  await expect(page.locator('h1').first()).toBeAttached()
  await expect(page.locator('.ghost')).toHaveCount(0)
  for (let waited = 0, quiet = 0; quiet < restMs && waited < restMsMax; waited += restMs / 2) {
    await page.waitForTimeout(restMs / 2)
    quiet = open.size ? 0 : quiet + restMs / 2
  }
}

/** By how much the page, or the dialog on it, is wider than it may be: what is cut off there is read by nobody. */
export const widerThanWindow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const kept = document.querySelectorAll('html, dialog[open], dialog[open] .dialog-body')
    return Math.max(...[...kept].map((each) => each.scrollWidth - each.clientWidth))
  })
