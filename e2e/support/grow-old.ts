// A session whose proof of who sits there has grown old, without waiting for it.
import type { Page } from '@playwright/test'

/** The answer of the server to such a session, once: the rest is its own. */
export async function growOld(
  page: Page,
  path: string,
  title = '这是一件重要的事，请先再输入一次密码，确认是您本人。',
): Promise<void> {
  await page.route(
    path,
    (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:unionhall:problem:unproved', title, status: 403, problems: [] }),
      }),
    { times: 1 },
  )
}
