// The phone's own search for the nearest stations, in a browser slowed down as a cheap phone is: no network, no server.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { percentile } from './client.mjs'

const require = createRequire(path.resolve('web/package.json'))
const { chromium } = require('playwright-core')
const slowdown = 4
const stations = 200_000
const searches = 400
const nearest = 5

/** The index and the peer as one script that leaves them at `window.measured`. */
async function bundled() {
  const { build } = await import(pathToFileURL(path.resolve('web/node_modules/vite/dist/node/index.js')).href)
  const folder = path.resolve('web/src/worker/stations'), shared = path.resolve('web/src/shared')
  const entry = `import { NearestIndex } from ${JSON.stringify(`${folder}/nearest.ts`)}
    import { metresBetween } from '@shared/geo'
    window.measured = { NearestIndex, metresBetween }`
  const named = 'measured.js'
  const { output } = await build({
    logLevel: 'silent', configFile: false, root: folder, resolve: { alias: { '@shared': shared } },
    plugins: [{ name: named, resolveId: (id) => (id === named ? id : undefined), load: (id) => (id === named ? entry : undefined) }],
    build: { write: false, target: 'es2022', rolldownOptions: { input: named } },
  }).then((built) => (Array.isArray(built) ? built[0] : built))
  return output[0].code
}

/** In the page: builds the index, then searches from places that are no stations; with looking at all of them as the peer. */
function inThePage({ stations, searches, nearest }) {
  const { NearestIndex, metresBetween } = window.measured
  let state = 42
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  // As thick on the ground as the country is: most of them in a few cities.
  const cities = Array.from({ length: 300 }, () => [75 + random() * 55, 20 + random() * 28])
  const place = () => {
    const [longitude, latitude] = cities[Math.floor(random() ** 2 * cities.length)]
    return { longitude: longitude + (random() + random() - 1) / 2, latitude: latitude + (random() + random() - 1) / 2 }
  }
  const places = Array.from({ length: stations }, place)
  const began = performance.now()
  const index = new NearestIndex(places)
  const built = performance.now() - began
  const each = []
  let wrong = 0
  let whole = 0
  for (let search = 0; search < searches; search++) {
    const from = place()
    const start = performance.now()
    const found = index.nearest(from, nearest)
    each.push(performance.now() - start)
    if (search % 100) continue
    const looked = performance.now()
    const all = places.map((one) => metresBetween(from, one))
    const order = all.map((_, one) => one).sort((a, b) => all[a] - all[b])
    whole = performance.now() - looked
    found.forEach((one, rank) => (wrong += Math.abs(all[one] - all[order[rank]]) > 1e-3))
  }
  return { built, each, whole, wrong }
}

export async function measurePhone(bench) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
  const tab = await browser.newPage()
  await tab.addScriptTag({ content: await bundled(), type: 'module' })
  const cdp = await tab.context().newCDPSession(tab)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const { built, each, whole, wrong } = await tab.evaluate(inThePage, { stations, searches, nearest })
  const sorted = each.toSorted((a, b) => a - b)
  const what = `nearest ${nearest} of ${bench.number(stations)} stations, processor ${slowdown}x slower`
  bench.row({ measure: 'phone', what: `${what}; ${wrong ? `${wrong} WRONG` : 'exact'}`, figure: bench.ms(sorted), aim: '5 ms',
    peer: `looking at all of them: ${whole.toFixed(0)} ms`, ratio: percentile(sorted, 0.99) / whole })
  bench.row({ measure: 'phone', what: `the index over ${bench.number(stations)} stations, built once`, figure: `${built.toFixed(0)} ms` })
  await browser.close()
}
