import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import App from '../App.vue'
import { server, settled } from '../testing'
import HomePage from './HomePage.vue'

const file = path.resolve(import.meta.dirname, 'first-sight.html')

beforeEach(() => localStorage.clear())

/** The first page as somebody sees it who never signed in on this phone; one element a line. */
async function drawn(): Promise<string> {
  server({ 'GET /sessions/current': { body: { account_id: null, demonstration: false } } })
  const empty = { render: () => null }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: HomePage },
      { path: '/:rest(.*)*', component: empty },
    ],
  })
  await router.push('/')
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp(App).use(router)
  app.mount(root)
  await settled()
  const html = root.innerHTML
  app.unmount()
  return (
    html
      .replace(/<!--.*?-->/g, '')
      .replace('class="app"', 'class="app first-sight"')
      .replace(/></g, '>\n<')
      .replace(/>\n<\//g, '></')
      .replace(/ (class|aria-current)=""/g, '') + '\n'
  )
}

test('what is seen before the script arrives is what the script draws (UPDATE_GOLDEN=1 writes it)', async () => {
  const now = await drawn()
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, now)
  expect(readFileSync(file, 'utf8')).toBe(now)
  for (const way of ['/join', '/sign-in', '/check-card', '/check-in', '/confirm', '/settings', '/my/card'])
    expect(now).toContain(`href="${way}"`)
})
