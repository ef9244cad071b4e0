// A device that takes applications and check-ins where there is no network: prepared beforehand, then on its own.
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { phone, staff } from './people'

/** A stand that begins an hour ago, open for so many hours from now; the cards of two members of that union. */
export const openEvent = (street: Page, title: string, hoursLeft: number): Promise<string[]> =>
  street.evaluate(async (given) => {
    const ask = async (path: string, body?: unknown) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
      const answer = await fetch(path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : undefined)
      return (await answer.json()) as Record<string, never>
    }
    const session = await ask('/api/sessions/current')
    const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
    const planned = await ask('/api/events', {
      unit_id: session.unit_id,
      title: given.title,
      kind: 'site_stand',
      starts_at: hours(-1),
      ends_at: hours(given.hoursLeft),
      place: '服务区',
    })
    await ask(`/api/events/${planned.id as string}/steps`, { step: 'open' })
    const members = await ask('/api/members?status=active&limit=2')
    return (members.items as { card_number: string }[]).map((each) => each.card_number)
  }, { title, hoursLeft })

export const offline = (page: Page, is: boolean) => page.context().setOffline(is)
export const count = (page: Page, text: string) =>
  expect(page.getByRole('list', { name: '本机状态' }).getByText(text, { exact: true })).toBeVisible()

/** A phone of its own, on which the cadre has signed in and which was prepared at the open event. */
export async function prepared(browser: Browser, name: string, event: string): Promise<Page> {
  const desk = await staff(browser, 'stand')
  const storageState = await desk.context().storageState()
  await desk.context().close()
  const context: BrowserContext = await browser.newContext({ viewport: phone, reducedMotion: 'reduce', storageState })
  const page = await context.newPage()
  await page.goto('/console/stand')
  await page.getByRole('link', { name: '准备离线受理' }).click()
  const chooser = page.getByRole('combobox', { name: '在哪场活动上办理' })
  await chooser.click()
  await chooser.pressSequentially(event.slice(0, 4))
  await page.getByRole('option', { name: event }).click()
  await page.getByLabel('给这台设备起个名字').fill(name)
  await page.getByRole('button', { name: '准备好，开始受理' }).click()
  await count(page, '待上传 0')
  // The files of the page are on the device once its service worker is in charge.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true)
  return page
}

async function sign(page: Page): Promise<void> {
  const glass = page.getByRole('application', { name: /签名区/ })
  await glass.scrollIntoViewIfNeeded()
  const box = (await glass.boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  for (const [x, y] of [[60, 70], [90, 25], [140, 80], [190, 30], [240, 75], [280, 40]] as const)
    await page.mouse.move(box.x + x, box.y + y)
  await page.mouse.up()
  await expect(page.getByText('已签名', { exact: true })).toBeAttached()
}

export async function apply(page: Page, who: { name: string; number: string }): Promise<void> {
  await page.getByRole('button', { name: '受理一位职工入会' }).click()
  const statement = page.getByRole('checkbox', { name: /我自愿加入工会/ })
  await expect(statement).not.toBeChecked()
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('请本人阅读后勾选')).toBeVisible()
  await statement.check()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('姓名', { exact: true }).fill(who.name)
  await page.getByLabel('手机号码', { exact: true }).fill(who.number)
  await page.getByLabel('从事的工作').selectOption({ label: '货车司机' })
  await page.getByLabel('工作所在区划代码').selectOption({ label: '新疆维吾尔自治区克拉玛依市克拉玛依区银河路街道' })
  await expect(page.getByText('银河路街道', { exact: false }).last()).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).click()
  await sign(page)
  await page.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByText('已签名并保存', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '清除并为下一位办理' }).click()
}

export async function checkIn(page: Page, card: string): Promise<void> {
  await page.getByRole('button', { name: '登记会员签到' }).click()
  await page.getByLabel('会员卡号').fill(card)
  await page.getByRole('button', { name: '登记签到', exact: true }).click()
  await expect(page.getByLabel('会员卡号')).toHaveValue('')
  await page.getByRole('button', { name: '不办了，清除' }).click()
}

/** Everything that lies on the device, as text. */
export const onDevice = (page: Page) =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open('unionhall-stand')
      opening.onsuccess = () => done(opening.result)
    })
    const values = await new Promise<unknown[]>((done) => {
      const all = db.transaction('values').objectStore('values').getAll()
      all.onsuccess = () => done(all.result as unknown[])
    })
    db.close()
    const text = values.map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : ''))
    return text.join('') + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)
  })
