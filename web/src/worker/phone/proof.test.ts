// The dialog before a sensitive act: a wrong code is said, a right one lets the act go on, and going back tells why it was not.
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '@shared/http'
import { endProof, proofWanted } from '@shared/proof'
import { session } from '../session'
import { mounted, server, settled, type Mounted } from '../testing'
import ProofDialog from './ProofDialog.vue'

HTMLDialogElement.prototype.showModal ??= vi.fn()
const unproved = {
  status: 403,
  body: { type: 'urn:unionhall:problem:unproved', title: '请先用一个新的短信验证码', problems: [] },
}
const wrong = { status: 422, body: { title: '不对', problems: [{ field: 'code', message: '验证码不对。' }] } }

const wrongOfApp = {
  status: 422,
  body: { title: '不对', problems: [{ field: 'one_time_code', message: '动态口令不对。' }] },
}

let shown: Mounted | undefined
afterEach(() => {
  shown?.unmount()
  sessionStorage.clear()
})

async function sensitive(codes: string[]) {
  let isProved = false
  const { asked } = server({
    'POST /totp': () => (isProved ? { body: { secret: 'x' } } : unproved),
    'POST /my/phone-codes': { body: { expires_in_s: 600, resend_in_s: 60, demonstration_code: '362514' } },
    'POST /my/proof': ({ body }) => {
      const given = body as { code?: string; one_time_code?: string }
      isProved = given.one_time_code === '123456' || codes.includes(given.code ?? '')
      if (isProved) return { body: { until: '2024-05-10T02:15:00Z' } }
      return given.one_time_code ? wrongOfApp : wrong
    },
  })
  const act = api.post('/totp')
  act.catch(() => undefined)
  await settled()
  expect(proofWanted.value).toBe(true)
  shown = await mounted(ProofDialog, '/', { onEnd: endProof })
  return { asked, act, root: shown.root }
}
const named = (root: HTMLElement, name: string) =>
  [...root.querySelectorAll('button')].find((each) => each.textContent?.trim() === name)
async function submit(root: HTMLElement, code: string, where = '#proof_code') {
  const field = root.querySelector<HTMLInputElement>(where)
  if (!field) throw new Error('there is no field for the code')
  field.value = code
  field.dispatchEvent(new Event('input'))
  root.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
}

test('a new code goes to the own phone, a wrong one is said, a right one lets the act go on with the same key', async () => {
  const { asked, act, root } = await sensitive(['362514'])
  named(root, '获取验证码')?.click()
  await settled()
  expect(root.textContent).toContain('验证码是 362514')
  await submit(root, '36251')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('请填写短信里的 6 位数字')
  await submit(root, '111111')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('验证码不对。')
  expect(root.querySelector('#proof_code')?.getAttribute('aria-invalid')).toBe('true')
  await submit(root, '362 514')
  expect(await act).toEqual({ secret: 'x' })
  expect(proofWanted.value).toBe(false)
  const acts = asked.filter(({ path }) => path === '/totp')
  expect(acts).toHaveLength(2)
  expect(acts[0]?.key).toBe(acts[1]?.key)
  expect(asked.filter(({ path }) => path === '/my/proof').map(({ body }) => body)).toEqual([
    { code: '111111' },
    { code: '362514' },
  ])
})

test('who has the app and gets no messages proves by the app', async () => {
  session.account = { account_id: '1', name: '', kind: 'worker', totp_enabled: true }
  const { asked, act, root } = await sensitive([])
  named(root, '收不到短信，用动态口令确认')?.click()
  await settled()
  await submit(root, '12', '#proof_app')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('请填写验证器里的 6 位数字')
  await submit(root, '111111', '#proof_app')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('动态口令不对')
  await submit(root, '123 456', '#proof_app')
  expect(await act).toEqual({ secret: 'x' })
  expect(asked.some(({ path }) => path === '/my/phone-codes')).toBe(false)
  session.account = undefined
})

test('the focus goes back to what opened it when the page takes the dialog away', async () => {
  const opener = document.body.appendChild(document.createElement('button'))
  opener.focus()
  const { root } = await sensitive(['362514'])
  root.querySelector<HTMLInputElement>('#proof_code')?.focus()
  const dialog = root.querySelector('dialog')
  shown?.unmount()
  shown = undefined
  expect(dialog?.open).toBe(false)
  expect(document.activeElement).toBe(opener)
  opener.remove()
  endProof(false)
})

test('who goes back is told why nothing was done', async () => {
  const { act } = await sensitive([])
  endProof(false)
  await expect(act).rejects.toMatchObject({ status: 403, title: '请先用一个新的短信验证码' })
})
