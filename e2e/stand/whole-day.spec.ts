// A day without a network, with its hours: what was signed in the morning comes in at night, from each device once.
import { expect, type Page, test } from '@playwright/test'
import { hourOf, house, later } from '../support/clock'
import { desk, forgetSessions, signIn, staff } from '../support/people'
import { apply, checkIn, count, offline, onDevice, openEvent, prepared } from '../support/stand'

test.describe.configure({ mode: 'serial' })
test.use({ baseURL: house })

const event = '戈壁公路养护点流动入会'
const morning = { name: '阿依古丽', number: '13880050001' }
const noon = { name: '马建军', number: '13880050002' }
const night = { name: '何秀兰', number: '13880050003' }
let first: Page, second: Page
let where = ''
let cards: string[] = []

/** The page was closed, and the phone lay in a drawer: it is opened again where there is no network. */
async function openedAgain(page: Page): Promise<Page> {
  const context = page.context()
  await page.close()
  const again = await context.newPage()
  await again.goto(where)
  return again
}
/** The session ended hours ago: nothing goes until the cadre has signed in, and nothing is lost meanwhile. */
async function backAtNetwork(page: Page, waiting: number): Promise<void> {
  await offline(page, false)
  await expect(page.getByText('登录已过期。重新登录后继续上传')).toBeVisible()
  await count(page, `待上传 ${waiting}`)
  await page.getByRole('link', { name: '登录', exact: true }).click()
  await signIn(page, 'stand')
}

test.beforeAll(() => {
  forgetSessions()
})
test.afterAll(() => {
  forgetSessions()
})

test('two devices are prepared and leave the network', async ({ browser }) => {
  await later(0)
  cards = await openEvent(await staff(browser, 'street'), event, 24)
  first = await prepared(browser, '绿色平板', event)
  second = await prepared(browser, '蓝色手机', event)
  where = first.url()
  for (const page of [first, second]) await offline(page, true)
})

test('hours apart, and closed in between, they take what people sign', async () => {
  await later(1, first, second)
  await apply(first, morning)
  await checkIn(first, cards[0]!)
  await later(9, first, second)
  first = await openedAgain(first)
  await count(first, '待上传 2')
  await apply(first, noon)
  second = await openedAgain(second)
  await apply(second, noon)
  await checkIn(second, cards[0]!)
  await later(23, first, second)
  await second.reload()
  await apply(second, night)
  await count(second, '待上传 3')
})

test('after 23 hours the first has a network: who is signed out signs in, then all of it goes, once', async () => {
  await backAtNetwork(first, 3)
  await count(first, '已上传 3')
  await count(first, '待上传 0')
  await expect(first.getByRole('button', { name: '现在上传' })).toBeDisabled()
  await first.reload()
  await count(first, '已上传 3')
})

test('after a day the second takes nothing more, and what it has stays', async () => {
  await later(25, second)
  second = await openedAgain(second)
  await expect(second.getByText('通行证已过期，不能再受理')).toBeVisible()
  await expect(second.getByRole('button', { name: '受理一位职工入会' })).toBeHidden()
  await expect(second.getByRole('button', { name: '登记会员签到' })).toBeHidden()
  await count(second, '待上传 3')
  const kept = await onDevice(second)
  for (const word of [noon.name, noon.number, night.name, night.number, cards[0]!]) expect(kept).not.toContain(word)
})

test('it sends what was signed in time, says who had joined already, and wipes itself', async () => {
  await later(30, second)
  await backAtNetwork(second, 3)
  await count(second, '已上传 2')
  await count(second, '待处理 1')
  await expect(second.getByText('没有重复提交')).toBeVisible()
  await second.getByRole('button', { name: '知道了，从本机删除' }).click()
  await expect(second.getByRole('heading', { name: '准备这台设备' })).toBeVisible()
  expect(await onDevice(second)).not.toContain('unionhall.stand')
})

test('the union has each of them once, at the hour at which it was signed', async ({ browser }) => {
  forgetSessions()
  const committee = await staff(browser, 'committee')
  await committee.setViewportSize(desk)
  await committee.goto('/console/applications?status=submitted')
  for (const who of [morning, noon, night])
    await expect(committee.getByRole('link', { name: who.name, exact: true })).toHaveCount(1)
  const street = await staff(browser, 'street')
  const taken = await street.evaluate(async () => {
    const answer = await fetch('/api/stand-entries?limit=50')
    const found = (await answer.json()) as { items: { kind: string; taken_at: string }[] }
    return found.items.map(({ kind, taken_at }) => ({ kind, taken_at }))
  })
  const hours = (kind: string) =>
    taken.filter((each) => each.kind === kind).map((each) => hourOf(each.taken_at)).sort((a, b) => a - b)
  expect(hours('application')).toEqual([1, 9, 9, 23])
  expect(hours('check_in')).toEqual([1, 9])
  await street.goto('/console/events')
  await street.getByRole('link', { name: event }).first().click()
  await expect(street.getByText(/到场\s*1\s*人/)).toBeVisible()
})
