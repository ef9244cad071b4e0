// Mounts a component for a test and answers what it asks of the server; nothing leaves the test.
import { createApp, h, nextTick, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { afterEach, vi } from 'vitest'

export interface Asked {
  method: string
  url: string
  headers: Record<string, string>
  body: unknown
}
type Answer = unknown | ((asked: Asked) => unknown)

export class Refused {
  constructor(
    readonly status: number,
    readonly body: unknown = {},
  ) {}
}

/** Answers by "METHOD /api/path" (without the query); whatever is not named is answered by an empty list. */
export function serve(answers: Record<string, Answer>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const request: Asked = {
      method: init.method ?? 'GET',
      url,
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
    }
    asked.push(request)
    const answer = answers[`${request.method} ${url.split('?')[0]}`] ?? { items: [], next: null }
    const value = typeof answer === 'function' ? (answer as (asked: Asked) => unknown)(request) : answer
    return value instanceof Refused
      ? new Response(JSON.stringify(value.body), { status: value.status })
      : new Response(JSON.stringify(value), { status: 200 })
  })
  return asked
}

const mounted: (() => void)[] = []
afterEach(() => {
  mounted.splice(0).forEach((end) => end())
  document.body.innerHTML = ''
  window.history.replaceState(null, '')
})

export async function mount(component: Component, props: Record<string, unknown> = {}, at = '/') {
  const root = document.createElement('div')
  document.body.append(root)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  })
  await router.push(at)
  const app = createApp({ render: () => h(component, props) })
  app.use(router).mount(root)
  mounted.push(() => app.unmount())
  await settle()
  return { root, router }
}

/** Waits until answers have arrived and are drawn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    await new Promise((done) => setTimeout(done, 0))
    await nextTick()
  }
}

export const text = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

export function button(root: ParentNode, label: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (each) => text(each) === label || each.getAttribute('aria-label') === label,
  )
  if (!found) throw new Error(`no button "${label}"`)
  return found
}

export async function type(element: Element | null, value: string): Promise<void> {
  const box = element as HTMLInputElement
  box.value = value
  box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  await settle()
}
export async function click(element: Element | null): Promise<void> {
  ;(element as HTMLElement).click()
  await settle()
}
