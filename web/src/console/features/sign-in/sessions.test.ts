// The devices of a staff account: all but this one are signed out by one act.
import { expect, test, vi } from 'vitest'
import { button, click, mount, Refused, serve, text } from '../../parts/testing'
import SessionsPage from './SessionsPage.vue'

HTMLDialogElement.prototype.showModal ??= vi.fn()
const device = (id: string, current: boolean) => ({ id, current, device: '', account_id: '1' })

test('all other devices are signed out by one act, after it was asked for; a refusal is said where it was', async () => {
  let isRefused = true
  const asked = serve({
    'GET /api/sessions': () => ({ items: [device('here', true), device('there', false)], next: null }),
    'POST /api/sessions/end-others': () =>
      isRefused ? new Refused(403, { title: '请再输入一次密码' }) : device('here', true),
  })
  const { root } = await mount(SessionsPage)
  const posts = () => asked.filter(({ method }) => method === 'POST')
  await click(button(root, '退出其他所有设备'))
  const dialog = root.querySelector('dialog')!
  expect(text(dialog)).toContain('其他设备都要重新登录')
  expect(posts()).toHaveLength(0)
  await click(button(dialog, '退出其他所有设备'))
  expect(text(dialog.querySelector('[role=alert]'))).toContain('请再输入一次密码')
  isRefused = false
  const read = asked.length
  await click(button(dialog, '退出其他所有设备'))
  expect(posts()).toHaveLength(2)
  expect(dialog.open).toBe(false)
  expect(asked.slice(read).some(({ method }) => method === 'GET')).toBe(true)
})
