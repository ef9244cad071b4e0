import { afterEach, expect, test, vi } from 'vitest'
import { forgetSession } from '../../session'
import { mounted, server, settled, type, type Mounted } from '../../testing'
import ConsentsPage from '../ConsentsPage.vue'
import DataPage from '../DataPage.vue'
import CorrectPage from './CorrectPage.vue'
import DisclosuresPage from './DisclosuresPage.vue'
import ErasePage from './ErasePage.vue'
import { markOf } from './erasure'
import PhonePage from './PhonePage.vue'
import { grouped } from './stored'

const me = { body: { account_id: 'a', name: '', kind: 'worker', demonstration: false } }
const signedIn = { 'GET /sessions/current': me }
const line = (record: string, now: boolean, until: string | null = null) => ({
  record,
  rows: 1,
  now,
  then: '。',
  until,
})
const plan = {
  ends_membership: true,
  withdraws_application: false,
  held: false,
  says: '您会随之退会。',
  asked_at: null,
  done_at: null,
  holds: [],
  lines: [line('会籍', true), line('授权同意', false, '2029-11-22')],
}

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}
let page: Mounted | undefined
afterEach(() => {
  page?.unmount()
  forgetSession()
  vi.unstubAllGlobals()
})
const press = async (text: string) => {
  const found = [...page!.root.querySelectorAll('button')].find((one) => one.textContent?.trim() === text)
  if (!found) throw new Error(`no button ${text} in ${page!.root.textContent}`)
  found.click()
  await settled()
}

test('rows of a kind stay together, each with its own fields', () => {
  const field = (record: string, row: number, label: string) => ({
    record,
    row,
    label,
    value: 'x',
    purpose: 'y',
  })
  const all = grouped([
    field('会籍', 1, '姓名'),
    field('会籍', 1, '状态'),
    field('会籍', 2, '姓名'),
    field('卡', 1, '号'),
  ])
  expect(all.map(({ label, rows }) => [label, rows.map((row) => row.length)])).toEqual([
    ['会籍', [2, 1]],
    ['卡', [1]],
  ])
})

test.each([
  [line('a', true), false, 'now'],
  [line('a', false, '2029-01-01'), false, 'kept'],
  [line('a', false, '2029-01-01'), true, 'kept'],
  [line('a', false), true, 'waits'],
] as const)('%o, held %s: %s', (one, held, mark) => {
  expect(markOf(one, held)).toBe(mark)
})

test('my data shows every record and can be taken away', async () => {
  const items = [
    { record: '会籍', row: 1, label: '姓名', value: '陈敏', purpose: '称呼您' },
    { record: '登录会话', row: 1, label: '设备', value: 'a', purpose: '保持登录' },
    { record: '登录会话', row: 2, label: '设备', value: 'b', purpose: '保持登录' },
  ]
  server({ ...signedIn, 'GET /my/data': { body: { items } } })
  page = await mounted(DataPage)
  expect(page.root.textContent).toContain('陈敏')
  expect(page.root.querySelector('summary')?.textContent).toContain('2')
  const links = [...page.root.querySelectorAll('a')].map((link) => link.getAttribute('href'))
  for (const href of ['/api/my/export', '/api/my/export?format=html', '/my/correct', '/my/erase'])
    expect(links).toContain(href)
})

test('erasing says first what goes and what a law keeps, and asks once', async () => {
  const { asked } = server({
    ...signedIn,
    'GET /my/erasure': { body: plan },
    'POST /my/erasure': {
      status: 201,
      body: { ...plan, asked_at: '2026-11-22T00:00:00Z', done_at: '2026-11-22T00:00:00Z' },
    },
  })
  page = await mounted(ErasePage)
  expect(page.root.textContent).toContain('您会随之退会。')
  expect(page.root.textContent).toContain('马上删除')
  expect(page.root.textContent).toContain('依法保留')
  await press('删除我的资料和账号')
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  await press('确定删除')
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ confirm: true })
  expect(document.activeElement?.textContent).toContain('已经删除')
})

test('what a law holds is named, and the wish is kept', async () => {
  const held = {
    ...plan,
    held: true,
    holds: [{ reason: '劳动争议仲裁', document_number: '7号', ends_on: '2027-01-01' }],
    lines: [line('会籍', false)],
  }
  server({
    ...signedIn,
    'GET /my/erasure': { body: held },
    'POST /my/erasure': { status: 201, body: { ...held, asked_at: '2026-11-22T00:00:00Z' } },
  })
  page = await mounted(ErasePage)
  expect(page.root.textContent).toContain('劳动争议仲裁（7号）')
  expect(page.root.textContent).toContain('暂缓')
  await press('删除我的资料和账号')
  await press('确定删除')
  expect(document.activeElement?.textContent).toContain('请求已经收下')
})

test('a correction says whether it is done or waits, and can be withdrawn', async () => {
  const waiting = {
    id: 'c',
    field: 'name',
    label: '姓名',
    wanted: '陈民',
    status: 'asked',
    says: '工会核对证件后更正。',
    note: '',
    asked_at: '2026-11-22T00:00:00Z',
  }
  const { asked } = server({
    ...signedIn,
    'GET /my/corrections': { body: { items: [waiting] } },
    'POST /my/corrections/c/steps': { body: { ...waiting, status: 'withdrawn' } },
  })
  page = await mounted(CorrectPage)
  expect(page.root.textContent).toContain('陈民')
  await press('提交更正')
  expect(page.root.querySelector('[role=alert]')?.textContent).toContain('请先选择')
  await press('撤回这项更正')
  expect(asked.at(-2)?.body).toEqual({ step: 'withdraw' })
})

test('the new phone is proved by its code before anything is sent', async () => {
  const { asked } = server({
    ...signedIn,
    'POST /my/phone': { status: 201, body: { says: '手机号码已更换。' } },
  })
  page = await mounted(PhonePage)
  await press('更换手机号码')
  expect(page.root.querySelector('[role=alert]')).not.toBeNull()
  type(page.root, 'phone', '158 1234 0987')
  type(page.root, 'code', '123456')
  await press('更换手机号码')
  expect(asked.at(-1)?.body).toEqual({ phone: '15812340987', code: '123456' })
  expect(page.root.textContent).toContain('手机号码已更换。')
})

test('who was given something is listed with the ground and the paper', async () => {
  const one = {
    id: 'd',
    at: '2026-11-22T00:00:00Z',
    recipient: '区人社局',
    purpose: '核对工伤保险',
    basis: 'consent',
    document_number: '7号',
    fields: '姓名',
    given_by: '王芳',
  }
  server({ ...signedIn, 'GET /my/disclosures': { body: { items: [one] } } })
  page = await mounted(DisclosuresPage)
  expect(page.root.textContent).toContain('区人社局')
  expect(page.root.textContent).toContain('您的单独同意（7号）')
})

test('what follows from withdrawing a consent stands beside the button', async () => {
  const consent = {
    id: 'c',
    purpose: '办理入会',
    text_version: '1',
    given_at: '2026-11-22T00:00:00Z',
    withdrawn_at: null,
    follows: '您随之退会，会员卡失效。',
  }
  server({ ...signedIn, 'GET /my/consents': { body: { items: [consent] } } })
  page = await mounted(ConsentsPage)
  expect(page.root.textContent).toContain('撤回之后：您随之退会，会员卡失效。')
})
