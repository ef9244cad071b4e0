// A small wish from the phone of one member to the hands of another, by way of the station, and nobody learns a name (AC-16).
import { expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { approve, desk, freshPhone, join, karamay, staff, type Worker } from '../support/people'
import { post } from '../support/post'
import { listen, visit } from '../support/watch'

const rider: Worker = { name: '马小五', number: '13770060001', place: karamay, work: '外卖配送员' }
const giver: Worker = { name: '丁一凡', number: '13770060002', place: karamay, work: '快递员' }
const station = '银河路工友驿站'
const title = '冬天的第一副手套'
const wish = '一副防风手套，大号'

const inDays = (days: number) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10)

/** A step on the one row of the list, confirmed; back with what the page says. */
async function take(page: Page, step: string): Promise<void> {
  await page.getByRole('row', { name: wish }).getByRole('button', { name: step, exact: true }).click()
  await page.getByRole('dialog', { name: step }).getByRole('button', { name: step, exact: true }).click()
  await expect(page.getByText(`已完成：${step}`)).toBeVisible()
}

/** The demonstration's stations lie in Beijing; its members, in Karamay, need one. */
async function openStation(page: Page): Promise<void> {
  const made = async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await post(page, path, data)
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as { id: string }
  }
  const { unit_id } = (await (await page.request.get('/api/sessions/current')).json()) as { unit_id: string }
  const place = { division_code: '650203004', address: '银河路 8 号（演示地址）', lng: 84.87, lat: 45.59 }
  const { id } = await made('/api/stations', { unit_id, name: station, ...place, is_station: true, is_open_24h: true })
  await made(`/api/stations/${id}/steps`, { step: 'open' })
}

test('a wish is made, published, taken on, brought to the station and confirmed, without a name', async ({ browser }) => {
  test.setTimeout(90_000)
  const keeper = await staff(browser, 'street')
  const errors = listen(keeper)
  await openStation(keeper)
  await keeper.goto('/console/wish-rounds')
  await keeper.getByRole('button', { name: '计划一轮' }).click()
  const plan = keeper.getByRole('dialog', { name: '计划一轮' })
  await plan.getByLabel('名称').fill(title)
  await plan.getByRole('combobox', { name: '服务站点' }).fill('银河路')
  await keeper.getByRole('option', { name: station }).click()
  await plan.getByLabel('开始日期').fill(inDays(0))
  await plan.getByLabel('结束日期').fill(inDays(30))
  await plan.getByRole('button', { name: '保存' }).click()
  const round = keeper.getByRole('row', { name: title })
  await expect(round.getByText('已计划')).toBeVisible()
  expect(await look(keeper, errors, { name: 'rounds of wishes' })).toEqual([])
  await keeper.setViewportSize(desk)
  await round.getByRole('button', { name: '开始', exact: true }).click()
  await keeper.getByRole('dialog', { name: '开始' }).getByRole('button', { name: '开始', exact: true }).click()
  await expect(round.getByText('进行中')).toBeVisible()

  const [wisher, bringer] = [await freshPhone(browser), await freshPhone(browser)]
  const phoneErrors = listen(wisher)
  await join(wisher, rider)
  await join(bringer, giver)
  const committee = await staff(browser, 'committee')
  await approve(committee, [rider.name, giver.name])
  await committee.context().close()

  await visit(wisher, '/my/wishes')
  await wisher.getByRole('button', { name: '许愿', exact: true }).click()
  await expect(wisher.getByText('请写下您的心愿').first()).toBeVisible()
  await wisher.getByLabel('我的心愿').fill(wish)
  await wisher.getByRole('button', { name: '许愿', exact: true }).click()
  await expect(wisher.getByText('等待发布')).toBeVisible()
  expect(await look(wisher, phoneErrors, { name: 'my wishes' })).toEqual([])
  await visit(bringer, '/my/wishes')
  await expect(bringer.getByText(wish)).toBeHidden()

  await keeper.goto('/console/wishes')
  await take(keeper, '发布')
  expect(await look(keeper, errors, { name: 'wishes' })).toEqual([])
  await keeper.setViewportSize(desk)
  await visit(bringer, '/my/wishes')
  await bringer.getByRole('button', { name: /^我来实现/ }).click()
  await expect(bringer.getByText('已认领，谢谢您。')).toBeVisible()
  await expect(bringer.getByText(/^送到：银河路工友驿站/)).toBeVisible()

  await keeper.goto('/console/wishes')
  await take(keeper, '收到物品')
  await visit(wisher, '/my/wishes')
  await wisher.getByRole('button', { name: '我收到了' }).click()
  await expect(wisher.getByText('已确认收到。')).toBeVisible()
  await expect(wisher.getByText('已实现', { exact: true })).toBeVisible()

  // Nowhere does the one learn of the other, and the keeper of neither.
  await keeper.goto('/console/wishes')
  await expect(keeper.getByRole('row', { name: wish }).getByText('已实现', { exact: true })).toBeVisible()
  for (const [page, path, names] of [
    [keeper, '/api/wishes', [rider, giver]],
    [bringer, '/api/my/gifts', [rider]],
    [wisher, '/api/my/wishes', [giver]],
  ] as const) {
    const told = await (await page.request.get(path)).text()
    expect(told).toContain(wish)
    for (const { name, number } of names) for (const secret of [name, number]) expect(told).not.toContain(secret)
  }
  expect(errors).toEqual([])
  for (const page of [keeper, wisher, bringer]) await page.context().close()
})
