// A ranking of cities and the page of a drive: figures that were counted when things happened.
import { json, load, percentile } from './client.mjs'
import { nation } from './house.mjs'

const requests_each = 500

export async function measureFigures(bench) {
  const requests = bench.some(requests_each)
  let slowest = 0
  const server = await bench.serve()
  const { port } = server
  const headers = await server.signIn(bench.folder, nation)
  const asked = { ...headers, 'Accept-Encoding': 'gzip' }
  const { unit_id: top } = await json(port, { path: '/api/sessions/current', headers })
  const health = await load(port, 1, 2000, () => ({ path: '/healthz' }))
  const floor = percentile(health.ms, 0.99)

  const measure = async (what, path) => {
    await load(port, 1, 20, () => ({ path, headers: asked }))
    const { ms } = await load(port, 1, requests, () => ({ path, headers: asked }))
    slowest = Math.max(slowest, percentile(ms, 0.99))
    bench.row({
      measure: 'figures', what, figure: bench.ms(ms), aim: 'p99 10 ms', peer: `/healthz p99 ${floor.toFixed(2)} ms`, ratio: percentile(ms, 0.99) / floor,
    })
  }
  const ranking = (query) => `/api/measures/ranking?measure=members.joined&unit_id=${top}${query}`
  const provinces = await json(port, { path: ranking(''), headers })
  await measure(`ranking of ${provinces.items.length} provinces`, ranking(''))
  const cities = await json(port, { path: ranking('&depth=2'), headers })
  await measure(`ranking of ${cities.items.length} cities, ${bench.number(cities.total)} members`, ranking('&depth=2'))
  const counties = await json(port, { path: ranking('&depth=3'), headers })
  await measure(`ranking of ${counties.items.length} units three levels down`, ranking('&depth=3'))
  await measure('the cities for two months', ranking('&depth=2&from=2023-03&to=2023-04'))

  const { items } = await json(port, { path: '/api/drives', headers })
  const drive = items[0].id
  const shown = await json(port, { path: `/api/drives/${drive}/figures`, headers })
  await measure(`figures of a drive: ${shown.events} events, ${shown.members} members`, `/api/drives/${drive}/figures`)
  bench.card('A9', { p99_ms: slowest, members: bench.members })
  await server.stop()
}
