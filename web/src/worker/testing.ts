// Helpers of the tests of this app: mounting a part, waiting for it, and a small server that answers from a table.
import { createApp, nextTick, type Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { vi } from 'vitest'

export interface Mounted {
  root: HTMLElement
  router: Router
  unmount(): void
}

/** Mounts a part at an address; every other address leads to an empty page. */
export async function mounted(
  part: Component,
  address = '/',
  props: Record<string, unknown> = {},
): Promise<Mounted> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  })
  await router.push(address)
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp(part, props).use(router)
  app.mount(root)
  await settled()
  return {
    root,
    router,
    unmount() {
      app.unmount()
      root.remove()
    },
  }
}

/** Lets answers arrive and the page be drawn again. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((go) => setTimeout(go, 0))
    await nextTick()
  }
}

export interface Asked {
  method: string
  path: string
  body: unknown
  key: string | null
}
type Reply = { status?: number; body: unknown } | 'no network'
type Table = Record<string, Reply | ((asked: Asked) => Reply)>

/** Answers `METHOD /path` (below /api) from a table that may be changed on the way; remembers what was asked. */
export function server(table: Table): { asked: Asked[]; table: Table } {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname } = new URL(url, 'http://unionhall.test')
    const request: Asked = {
      method: init.method ?? 'GET',
      path: pathname.replace(/^\/api/, ''),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      key: new Headers(init.headers).get('Idempotency-Key'),
    }
    asked.push(request)
    const entry = table[`${request.method} ${request.path}`] ?? { status: 404, body: { title: '没有。' } }
    const reply = typeof entry === 'function' ? entry(request) : entry
    if (reply === 'no network') throw new TypeError('no network')
    const status = reply.status ?? 200
    return new Response(status === 204 ? null : JSON.stringify(reply.body), { status })
  })
  return { asked, table }
}

export function type(root: ParentNode, id: string, text: string): void {
  const field = root.querySelector<HTMLInputElement>(`#${id}`)!
  field.value = text
  field.dispatchEvent(new Event('input'))
}
