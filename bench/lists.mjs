// The list of members, as four people see it: with reach, filters, search, order, and pages further on.
import { json, load, percentile } from './client.mjs'
import { nation } from './house.mjs'

const requests_of_a_person = 500
const warming = 20
const people = [[nation, 'country'], ['region', 'region'], ['district', 'district'], ['committee', 'one union']]
const names = ['王', '李', '张伟', '刘', '陈静', '杨', '赵', '黄磊', '周', '吴', '欧阳', '孙', '胡', '朱敏', '高', '林']
const initials = ['w', 'zw', 'lj', 'cjh', 'y', 'hy', 'zzq', 'x', 'lxm', 'ouy']
const occupations = ['truck_driver', 'courier', 'delivery_rider', 'domestic_worker', 'construction_worker', 'other']

const turning = (values, query) => (i) => query + encodeURIComponent(values[i % values.length])
const kinds = [
  ['first page', () => 'limit=50'],
  ['status=active', () => 'limit=50&status=active'],
  ['status=left (nobody)', () => 'limit=50&status=left'],
  ['occupation=…', turning(occupations, 'limit=50&occupation=')],
  ['a name or its beginning', () => 'limit=50', undefined, 1, names],
  ['initials', () => 'limit=50', undefined, 1, initials],
  ['sort=-joined_on', () => 'limit=50&sort=-joined_on'],
  ['sort=name', () => 'limit=50&sort=name'],
  ['second page, by cursor', undefined, 'limit=50'],
  ['second page of sort=-joined_on', undefined, 'limit=50&sort=-joined_on'],
  ['sort=-joined_on, after 10,000 rows', undefined, 'limit=200&sort=-joined_on', 50],
  ['unit, occupation, joined_on_from', (i, unit) => `limit=50&unit_id=${unit}&occupation=${occupations[i % 6]}&joined_on_from=2023-06-01`],
]

async function cursorAfter(port, headers, query, pages) {
  let cursor = ''
  for (let page = 0; page < pages; ++page) {
    const { next } = await json(port, { path: `/api/members?${query}${cursor && `&cursor=${cursor}`}`, headers })
    if (!next) break
    cursor = next
  }
  return cursor
}

export async function measureLists(bench) {
  const requests_per_person = bench.some(requests_of_a_person)
  const server = await bench.serve()
  const { port } = server
  const health = await load(port, 1, 2000, () => ({ path: '/healthz' }))
  const floor = percentile(health.ms, 0.99)
  bench.row({ measure: 'lists', what: '/healthz: what the HTTP room alone takes', figure: bench.ms(health.ms) })
  const signedIn = []
  for (const [login, reach] of people) {
    const headers = await server.signIn(bench.folder, login)
    const { unit_id: unit } = await json(port, { path: '/api/sessions/current', headers })
    signedIn.push({ reach, unit, headers: { ...headers, 'Accept-Encoding': 'gzip' }, plain: headers })
  }
  for (const [what, query, first, pages = 1, sought] of kinds) {
    const all = []
    let worst = { p99: 0 }
    for (const person of signedIn) {
      const cursor = first && (await cursorAfter(port, person.plain, first, pages))
      const path = (i) => `/api/members?${query ? query(i, person.unit) : `${first.replace('200', '50')}&cursor=${cursor}`}`
      const headers = (i) => (sought ? { ...person.headers, Search: encodeURIComponent(sought[i % sought.length]) } : person.headers)
      const request = (i) => ({ path: path(i), headers: headers(i) })
      await load(port, 1, warming, request)
      const { ms } = await load(port, 1, requests_per_person, request)
      all.push(...ms)
      const p99 = percentile(ms, 0.99)
      bench.detail(`${what} · ${person.reach}: p50 ${percentile(ms, 0.5).toFixed(1)} p99 ${p99.toFixed(1)} ms`)
      if (p99 > worst.p99) worst = { p99, reach: person.reach }
    }
    const sorted = Float64Array.from(all).sort()
    bench.row({
      measure: 'lists', what: `/api/members ${what}`,
      figure: `${bench.ms(sorted)}; slowest: ${worst.reach}, p99 ${worst.p99.toFixed(1)}`,
      aim: 'p99 20 ms', peer: `/healthz p99 ${floor.toFixed(2)} ms`, ratio: worst.p99 / floor,
    })
  }
  await server.stop()
}
