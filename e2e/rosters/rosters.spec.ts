// A district compares a list from the tax office with the employers it has entered, and settles it; then it finds a member
// who is in the books twice, reads what merging would do, merges, and undoes it.
import { expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { csv } from '../support/lists'
import { desk, staff } from '../support/people'
import { post } from '../support/post'
import { listen } from '../support/watch'

test.describe.configure({ mode: 'serial' })

const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click()

async function step(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog', { name }).getByRole('button', { name, exact: true }).click()
}

test('a list from the tax office is checked, compared, decided on one by one, and settled', async ({ browser }) => {
  const page = await staff(browser, 'district')
  const errors = listen(page)
  const { unit_id } = (await (await page.request.get('/api/sessions/current')).json()) as { unit_id: string }
  for (const [name, credit_code] of [['克拉玛依市云途运输有限公司', '91650203MA7ABCDE9E'], ['蓝鲸快递有限公司', '']]) {
    const entered = await post(page, '/api/employers', { unit_id, name, credit_code, division_code: '650203' })
    expect(entered.status()).toBe(201)
  }
  await menu(page, '外部名单')
  await page.locator('input[type=file]').setInputFiles(
    csv('税务名单.csv', [
      ['名称', '信用代码', '从业人数', '负责人'],
      ['云途运输有限责任公司', '91650203MA7ABCDE9E', '80', '某'],
      ['蓝鲸配送', '', '30', '某'],
      ['天山物流集团', '', '200', '某'],
    ]),
  )
  await page.getByRole('button', { name: '上传并预检' }).click()
  await expect(page.getByText('预检完成，还没有比对')).toBeVisible()
  await expect(page.getByText('可以比对 3 行')).toBeVisible()
  await expect(page.getByText('这些列没有保存：负责人')).toBeVisible()
  await step(page, '开始比对')
  const review = page.getByRole('region', { name: '逐一核对' }).or(page.locator('section', { hasText: '逐一核对' })).first()
  await expect(review.getByText('蓝鲸配送')).toBeVisible()
  await expect(review.getByText('字号相同')).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByText('“蓝鲸配送”已登记为同一家。')).toBeVisible()
  await expect(page.getByRole('tab', { name: /已登记/ })).toContainText('2')
  await step(page, '办结')
  await expect(page.getByText('这份名单已办结')).toBeVisible()
  expect(errors).toEqual([])
})

test('a member who is in the books twice is found, merged as it was shown beforehand, and restored', async ({ browser }) => {
  const page = await staff(browser, 'district')
  const errors = listen(page)
  await menu(page, '疑似重复会员')
  await page.getByRole('button', { name: '查找重复' }).click()
  await expect(page.getByText(/^比对了 .* 人，找到 .* 对/)).toBeVisible()
  await page.getByRole('link', { name: '打开', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: '为什么这样认为' })).toBeVisible()
  await expect(page.getByText('姓名完全相同。')).toBeVisible()
  await page.getByRole('button', { name: /^是同一人/ }).click()

  await page.getByRole('radio', { name: '会员 1' }).check()
  const lines = page.getByRole('table', { name: '合并前后逐项对照' })
  await expect(lines.getByRole('row', { name: /^会员卡号/ })).toBeVisible()
  expect(await look(page, errors, { name: 'a pair before it is merged' })).toEqual([])
  await page.setViewportSize(desk)
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await expect(page.getByText('有 1 处需要修改')).toBeVisible() // nobody said why
  await page.getByLabel('原因').fill('换了手机号码，登记过两次')
  await page.getByRole('button', { name: '合并', exact: true }).click()
  await expect(page.getByRole('heading', { name: '已合并为一份会籍' })).toBeVisible()
  await expect(page.getByText('这份会籍已并入另一份。')).toBeVisible()

  await page.getByRole('button', { name: '撤销合并' }).click()
  const dialog = page.getByRole('dialog', { name: '撤销合并' })
  await dialog.getByLabel('原因').fill('是两个人')
  await dialog.getByRole('button', { name: '撤销合并' }).click()
  await expect(page.getByText('已撤销合并，两份会籍都恢复了。')).toBeVisible()
  await expect(page.getByRole('heading', { name: '合并为一份会籍' })).toBeVisible()
  expect(errors.filter((error) => !error.includes('422'))).toEqual([])
})
