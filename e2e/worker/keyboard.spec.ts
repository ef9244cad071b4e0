// Joining without touching the screen: Tab, Space, Enter, the arrows and what is typed.
import { expect, type Page, test } from '@playwright/test'
import { phone } from '../support/people'

const tabsMax = 40

type Role = 'link' | 'button' | 'checkbox' | 'textbox' | 'searchbox' | 'radio'

/** Tab until the wanted thing has the focus, as somebody does who sees where the focus is. */
async function tabTo(page: Page, role: Role, name: RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  await expect(wanted).toBeVisible()
  for (let pressed = 0; pressed < tabsMax; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${tabsMax} times Tab and no way to ${role} ${String(name)}`)
}
async function press(page: Page, role: 'link' | 'button', name: RegExp): Promise<void> {
  await tabTo(page, role, name)
  await page.keyboard.press('Enter')
}

test('a worker joins with the keyboard alone, and always sees where the focus is', async ({ browser }) => {
  const context = await browser.newContext({ viewport: phone, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/')
  await press(page, 'link', /我要入会/)

  await tabTo(page, 'checkbox', /自愿申请加入工会/)
  const outline = await page.getByRole('checkbox').evaluate((box) => getComputedStyle(box).outlineStyle)
  expect(outline).not.toBe('none')
  await page.keyboard.press('Space')
  await press(page, 'button', /下一步/)

  await expect(page.getByRole('heading', { name: '验证手机号' })).toBeFocused()
  await tabTo(page, 'textbox', /手机号/)
  await page.keyboard.type('13880060001')
  await press(page, 'button', /获取验证码/)
  await press(page, 'button', /填入/)
  await press(page, 'button', /验证并继续/)

  await expect(page.getByRole('heading', { name: '您的情况' })).toBeFocused()
  await tabTo(page, 'textbox', /姓名/)
  await page.keyboard.type('买买提江')
  await press(page, 'button', /从事的工作/)
  await tabTo(page, 'radio', /^快递员/)
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: /从事的工作.*快递员/ })).toBeFocused()

  await press(page, 'button', /在哪里工作/)
  await tabTo(page, 'searchbox', /搜索地名/)
  await page.keyboard.type('银河路')
  await press(page, 'button', /克拉玛依区银河路街道/)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: /在哪里工作.*银河路街道/ })).toBeFocused()
  await press(page, 'button', /下一步/)

  await expect(page.getByRole('heading', { name: '核对并提交' })).toBeFocused()
  await expect(page.getByText('为什么是它')).toBeVisible()
  await press(page, 'button', /确认提交/)
  await expect(page.getByText('申请已提交')).toBeVisible()
})
