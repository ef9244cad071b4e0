// A sensitive act asks for the password once more and then goes on by itself; and a first password, which somebody else
// made, leads to nothing but choosing one's own.
import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { growOld } from '../support/grow-old'
import { desk, keepSession, passwordOf, staff } from '../support/people'
import { post } from '../support/post'
import { listen } from '../support/watch'
import { look } from './look'

test.describe.configure({ mode: 'serial' })

const login = `proof-${randomUUID().slice(0, 8)}`
const own = '清晨的河岸边有四只野鸭飞过'
let first = ''

async function accountOf(page: Page): Promise<void> {
  await page.goto('/console/accounts')
  await page.getByRole('searchbox').first().fill(login)
  await expect(page.getByRole('row', { name: /白鹭/ })).toBeVisible()
}

test('the system administrator makes an account', async ({ browser }) => {
  const page = await staff(browser, 'system')
  const { items } = (await (await page.request.get('/api/units?limit=1')).json()) as { items: { id: string }[] }
  const made = await post(page, '/api/accounts', { unit_id: items[0]?.id, login, name: '白鹭' })
  expect(made.status()).toBe(201)
})

test('the security administrator proves the password, and the reset goes on where it was', async ({ browser }) => {
  const page = await staff(browser, 'security')
  const errors = listen(page)
  await accountOf(page)
  await growOld(page, '**/api/accounts/*/reset')
  await page.getByRole('button', { name: '重置密码' }).first().click()
  const act = page.getByRole('dialog', { name: /重置密码/ })
  await expect(act.getByText('动态口令不变')).toBeVisible()
  await act.getByRole('button', { name: '重置密码' }).click()

  const proof = page.getByRole('dialog', { name: '确认是您本人' })
  await expect(proof.getByLabel('密码', { exact: true })).toBeFocused()
  await proof.getByLabel('密码', { exact: true }).fill('not this one')
  await proof.getByRole('button', { name: '确认' }).click()
  await expect(proof.getByRole('alert')).toContainText('密码或动态口令不对')
  await proof.getByLabel('密码', { exact: true }).fill(passwordOf('security'))
  await page.keyboard.press('Enter')

  await expect(proof).toBeHidden()
  await keepSession(page, 'security')
  first = (await act.locator('code').innerText()).trim()
  expect(first).toHaveLength(16)
  expect(errors.filter((each) => !/status of 4(03|22)/.test(each))).toEqual([])
})

test('whoever does not prove it sees why nothing was done', async ({ browser }) => {
  const page = await staff(browser, 'security')
  const looked = await look(page, [], {
    name: 'a proof asked for',
    path: '/console/accounts',
    act: async (at) => {
      await growOld(at, '**/api/accounts/*/reset')
      await at.getByRole('button', { name: '重置密码' }).first().click()
      await at.getByRole('dialog').getByRole('button', { name: '重置密码' }).click()
      await expect(at.getByRole('dialog', { name: '确认是您本人' })).toBeVisible()
    },
  })
  expect(looked).toEqual([])
  await page.getByRole('dialog', { name: '确认是您本人' }).getByRole('button', { name: '取消' }).click()
  await expect(page.getByRole('dialog', { name: /重置密码/ }).getByRole('alert')).toContainText('再输入一次密码')
})

test('the first password leads to choosing an own one, and then everything is open', async ({ browser }) => {
  const page = await signedIn(browser, first)
  await expect(page.getByText('这个密码是别人替您设的')).toBeVisible()
  await page.goto('/console/accounts')
  await expect(page).toHaveURL(/first-password/)
  await page.getByLabel('原密码').fill(first)
  await page.getByLabel('新密码', { exact: true }).fill(own)
  await page.getByLabel('再输一次新密码').fill(own)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await page.context().close()
  const again = await signedIn(browser, own)
  await expect(again.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await again.context().close()
})

async function signedIn(browser: Browser, password: string): Promise<Page> {
  const context = await browser.newContext({ viewport: desk, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/console/sign-in')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  return page
}
