// Keeping something for a shorter time deletes in bulk: the system administrator sets it, the security administrator
// confirms it, and neither does both. In the second house, which wants two.
import { expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { house, today } from '../support/clock'
import { forgetSessions, staff } from '../support/people'
import { listen } from '../support/watch'

test.describe.configure({ mode: 'serial' })
test.use({ baseURL: house })

const rule = '退会会员的资料'
const basis = '市总工会资料管理办法第八条'
const ofRule = (page: Page) => page.getByRole('row').filter({ hasText: basis })

test.beforeAll(() => {
  forgetSessions()
})
test.afterAll(() => {
  forgetSessions()
})

test('the system administrator sets it, is told that it waits, and cannot confirm it', async ({ browser }) => {
  const page = await staff(browser, 'system')
  await page.goto('/console/retention')
  await page.getByRole('button', { name: '设置新规则' }).click()
  const form = page.getByRole('dialog', { name: '设置新规则' })
  await form.getByLabel('规则', { exact: true }).selectOption({ label: rule })
  await form.getByLabel('数值').fill('30')
  await form.getByLabel('法律依据').fill(basis)
  await form.getByLabel(/^自/).fill(today())
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('缩短保存期限会让资料提前删除，最早从').first()).toBeVisible()
  await form.getByLabel(/^自/).fill('')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('它缩短保存期限，要由安全管理员确认后才生效。')).toBeVisible()
  await expect(ofRule(page)).toContainText(rule)
  await expect(ofRule(page)).toContainText(today(30))
  await expect(ofRule(page).getByRole('button', { name: /确认/ })).toHaveCount(0)
})

test('the security administrator finds it in the work list and confirms it', async ({ browser }) => {
  const page = await staff(browser, 'security')
  const errors = listen(page)
  await page.getByRole('link', { name: /等待您确认的保存期限规则/ }).click()
  await expect(ofRule(page)).toBeVisible()
  const wanted = { name: 'shorter keeping waits', path: '/console/retention?awaits_second=true' }
  expect(await look(page, errors, wanted)).toEqual([])
  await ofRule(page).getByRole('button', { name: /确认/ }).click()
  await expect(page.getByText('已确认，规则从开始日期起生效。')).toBeVisible()
  await page.goto('/console/retention')
  await expect(ofRule(page)).toContainText('蒋文博')
  await expect(ofRule(page).getByRole('button', { name: /确认/ })).toHaveCount(0)
  await page.goto('/console/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('等待您确认的保存期限规则')).toHaveCount(0)
})
