// An export of everybody who joined in a drive: the region asks, two security administrators read and approve, the region
// downloads once, and every person in the file can see that it happened.
import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { look } from '../access/look'
import { staff } from '../support/people'
import { post } from '../support/post'
import { listen } from '../support/watch'

test.describe.configure({ mode: 'serial' })

const drive = '新就业形态劳动者集中入会'
const reason = '核对集中入会人员，准备入会慰问'
const people = 188
let request = ''
let file: string[][] = []

/** What one worker sees of who looked, signed in by a code to the phone in the file. */
async function looksOf(browser: Browser, phone: string): Promise<{ what: string; reason: string }[]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const sent = await post(page, '/api/phone-codes', { phone, purpose: 'sign_in' })
  const { demonstration_code: code } = (await sent.json()) as { demonstration_code: string }
  expect((await post(page, '/api/phone-sessions', { phone, code, purpose: 'sign_in' })).ok()).toBe(true)
  const looks = await page.request.get('/api/my/looks')
  const { items } = (await looks.json()) as { items: { what: string; reason: string }[] }
  await page.goto('/my/looks')
  await expect(page.getByText(reason).first()).toBeVisible()
  await context.close()
  return items
}

test('the region asks to export everybody of a drive with their phones', async ({ browser }) => {
  const page = await staff(browser, 'region')
  const errors = listen(page)
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '双人审批' }).click()
  await page.getByRole('button', { name: '提出申请' }).click()
  const form = page.getByRole('dialog', { name: '提出申请' })
  await form.getByLabel('要办什么事').selectOption({ label: '批量导出会员' })
  await form.getByRole('combobox', { name: '入会行动' }).fill(drive)
  await page.getByRole('option', { name: drive }).first().click()
  await form.getByLabel('包括手机号码').check()
  await form.getByLabel('理由').fill(reason)
  await form.getByRole('button', { name: '提交申请' }).click()

  await expect(page.getByText(`的 ${people} 名在册会员`)).toBeVisible()
  await expect(page.getByText('完整的手机号码')).toBeVisible()
  await expect(page.getByText('要由另一个人批准')).toBeVisible()
  await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  request = new URL(page.url()).pathname.split('/').pop() ?? ''
  // Neither by hand: one does not approve one's own, and nothing is given out before.
  expect((await post(page, `/api/approvals/${request}/download`, {})).status()).toBe(409)
  expect(await look(page, errors, { name: 'a request of one’s own', path: `/console/approvals/${request}` })).toEqual([])
  const dialog = { name: 'asking', path: '/console/approvals?ask=member_export' }
  expect(await look(page, [], dialog)).toEqual([])
})

test('the security administrator finds it in the work list, reads what will happen, and approves', async ({ browser }) => {
  const page = await staff(browser, 'security')
  await page.getByRole('link', { name: /等待您批准的双人审批/ }).click()
  await page.getByRole('link', { name: `查看 ${request}` }).click()
  await expect(page.getByText(`的 ${people} 名在册会员`)).toBeVisible()
  await expect(page.getByText(reason)).toBeVisible()
  // Approving something else than what was read is refused.
  const unread = { step: 'approve', payload_hash: '0'.repeat(64) }
  expect((await post(page, `/api/approvals/${request}/steps`, unread)).status()).toBe(409)
  await page.getByRole('button', { name: '批准', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '批准' })
  await expect(dialog.getByText('逐句读完')).toBeVisible()
  await dialog.getByRole('button', { name: '批准', exact: true }).click()
  // One is not enough: who approved and who is missing stands there, and nothing is given out.
  await expect(page.getByText('还差 1 人批准：可由方雅琴批准。')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '蒋文博' })).toBeVisible()
  await expect(page.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  expect((await post(page, `/api/approvals/${request}/download`, {})).status()).toBe(403)
})

test('the second security administrator approves, too', async ({ browser }) => {
  const region = await staff(browser, 'region')
  expect((await post(region, `/api/approvals/${request}/download`, {})).status()).toBe(409)
  const page = await staff(browser, 'security2')
  await page.getByRole('link', { name: /等待您批准的双人审批/ }).click()
  await page.getByRole('link', { name: `查看 ${request}` }).click()
  await page.getByRole('button', { name: '批准', exact: true }).click()
  await page
    .getByRole('dialog', { name: '批准' })
    .getByRole('button', { name: '批准', exact: true })
    .click()
  await expect(page.getByText('已批准').first()).toBeVisible()
  await expect(page.getByText('还差')).toHaveCount(0)
})

test('the region downloads the file once, and no second time', async ({ browser }) => {
  const page = await staff(browser, 'region')
  await page.goto(`/console/approvals/${request}`)
  await page.getByRole('button', { name: '下载（仅一次）' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: '下载（仅一次）' }).click(),
  ])
  const text = readFileSync(await saved.path(), 'utf8').replace(/^\uFEFF/, '')
  file = text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  expect(file).toHaveLength(people + 1)
  expect(file[0]?.slice(0, 2)).toEqual(['姓名', '手机号码'])
  for (const row of file.slice(1)) {
    expect(row[1]?.replaceAll(' ', '')).toMatch(/^1\d{10}$/)
    expect(row[row.length - 1]).toContain(request)
  }
  await expect(page.getByText('已执行').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '下载（仅一次）' })).toHaveCount(0)
  const again = await post(page, `/api/approvals/${request}/download`, {})
  expect(again.status()).toBe(409)
  expect(((await again.json()) as { title: string }).title).toContain('已经下载过一次')
})

test('everybody in the file sees under "who looked at my data" that it was exported, and why', async ({ browser }) => {
  const rows = file.slice(1)
  const some = [0, 1, 2, 60, 120, people - 2, people - 1].map((at) => rows[at]?.[1] ?? '')
  for (const phone of some) {
    const looks = await looksOf(browser, phone.replaceAll(' ', ''))
    const mine = looks.filter((each) => each.what.includes(request))
    expect(mine).toHaveLength(1)
    expect(mine[0]?.reason).toBe(reason)
    expect(mine[0]?.what).toContain('含手机号码')
  }
})

test('the three administrators have pages of their own, and the audit shows both halves of the request', async ({
  browser,
}) => {
  const own = { system: ['系统管理'], security: ['双人审批', '安全管理'], audit: ['审计', '签名链头'] }
  for (const [login, pages] of Object.entries(own)) {
    const page = await staff(browser, login)
    const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
    const names = await links.allInnerTexts()
    for (const name of pages) expect(names.map((each) => each.trim())).toContain(name)
    for (const [other, others] of Object.entries(own))
      if (other !== login) for (const name of others) expect(names.map((each) => each.trim())).not.toContain(name)
    for (const path of ['/api/members', '/api/applications'])
      expect((await page.request.get(path)).status()).toBe(403)
  }
  const audit = await staff(browser, 'audit')
  for (const verb of ['approval.asked', 'approval.approve', 'approval.executed']) {
    const lines = await audit.request.get(`/api/audit?verb=${verb}`)
    const { items } = (await lines.json()) as { items: { subject_id: string }[] }
    expect(items.map((line) => line.subject_id)).toContain(request)
  }
})
