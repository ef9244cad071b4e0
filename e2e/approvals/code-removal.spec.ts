// A member who lost the phone with her app comes to the union: the committee asks, the security administrator approves, and
// she signs in by text message alone and signs every other device out.
import { type Browser, expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { appShows } from '../support/app'
import { approve, freshPhone, join, karamay, phone, proveNumber, staff } from '../support/people'
import { post } from '../support/post'
import { listen, visit } from '../support/watch'

test.describe.configure({ mode: 'serial' })

const her = { name: '帕提古丽', number: '13880080001', place: karamay, work: '外卖配送员' }
const reason = '本人到场，手机遗失，已核对身份证件'
let old: Page
let asked = 0
let request = ''

const member = async (page: Page): Promise<string> => {
  await page.goto('/console/members')
  await page.getByRole('searchbox').first().fill(her.name)
  await page.getByRole('link', { name: her.name }).first().click()
  await expect(page.getByRole('heading', { name: her.name })).toBeVisible()
  return new URL(page.url()).pathname
}
async function signInByText(browser: Browser): Promise<Page> {
  const page = await freshPhone(browser)
  await page.goto('/sign-in?back=/my/codes')
  // Another text message goes a minute after the last one.
  await page.waitForTimeout(Math.max(0, asked + 61_000 - Date.now()))
  await proveNumber(page, her.number)
  asked = Date.now()
  await page.getByRole('button', { name: '登录', exact: true }).click()
  return page
}

test('a member turns one-time codes on', async ({ browser }) => {
  old = await freshPhone(browser)
  await join(old, her)
  asked = Date.now()
  await approve(await staff(browser, 'committee'), [her.name])
  const { secret } = (await (await post(old, '/api/totp', {})).json()) as { secret: string }
  expect((await post(old, '/api/totp/confirm', { code: appShows(secret) })).ok()).toBe(true)
  await visit(old, '/my/codes')
  await expect(old.getByText('已启用：登录要短信验证码，再加动态口令。')).toBeVisible()
})

test('her committee asks on her page, and cannot approve it', async ({ browser }) => {
  const page = await staff(browser, 'committee')
  const errors = listen(page)
  const path = await member(page)
  expect(await look(page, errors, { name: 'code removal member', path })).toEqual([])
  await page.getByRole('link', { name: '停用动态口令' }).click()
  const form = page.getByRole('dialog', { name: '提出申请' })
  await expect(form.getByText('会员本人到场的由其工会提出')).toBeVisible()
  await expect(form.getByText('选填')).toHaveCount(0)
  await form.getByLabel('理由').fill(reason)
  expect(await look(page, errors, { name: 'code removal asked' })).toEqual([])
  await form.getByRole('button', { name: '提交申请' }).click()

  await expect(page.getByText(reason)).toBeVisible()
  await expect(page.getByText('要由另一个人批准')).toBeVisible()
  await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  request = new URL(page.url()).pathname.split('/').pop() ?? ''
  expect(await look(page, errors, { name: 'code removal waiting' })).toEqual([])
  await page.context().close()
})

test('the security administrator reads what will happen, and approves', async ({ browser }) => {
  const page = await staff(browser, 'security')
  const errors = listen(page)
  await page.getByRole('link', { name: /等待您批准的双人审批/ }).click()
  await page.getByRole('link', { name: `查看 ${request}` }).click()
  await expect(page.getByText(reason)).toBeVisible()
  // Whose codes they are is read where the member is, not in a request.
  await expect(page.getByText(her.name)).toHaveCount(0)
  expect(await look(page, errors, { name: 'code removal read' })).toEqual([])
  await page.getByRole('button', { name: '批准', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '批准' })
  expect(await look(page, errors, { name: 'code removal approve' })).toEqual([])
  await dialog.getByRole('button', { name: '批准', exact: true }).click()
  await expect(page.getByText('已执行').first()).toBeVisible()
  expect(await look(page, errors, { name: 'code removal done' })).toEqual([])
  await page.context().close()
})

test('she signs in by text message alone, her lost phone is signed out, and all others are by one act', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  await visit(old, '/my/codes')
  await expect(old.getByText('请先用手机号登录')).toBeVisible()
  const page = await signInByText(browser)
  const errors = listen(page)
  await expect(page.getByRole('button', { name: '启用动态口令' })).toBeVisible()
  const strange = await signInByText(browser)
  await expect(strange.getByRole('button', { name: '启用动态口令' })).toBeVisible()

  expect(await look(page, errors, { name: 'code removal devices', path: '/my/sessions' })).toEqual([])
  await page.getByRole('button', { name: '退出其他所有设备' }).click()
  const question = page.getByRole('dialog', { name: '退出其他所有设备？' })
  await expect(question).toBeVisible()
  expect(await look(page, errors, { name: 'code removal others' })).toEqual([])
  await page.setViewportSize(phone)
  await question.getByRole('button', { name: '取消' }).click()
  // The element, not only what it shows: the browser gives the focus back before it tells the page that it is closed.
  await expect(page.locator('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '退出其他所有设备' })).toBeFocused()
  await page.keyboard.press('Enter')
  await question.getByRole('button', { name: '退出其他所有设备' }).click()
  await expect(page.getByText('其他设备都已退出。')).toBeVisible()
  await expect(page.locator('#content')).toBeFocused()
  await expect(page.getByRole('article')).toHaveCount(1)
  await visit(strange, '/my/codes')
  await expect(strange.getByText('请先用手机号登录')).toBeVisible()
  expect(errors).toEqual([])
  for (const each of [old, page, strange]) await each.context().close()
})
