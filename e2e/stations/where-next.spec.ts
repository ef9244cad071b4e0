// A district has it worked out where its next station does most, and opens a figure to the places behind it; a keeper shows
// the door of a station in a photo, which anybody sees on the phone until it is taken away.
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { csv } from '../support/lists'
import { desk, phone, staff } from '../support/people'
import { listen, visit } from '../support/watch'

/** East of all stations of Pinggu: 85 m, 85 m, on the spot, and far from everything. */
const table = csv('缺口.csv', [
  ['类型', '名称', '经度', '纬度', '人数'],
  ['需求', '甲东', '117.4010', '40.2500', '120'],
  ['需求', '甲西', '117.3990', '40.2500', '80'],
  ['需求', '乙口', '117.4500', '40.2500', '50'],
  ['需求', '山里', '117.5000', '40.3000', '30'],
  ['需求', '太少', '117.4000', '40.2500', '3'],
  ['候选', '甲点', '117.4000', '40.2500', ''],
  ['候选', '乙点', '117.4500', '40.2500', ''],
])

async function fill(page: Page): Promise<void> {
  await page.goto('/console/stations')
  await page.getByRole('link', { name: '下一站建在哪' }).click()
  await page.getByRole('button', { name: '新建选址方案' }).click()
  const dialog = page.getByRole('dialog', { name: '新建选址方案' })
  await dialog.getByLabel('名称').fill('平谷东部')
  await dialog.getByRole('combobox', { name: '在哪个区县' }).fill('平谷')
  await page.getByRole('option', { name: /平谷区/ }).click()
  await dialog.getByLabel('打算新建几个').fill('1')
  await dialog.getByRole('button', { name: '保存' }).click()
}

test('a district learns where the next station serves most, and opens the figure to its places', async ({ browser }) => {
  const page = await staff(browser, 'pinggu')
  const errors = listen(page)
  await fill(page)
  await expect(page.getByRole('heading', { name: '平谷东部' })).toBeVisible()
  await page.locator('input[type=file]').setInputFiles(table)
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByText('有 1 行读不懂，没有采用：')).toBeVisible()
  await expect(page.getByRole('table', { name: '需求' }).getByRole('row')).toHaveCount(5)
  await page.getByRole('button', { name: '开始计算' }).click()
  await page.getByRole('dialog', { name: '开始计算' }).getByRole('button', { name: '开始计算' }).click()

  const result = page.getByRole('region', { name: '结果' })
  await expect(result.getByText('新建 1 个站点后，满足 200 人（71.4%）。')).toBeVisible({ timeout: 30_000 })
  await expect(result.getByText(/^已证明是最好的选择/)).toBeVisible()
  await expect(result.getByText(/30 人，哪个候选点都走不到/)).toBeVisible()
  await page.getByRole('button', { name: '甲点 新满足 200' }).click()
  const places = page.getByRole('table', { name: '由第 1 个点“甲点”满足的需求' })
  await expect(places.getByRole('row')).toHaveCount(3)
  for (const name of ['甲东', '甲西']) await expect(places.getByRole('row', { name })).toBeVisible()
  expect(await look(page, errors, { name: 'where the next station goes' })).toEqual([])
  await page.context().close()
})

test('the photo of a door is brought with words, seen on the phone, and taken away', async ({ browser }) => {
  const page = await staff(browser, 'bajiao')
  const errors = listen(page)
  const list = (await (await page.request.get('/api/stations?limit=1')).json()) as { items: { id: string; name: string }[] }
  const { id, name } = list.items[0]!
  await visit(page, `/console/stations/${id}`)
  const photos = page.locator('section', { has: page.getByRole('heading', { name: '照片', exact: true }) })
  await photos.locator('input[type=file]').setInputFiles({
    name: 'door.jpg',
    mimeType: 'image/jpeg',
    buffer: readFileSync('tests/seeds/photo/jpeg'),
  })
  await photos.getByRole('button', { name: '上传照片' }).click()
  await expect(photos.getByText('请写明照片里有什么。')).toBeVisible()
  await photos.getByLabel('照片里有什么').fill('从西门进')
  await photos.getByRole('button', { name: '上传照片' }).click()
  await expect(photos.getByRole('img', { name: '从西门进' })).toBeVisible()
  expect(await look(page, errors, { name: 'a station with a photo' })).toEqual([])
  await page.setViewportSize(desk)

  const rider = await (await browser.newContext({ viewport: phone })).newPage()
  await rider.goto(`/stations/${id}`)
  await expect(rider.getByRole('heading', { name, level: 1 })).toBeVisible()
  const seen = rider.getByRole('img', { name: '从西门进' })
  await seen.scrollIntoViewIfNeeded()
  await expect.poll(() => seen.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(240)
  await photos.getByRole('button', { name: '去掉 从西门进' }).click()
  await expect(photos.getByText('还没有照片。')).toBeVisible()
  await rider.reload()
  await expect(rider.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(rider.getByRole('img', { name: '从西门进' })).toHaveCount(0)
  await rider.context().close()
  await page.context().close()
})
