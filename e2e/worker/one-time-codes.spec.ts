// A rider puts a second lock on her account, signs in with both keys on another phone, says the app is lost, takes it back on
// the first, by the app, and signs the other phone out.
import { expect, type Locator, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { appShows } from '../support/app'
import { growOld } from '../support/grow-old'
import { freshPhone, phone, proveNumber } from '../support/people'
import { listen, visit } from '../support/watch'

const number = '13880070001'

const codeField = (page: Page) => page.getByLabel('动态口令', { exact: true })

/** A new code by text message, into the dialog that asks who is there. */
async function proveByText(proof: Locator): Promise<void> {
  await proof.getByRole('button', { name: /获取/ }).click()
  const told = proof.getByText(/演示环境：验证码是 \d{6}/)
  await expect(told).toBeVisible()
  await proof.getByLabel('短信验证码').fill(/\d{6}/.exec(await told.innerText())?.[0] ?? '')
  await proof.getByRole('button', { name: '确认', exact: true }).click()
}

test('one-time codes beside the text message, and a lost app that was not lost', async ({ browser }) => {
  test.setTimeout(180_000)
  const first = await freshPhone(browser)
  const errors = listen(first)
  const seen = async (name: string) => {
    expect(await look(first, errors, { name })).toEqual([])
    await first.setViewportSize(phone)
  }
  await visit(first, '/sign-in?back=/my/codes')
  await proveNumber(first, number)
  const asked = Date.now()
  await first.getByRole('button', { name: '登录', exact: true }).click()

  await expect(first.getByText('不启用也可以，一切功能照常。')).toBeVisible()
  await seen('codes off')

  // On a phone that was left signed in, a new text message is asked for first; nothing is done without it.
  const title = '这是一件重要的事，请先用一个新的短信验证码，确认是您本人。'
  await growOld(first, '**/api/totp', title)
  await first.getByRole('button', { name: '启用动态口令' }).click()
  const proof = first.getByRole('dialog', { name: '确认是您本人' })
  await proof.getByRole('button', { name: '确认', exact: true }).click()
  await expect(proof.getByRole('alert')).toContainText('请填写短信里的 6 位数字')
  await proof.getByLabel('短信验证码').fill('000000')
  await proof.getByRole('button', { name: '确认', exact: true }).click()
  await expect(proof.getByRole('alert')).toContainText('验证码不对或已过期')
  expect(errors.splice(0).filter((each) => !/status of 4(03|22)/.test(each))).toEqual([])
  await seen('codes proof')
  await proof.getByRole('button', { name: '取消' }).click()
  await expect(first.getByRole('alert')).toContainText(title)

  // And with the right one it goes on by itself, where it was.
  await growOld(first, '**/api/totp', title)
  const turnOn = first.getByRole('button', { name: '启用动态口令' })
  await turnOn.click()
  await proveByText(proof)
  await expect(proof).toBeHidden()
  expect(errors.splice(0).filter((each) => !/status of 403/.test(each))).toEqual([])
  const secret = (await first.locator('code').innerText()).replaceAll(/\s/g, '')
  expect(secret).toHaveLength(32)
  await expect(first.getByRole('link', { name: '在这部手机的验证器里打开' })).toHaveAttribute('href', /^otpauth:\/\/totp\//)
  await first.getByText('验证器在另一部手机上？扫这个码').click()
  await expect(first.getByRole('img', { name: '动态口令密钥的二维码' })).toBeVisible()
  await seen('codes offered')
  await codeField(first).fill('12')
  await first.getByRole('button', { name: '确认启用' }).click()
  await expect(first.getByRole('alert')).toContainText('6 位数字')
  await codeField(first).fill(appShows(secret, -1))
  await first.getByRole('button', { name: '确认启用' }).click()
  await expect(first.getByText('已启用：登录要短信验证码，再加动态口令。')).toBeVisible()
  await seen('codes on')

  // Another phone: the text message alone is not enough, and nobody else is asked for more.
  const second = await freshPhone(browser)
  await second.goto('/sign-in?back=/my/codes')
  await expect(codeField(second)).toHaveCount(0)
  await second.waitForTimeout(Math.max(0, asked + 61_000 - Date.now()))
  await proveNumber(second, number)
  await second.getByRole('button', { name: '登录', exact: true }).click()
  await expect(second.getByRole('alert')).toContainText('请输入验证器里的动态口令')
  expect(await look(second, [], { name: 'codes asked for' })).toEqual([])
  await second.setViewportSize(phone)
  await second.getByRole('button', { name: '验证器丢了' }).click()
  const question = second.getByRole('dialog', { name: '验证器丢了？' })
  await expect(question.getByText('一般是三天')).toBeVisible()
  await question.getByRole('button', { name: '取消' }).click()
  await codeField(second).fill(appShows(secret, -1))
  await second.getByRole('button', { name: '登录', exact: true }).click()
  await expect(second.getByText('已启用：登录要短信验证码，再加动态口令。')).toBeVisible()

  // Said to be lost on the one, seen and taken back on the other; the first page tells it, too.
  await second.getByRole('button', { name: '验证器丢了' }).click()
  await question.getByRole('button', { name: '登记' }).click()
  await expect(second.getByRole('heading', { name: /动态口令将在 .* 停用/ })).toBeVisible()
  await expect(second.getByRole('button', { name: '验证器丢了' })).toHaveCount(0)
  await visit(first, '/')
  await expect(first.getByRole('heading', { name: /动态口令将在 .* 停用/ })).toBeVisible()
  await visit(first, '/my')
  await seen('codes ending')
  await first.getByRole('link', { name: '保留动态口令' }).click()
  await expect(first.getByText('登记就取消')).toBeVisible()
  await seen('codes kept by one')
  await codeField(first).fill(appShows(secret))
  await first.getByRole('button', { name: '保留动态口令' }).click()
  await expect(first.getByRole('heading', { name: /动态口令将在/ })).toHaveCount(0)

  // The other phone is signed out, after a new text message again.
  await visit(first, '/my/sessions')
  await seen('devices')
  const { items } = (await (await first.request.get('/api/sessions')).json()) as {
    items: { id: string; current: boolean }[]
  }
  await growOld(first, `**/api/sessions/${items.find(({ current }) => !current)?.id}`, title)
  await first.getByRole('button', { name: '退出这台设备' }).click()
  await proveByText(proof)
  await expect(first.getByText('已退出那台设备。')).toBeVisible()
  await expect(first.locator('#content')).toBeFocused()
  await expect(first.getByRole('button', { name: /^退出/ })).toHaveCount(0)
  expect(errors.splice(0).filter((each) => !/status of 403/.test(each))).toEqual([])
  await visit(second, '/my/codes')
  await expect(second.getByText('请先用手机号登录')).toBeVisible()

  // Off again, by the app.
  await visit(first, '/my/codes')
  await codeField(first).fill(appShows(secret, 1))
  await first.getByRole('button', { name: '停用动态口令' }).click()
  await expect(turnOn).toBeVisible()
  await expect(first.getByRole('link', { name: '看看登录的设备' })).toBeVisible()
  expect(errors).toEqual([])
  await second.context().close()
  await first.context().close()
})
