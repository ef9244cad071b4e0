// The first pages in a browser: their bytes, and the time until they can be used on a slow phone and a slow line.
import { createRequire } from 'node:module'
import path from 'node:path'
import { json, median } from './client.mjs'

const { chromium } = createRequire(path.resolve('web/package.json'))('playwright-core')
const tries = 3
const lines = [
  ['slow 3G', { latency: 400, kbit: 400 }],
  ['slow 4G', { latency: 150, kbit: 1600 }],
]
const slowdown = 4
// Without these the browser asks its maker for updates, and under some accounts it will not start.
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync']

// As the decisions about the faces have it: kilobytes of JS and CSS, and seconds on slow 3G and slow 4G.
const pages = [
  { what: 'console, sign-in page', path: '/console/', ready: 'form input' },
  { what: 'console, work list, signed in', path: '/console/', login: 'district', ready: '.lines li, .waiting-card:not(.ghost)', kb: 163, s: { 'slow 4G': 2.0 } },
  { what: 'console, members, signed in', path: '/console/members', login: 'district', ready: 'table tbody tr td', kb: 163, s: { 'slow 4G': 2.0 } },
  { what: 'worker, home', path: '/', ready: 'main a[href="/join"]', kb: 60, s: { 'slow 3G': 2.7, 'slow 4G': 1.3 } },
  { what: 'worker, stations', path: '/stations', ready: 'main button', s: {} },
  { what: 'bulletin, public', path: '/bulletins/', bulletin: true, ready: 'main, article, body h1', s: {} },
]

async function visit(browser, address, page, cookies, line) {
  const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block' })
  await context.addCookies(cookies)
  const tab = await context.newPage()
  const cdp = await context.newCDPSession(tab)
  await cdp.send('Network.enable')
  let bytes = 0
  cdp.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
  if (line) {
    const rate = (line.kbit * 1000) / 8
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: line.latency, downloadThroughput: rate, uploadThroughput: rate })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  }
  const began = performance.now()
  await tab.goto(address + page.path, { waitUntil: 'commit', timeout: 60_000 })
  await tab.locator(page.ready).first().waitFor({ state: 'visible', timeout: 60_000 })
  const ms = performance.now() - began
  await tab.waitForLoadState('networkidle', { timeout: 60_000 })
  await context.close()
  return { ms, bytes }
}

export async function measurePages(bench) {
  const server = await bench.serve()
  const address = `http://127.0.0.1:${server.port}`
  const bearer = await server.signIn(bench.folder, 'region')
  const { items } = await json(server.port, { path: '/api/bulletins', headers: bearer })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
  for (const page of pages) {
    if (page.bulletin) page.path += items.find((item) => item.status === 'published').id
    const cookies = []
    if (page.login) {
      const token = (await server.signIn(bench.folder, page.login)).Authorization.slice(7)
      cookies.push({ name: 'unionhall_session', value: token, url: address })
    }
    const { bytes } = await visit(browser, address, page, cookies)
    bench.row({
      measure: 'pages', what: `${page.what}: everything that a first visit transfers`, figure: `${(bytes / 1000).toFixed(1)} kB`,
      aim: page.kb && `${page.kb} kB`, peer: page.kb && 'the budget of its JS and CSS', ratio: page.kb && bytes / 1000 / page.kb,
    })
    for (const [name, line] of lines) {
      const ms = []
      for (let i = 0; i < tries; ++i) ms.push((await visit(browser, address, page, cookies, line)).ms)
      const budget = page.s?.[name]
      bench.row({
        measure: 'pages', what: `${page.what}: usable on ${name}, processor ${slowdown}x slower; median of ${tries}`,
        figure: `${(median(ms) / 1000).toFixed(2)} s`, aim: budget && `${budget} s`, peer: budget && 'the budget', ratio: budget && median(ms) / 1000 / budget,
      })
    }
  }
  await browser.close()
  await server.stop()
}
