// A stand where there is no network: prepared beforehand, it takes applications and check-ins for a day, and what it
// took comes in exactly once. Two devices meet the same person; what cannot be done waits for the cadre.
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { phone, staff } from '../support/people'
import { violationsOf, widerThanWindow } from '../support/watch'

test.describe.configure({ mode: 'serial' })

const event = '高速服务区流动入会点'
const people = [
  { name: '热依汗', number: '13880040001' },
  { name: '马志远', number: '13880040002' },
  { name: '陈玉兰', number: '13880040003' },
]
let first: Page
let cards: string[] = []

const offline = (page: Page, is: boolean) => page.context().setOffline(is)
const count = (page: Page, text: string) =>
  expect(page.getByRole('list', { name: '本机状态' }).getByText(text, { exact: true })).toBeVisible()

/** A phone of its own, on which the cadre has signed in and which was prepared at the open event. */
async function prepared(browser: Browser, name: string): Promise<Page> {
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

async function apply(page: Page, who: { name: string; number: string }): Promise<void> {
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

async function checkIn(page: Page, card: string): Promise<void> {
  await page.getByRole('button', { name: '登记会员签到' }).click()
  await page.getByLabel('会员卡号').fill(card)
  await page.getByRole('button', { name: '登记签到', exact: true }).click()
  await expect(page.getByLabel('会员卡号')).toHaveValue('')
  await page.getByRole('button', { name: '不办了，清除' }).click()
}

/** Everything that lies on the device, as text. */
const onDevice = (page: Page) =>
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

test('an event is opened, and two members of it have their cards', async ({ browser }) => {
  const street = await staff(browser, 'street')
  const found = await street.evaluate(async (title) => {
    const ask = async (path: string, body?: unknown) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
      const answer = await fetch(path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : undefined)
      return (await answer.json()) as Record<string, never>
    }
    const session = await ask('/api/sessions/current')
    const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
    const planned = await ask('/api/events', {
      unit_id: session.unit_id, title, kind: 'site_stand', starts_at: hours(-1), ends_at: hours(6), place: '服务区',
    })
    await ask(`/api/events/${planned.id as string}/steps`, { step: 'open' })
    const members = await ask('/api/members?status=active&limit=2')
    return (members.items as { card_number: string }[]).map((each) => each.card_number)
  }, event)
  expect(found).toHaveLength(2)
  cards = found
})

test('with no network at all, three people join and two members check in', async ({ browser }) => {
  first = await prepared(browser, '绿色平板')
  await offline(first, true)
  await first.reload()
  await expect(first.getByText('没有网络', { exact: true })).toBeVisible()
  expect(await violationsOf(first)).toEqual([])
  await apply(first, people[0]!)
  await first.reload()
  await apply(first, people[1]!)
  await apply(first, people[2]!)
  await first.reload()
  for (const card of cards) await checkIn(first, card)
  await count(first, '待上传 5')
  expect(await widerThanWindow(first)).toBeLessThanOrEqual(0)
  const kept = await onDevice(first)
  expect(kept.length).toBeGreaterThan(1000)
  for (const word of [...people.flatMap((who) => [who.name, who.number]), ...cards]) expect(kept).not.toContain(word)
})

test('back at the network it comes in exactly once, though an answer was lost on the way', async ({ browser }) => {
  // The server takes the first entry, and the device never hears of it.
  let lost = 0
  await first.route('**/entries', async (route) => {
    if (lost++ === 0) {
      await route.fetch()
      return route.abort('connectionreset')
    }
    return route.continue()
  })
  await offline(first, false)
  await expect(first.getByText('暂时连不上服务器')).toBeVisible()
  await count(first, '待上传 5')
  await first.getByRole('button', { name: '现在上传' }).click()
  await count(first, '已上传 5')
  await count(first, '待上传 0')
  const committee = await staff(browser, 'committee')
  await committee.goto('/console/applications?status=submitted')
  for (const who of people) await expect(committee.getByRole('link', { name: who.name, exact: true })).toHaveCount(1)
  const street = await staff(browser, 'street')
  await street.goto('/console/events')
  await street.getByRole('link', { name: event }).first().click()
  await expect(street.getByText(/到场\s*2\s*人/)).toBeVisible()
})

test('a second device meets the same person and a wrong number: told, put right, never twice', async ({ browser }) => {
  const second = await prepared(browser, '蓝色手机')
  await offline(second, true)
  await apply(second, people[1]!)
  await apply(second, { name: '赵小燕', number: '1388004' })
  await checkIn(second, cards[0]!)
  await count(second, '待上传 3')
  await offline(second, false)
  await count(second, '待处理 2')
  await count(second, '已上传 1')
  await second.reload()
  await expect(second.getByText('没有重复提交')).toBeVisible()
  expect(await violationsOf(second)).toEqual([])
  await second.getByRole('button', { name: '知道了，从本机删除' }).click()
  await second.getByRole('button', { name: '查看并更正' }).click()
  const dialog = second.getByRole('dialog', { name: '更正' })
  await expect(dialog.getByText('姓名：赵小燕')).toBeVisible()
  await dialog.getByLabel('手机号码').fill('13880040004')
  await dialog.getByRole('button', { name: '更正并上传' }).click()
  await count(second, '待处理 0')
  await count(second, '已上传 2')

  const committee = await staff(browser, 'committee')
  await committee.goto('/console/applications?status=submitted')
  for (const who of [people[1]!.name, '赵小燕'])
    await expect(committee.getByRole('link', { name: who, exact: true })).toHaveCount(1)

  await second.getByRole('button', { name: '结束并清空本机' }).click()
  await second.getByRole('dialog').getByRole('button', { name: '结束并清空本机' }).click()
  await expect(second.getByRole('heading', { name: '准备这台设备' })).toBeVisible()
  expect(await onDevice(second)).not.toContain('unionhall.stand')
})

test('a lost device is revoked by the union: what it wrote opens for nobody until the pass is restored', async ({
  browser,
}) => {
  await offline(first, true)
  await apply(first, { name: '何晓梅', number: '13880040005' })
  const street = await staff(browser, 'street')
  await street.goto('/console/stand')
  const row = street.getByRole('row', { name: /绿色平板/ })
  await row.getByRole('button', { name: '停用' }).click()
  await street.getByRole('dialog', { name: '停用' }).getByRole('button', { name: '停用', exact: true }).click()
  await expect(row.getByText('已停用')).toBeVisible()
  await offline(first, false)
  await count(first, '待处理 1')
  await expect(first.getByText(/通行证已停用/)).toBeVisible()
  await row.getByRole('button', { name: '恢复使用' }).click()
  await street.getByRole('dialog', { name: '恢复使用' }).getByRole('button', { name: '恢复使用', exact: true }).click()
  await expect(row.getByText('有效')).toBeVisible()
  await first.getByRole('button', { name: '再传一次' }).click()
  await count(first, '待处理 0')
  await count(first, '已上传 6')
})
