import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clearTab } from '../left-here'
import { forgetSession, knowSession } from '../session'
import { mounted, server, settled, type, type Mounted } from '../testing'
import { emptyDraft, restoreDraft, saveDraft } from './draft'
import JoinPage from './JoinPage.vue'

const stranger = { body: { account_id: null, kind: null, name: '', demonstration: true } }
const worker = { body: { account_id: '1', name: '陈敏', kind: 'worker', demonstration: true } }
const notice = {
  body: {
    version: '2024-05',
    hash: 'h',
    text: '谁在处理：您所在地的工会。',
    voluntariness: '入会完全自愿。',
  },
}
const nobody = { body: { person: null, application: null, member: null, card: null } }
const home = { body: { unit_id: '0000000000010', unit_name: '货运行业工会联合会', reason: '就近。' } }

let page: Mounted | undefined
const press = async (selector: string) => {
  page!.root.querySelector<HTMLElement>(selector)!.click()
  await settled()
}
const submit = async () => {
  page!.root.querySelector('form')!.dispatchEvent(new Event('submit'))
  await settled()
}
const text = () => page!.root.textContent ?? ''
const complete = () =>
  saveDraft({
    ...emptyDraft(),
    step: 'confirm',
    notice_version: '2024-05',
    voluntary: true,
    name: '陈敏',
    occupation: 'truck_driver',
    division_code: '650204001',
    divisionName: '白碱滩区中兴路街道',
  })

/** Opens the page as a browser would after a reload: nothing is kept but the storage and the cookie. */
async function open(address = '/join') {
  page?.unmount()
  forgetSession()
  await knowSession()
  page = await mounted(JoinPage, address)
}

// The later steps are fetched when they are wanted; here they are there already.
beforeAll(() =>
  Promise.all([import('./StepPhone.vue'), import('./StepAbout.vue'), import('./StepConfirm.vue')]),
)
beforeEach(() => clearTab(Infinity))
afterEach(() => {
  page?.unmount()
  page = undefined
  vi.unstubAllGlobals()
})

test('a stranger goes from the notice over the phone to the own data, and an invitation is filled in', async () => {
  const { table, asked } = server({
    'GET /sessions/current': stranger,
    'GET /join/notice': notice,
    'POST /phone-codes': {
      status: 202,
      body: { expires_in_s: 300, resend_in_s: 60, demonstration_code: '362514' },
    },
    'POST /phone-sessions': {
      status: 201,
      body: { token: 't', account: { id: '1', name: '', kind: 'worker' } },
    },
  })
  await open()
  expect(text()).toContain('入会完全自愿。')
  await submit()
  expect(document.activeElement?.className).toBe('u-problems')
  await press('#voluntary')
  expect(page!.root.querySelector('.u-problems')).toBeNull()
  await submit()

  type(page!.root, 'phone', '138 0013 8000')
  await press('.u-field-row button')
  expect(text()).toContain('362514')
  type(page!.root, 'code', '362514')
  table['GET /sessions/current'] = worker
  table['GET /my'] = {
    body: { ...nobody.body, invitation: { id: '0000000000077', name: '陈敏', occupation: 'truck_driver' } },
  }
  await submit()

  expect(asked.find(({ path }) => path === '/phone-sessions')?.body).toEqual({
    phone: '13800138000',
    code: '362514',
    purpose: 'join',
  })
  expect(page!.root.querySelector<HTMLInputElement>('#name')?.value).toBe('陈敏')
  expect(page!.root.querySelector('#occupation')?.textContent).toContain('货车司机')
  expect(JSON.stringify(sessionStorage)).not.toContain('362514')
})

test('when the line breaks, nothing is lost and the second try carries the same key', async () => {
  const { table, asked } = server({
    'GET /sessions/current': worker,
    'GET /my': nobody,
    'GET /join/notice': notice,
    'GET /join/home-unit': home,
    'POST /applications': 'no network',
  })
  complete()
  await open('/join?step=confirm')
  expect(text()).toContain('货运行业工会联合会')
  await press('.u-button.main')
  expect(page!.root.querySelector('.u-problems')?.textContent).toContain('连不上服务器')

  const done = {
    id: 'a',
    status: 'submitted',
    unit_name: '货运行业工会联合会',
    cooling_ends_on: '2024-05-28',
  }
  table['POST /applications'] = { status: 201, body: done }
  await press('.u-button.main')
  expect(text()).toContain('申请已提交')
  expect(text()).toContain('2024年5月28日')
  const sent = asked.filter(({ path }) => path === '/applications')
  expect(sent.length).toBe(2)
  expect(sent[0]?.key).toBe(sent[1]?.key)
  expect(sent[1]?.body).toMatchObject({ voluntary: true, division_code: '650204001' })
  expect(await restoreDraft()).toEqual(emptyDraft())
})

test('a second membership is refused with the sentence of the server and a way on', async () => {
  server({
    'GET /sessions/current': worker,
    'GET /my': nobody,
    'GET /join/notice': notice,
    'GET /join/home-unit': home,
    'POST /applications': { status: 409, body: { title: '这个手机号已经有一个会籍。' } },
  })
  complete()
  await open('/join?step=confirm')
  await press('.u-button.main')
  expect(page!.root.querySelector('[role=alert]')?.textContent).toContain('这个手机号已经有一个会籍。')
  expect(page!.root.querySelector('.u-notice a')?.getAttribute('href')).toBe('/')
})

test('a member is told so at once and not led through the steps', async () => {
  const member = { id: 'm', status: 'active', joined_on: '2024-05-22', card_number: '1', unit_id: 'u' }
  server({ 'GET /sessions/current': worker, 'GET /my': { body: { ...nobody.body, member } } })
  await open()
  expect(text()).toContain('您已经是会员了')
  expect(page!.root.querySelector('form')).toBeNull()
})

test('a newer notice asks for the tick again', async () => {
  const newer = { body: { ...notice.body, version: '2024-06' } }
  server({ 'GET /sessions/current': worker, 'GET /my': nobody, 'GET /join/notice': newer })
  complete()
  await open('/join?step=notice')
  expect(page!.root.querySelector<HTMLInputElement>('#voluntary')?.checked).toBe(false)
})
