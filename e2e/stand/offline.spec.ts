// A stand where there is no network: prepared beforehand, it takes applications and check-ins for a day, and what it
// took comes in exactly once. Two devices meet the same person; what cannot be done waits for the cadre.
import { expect, type Page, test } from '@playwright/test'
import { staff } from '../support/people'
import { apply, checkIn, count, offline, onDevice, openEvent, prepared } from '../support/stand'
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

test('an event is opened, and two members of it have their cards', async ({ browser }) => {
  const street = await staff(browser, 'street')
  const found = await openEvent(street, event, 6)
  expect(found).toHaveLength(2)
  cards = found
})

test('with no network at all, three people join and two members check in', async ({ browser }) => {
  first = await prepared(browser, '绿色平板', event)
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
  const second = await prepared(browser, '蓝色手机', event)
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
