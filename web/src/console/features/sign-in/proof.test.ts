// The dialog before a sensitive act: asks once, says what was wrong, and lets the act go on or tells why it was not done.
import { expect, test, vi } from 'vitest'
import { api } from '../../../shared/http'
import { button, click, mount, Refused, serve, settle, text, type } from '../../parts/testing'
import { session, type Session } from '../../session'
import ProofDialog from './ProofDialog.vue'

HTMLDialogElement.prototype.showModal ??= vi.fn()
const unproved = new Refused(403, { type: 'urn:unionhall:problem:unproved', title: '请再输入一次密码' })
const wrong = new Refused(422, { title: '不对', problems: [{ field: 'password', message: '密码不对，请再试。' }] })

function sensitive(proofs: unknown[]) {
  let isProved = false
  return serve({
    'POST /api/role-grants': () => (isProved ? { id: '1' } : unproved),
    'POST /api/sessions/proof': () => {
      const answer = proofs.shift()
      isProved = !(answer instanceof Refused)
      return answer
    },
  })
}

test('a wrong password is said, a right one lets the act go on with the same key, and nothing typed stays', async () => {
  session.value = { totp_enabled: true } as Session
  const asked = sensitive([wrong, { until: '2024-05-10T02:15:00Z' }])
  const { root } = await mount(ProofDialog)
  const act = api.post('/role-grants', { role: 'x' })
  await settle()
  await type(root.querySelector('#proof-password'), 'not this one')
  await type(root.querySelector('#proof-code'), '123 456')
  await click(button(root, '确认'))
  expect(text(root.querySelector('[role=alert]'))).toContain('密码不对，请再试。')
  expect((root.querySelector('#proof-code') as HTMLInputElement).value).toBe('')
  await type(root.querySelector('#proof-password'), 'this one')
  await click(button(root, '确认'))
  expect(await act).toEqual({ id: '1' })
  expect(root.querySelector('#proof-password')).toBeNull()
  const [first, , , again] = asked
  expect(first?.headers['Idempotency-Key']).toBe(again?.headers['Idempotency-Key'])
  expect(asked[1]?.body).toEqual({ password: 'not this one', code: '123456' })
})

test('the focus goes back to what the proof was asked for, as soon as that may be pressed again', async () => {
  session.value = { totp_enabled: false } as Session
  sensitive([{ until: '2024-05-10T02:15:00Z' }])
  const { root } = await mount(ProofDialog)
  const opener = document.body.appendChild(document.createElement('button'))
  opener.focus()
  opener.disabled = true
  // As browsers do when what has the focus comes to rest.
  opener.blur()
  const act = api.post('/role-grants', { role: 'z' })
  await settle()
  expect(document.activeElement?.id).toBe('proof-password')
  await type(root.querySelector('#proof-password'), 'this one')
  await click(button(root, '确认'))
  await act
  expect(root.querySelector('dialog')?.open).toBe(false)
  expect(document.activeElement).not.toBe(opener)
  opener.disabled = false
  await settle()
  expect(document.activeElement).toBe(opener)
})

test('who has no one-time codes is asked for none, and who goes back is told why nothing was done', async () => {
  session.value = { totp_enabled: false } as Session
  sensitive([])
  const { root } = await mount(ProofDialog)
  const act = api.post('/role-grants', { role: 'y' })
  const refused = expect(act).rejects.toMatchObject({ status: 403, title: '请再输入一次密码' })
  await settle()
  expect(root.querySelector('#proof-code')).toBeNull()
  await click(button(root, '取消'))
  await refused
})
