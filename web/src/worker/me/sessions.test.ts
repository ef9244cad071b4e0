// The list of devices: one signed out, or all but this one, and each time it is said and the list read anew.
import { afterEach, expect, test, vi } from 'vitest'
import { forgetSession } from '../session'
import { mounted, server, settled, type Mounted } from '../testing'
import { toast } from '../toast'
import SessionsPage from './SessionsPage.vue'

HTMLDialogElement.prototype.showModal ??= vi.fn()
const device = (id: string, current = false) => ({
  id,
  current,
  device: 'Android · Chrome',
  created_at: '2024-05-10T02:00:00Z',
  last_used_at: '2024-05-10T02:00:00Z',
})
let page: Mounted | undefined
afterEach(() => {
  page?.unmount()
  forgetSession()
  toast.value = ''
})

async function open() {
  let ids = ['here', 'there', 'anywhere']
  const listed = () => ({ body: { items: ids.map((id) => device(id, id === 'here')), next: null } })
  const { asked, table } = server({
    'GET /sessions/current': { body: { account_id: '1', name: '', kind: 'worker', demonstration: true } },
    'GET /sessions': listed,
    'DELETE /sessions/there': () => ((ids = ['here', 'anywhere']), { status: 204, body: null }),
    'POST /sessions/end-others': () => ((ids = ['here']), { status: 201, body: device('here', true) }),
  })
  page = await mounted(SessionsPage, '/my/sessions')
  return { asked, table, root: page.root }
}
async function press(root: HTMLElement, name: string): Promise<void> {
  const found = [...root.querySelectorAll('button')].filter((each) => each.textContent?.trim() === name)
  found.at(-1)?.click()
  await settled()
}

test('all other devices are signed out by one act, after it was asked for', async () => {
  const { asked, root } = await open()
  expect(root.querySelectorAll('article')).toHaveLength(3)
  await press(root, '退出其他所有设备')
  expect(root.querySelector('dialog')?.textContent).toContain('其他设备都要重新登录')
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  await press(root, '退出其他所有设备')
  expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
    '/sessions/end-others',
  ])
  expect(root.querySelectorAll('article')).toHaveLength(1)
  expect(root.querySelector('dialog')).toBeNull()
  expect(root.textContent).not.toContain('退出其他所有设备')
  expect(toast.value).toBe('其他设备都已退出。')
  expect(document.activeElement?.id).toBe('content')
})

test('who goes back ends none, and a refusal is said above the list', async () => {
  const { asked, table, root } = await open()
  await press(root, '退出其他所有设备')
  await press(root, '取消')
  expect(root.querySelector('dialog')).toBeNull()
  expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  table['POST /sessions/end-others'] = { status: 403, body: { title: '请先确认是您本人。' } }
  await press(root, '退出其他所有设备')
  await press(root, '退出其他所有设备')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('请先确认是您本人。')
  expect(root.querySelectorAll('article')).toHaveLength(3)
})

test('a single device is signed out, and the rest stays', async () => {
  const { root } = await open()
  root.querySelectorAll<HTMLElement>('article')[1]?.querySelector('button')?.click()
  await settled()
  expect(root.querySelectorAll('article')).toHaveLength(2)
  expect(toast.value).toBe('已退出那台设备。')
})
