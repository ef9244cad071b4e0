// A person's rights, at 320 pixels: see everything, take it away, correct, change the phone, withdraw, be forgotten.
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { approve, join, karamay, proveNumber, staff, type Worker } from '../support/people'
import { listen, violationsOf, visit } from '../support/watch'

const her: Worker = { name: '古丽娜尔', number: '13880050001', place: karamay, work: '快递员' }
const newNumber = '13880050002'

async function noWiderThan(page: Page, pixels: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(pixels)
}

test('a member sees, takes away, corrects and erases what is stored about her', async ({ browser }) => {
  test.setTimeout(180_000)
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const errors = listen(page)
  await join(page, her)
  const committee = await staff(browser, 'committee')
  await approve(committee, [her.name])

  // Everything that is stored, each with what it is for, and as a file.
  await visit(page, '/my/data')
  await expect(page.getByRole('heading', { name: '会籍', exact: true })).toBeVisible()
  await expect(page.getByText(her.name).first()).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await noWiderThan(page, 320)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载文件（JSON）' }).click()
  const file = await (await download).path()
  expect(await readFile(file, 'utf8')).toContain(her.name)
  const print = context.waitForEvent('page')
  await page.getByRole('link', { name: '打开可打印的网页' }).click()
  const printed = await print
  await expect(printed.getByRole('heading', { name: '我的资料' })).toBeVisible()
  await expect(printed.getByText(her.name).first()).toBeVisible()
  await printed.close()

  // Plain fields at once; the name after the committee has looked.
  await visit(page, '/my/correct')
  await page.getByRole('button', { name: /更正哪一项/ }).click()
  await page.getByRole('dialog').getByText('工作单位或平台').click()
  await page.getByLabel('应当是').fill('中通快递')
  await page.getByRole('button', { name: '提交更正' }).click()
  await expect(page.getByText('已经更正。')).toBeVisible()
  await page.getByRole('button', { name: /更正哪一项/ }).click()
  await page.getByRole('dialog').getByText('姓名', { exact: true }).click()
  await page.getByLabel('应当是').fill('古丽娜儿')
  await page.getByRole('button', { name: '提交更正' }).click()
  await expect(page.getByRole('heading', { name: '姓名：古丽娜儿' })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await noWiderThan(page, 320)

  // Another phone, by a code to it.
  await visit(page, '/my/phone')
  await proveNumber(page, newNumber)
  await page.getByRole('button', { name: '更换手机号码', exact: true }).click()
  await expect(page.getByText(/手机号码已更换/)).toBeVisible()

  // What follows from withdrawing stands there before anybody withdraws.
  await visit(page, '/my/consents')
  await expect(page.getByText(/撤回之后：入会申请随之撤回/)).toBeVisible()
  await visit(page, '/my/disclosures')
  await expect(page.getByText('没有向任何单位提供过您的资料。')).toBeVisible()

  // And being forgotten.
  await visit(page, '/my/erase')
  await expect(page.getByText('马上删除').first()).toBeVisible()
  await expect(page.getByText(/法律要求/).first()).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await noWiderThan(page, 320)
  await page.getByRole('button', { name: '删除我的资料和账号' }).click()
  const question = page.getByRole('dialog', { name: '确定删除您的资料和账号吗？' })
  await question.getByRole('button', { name: '确定删除' }).click()
  await expect(page.getByText('已经删除。')).toBeFocused()
  expect(errors).toEqual([])

  await visit(page, '/my')
  await expect(page.getByText('您还没有登录。')).toBeVisible()
  await visit(committee, `/console/members?q=${encodeURIComponent(her.name)}`)
  await expect(committee.getByText(her.name, { exact: true })).toHaveCount(0)
  await context.close()
})
