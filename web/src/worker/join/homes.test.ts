import { afterEach, expect, test, vi } from 'vitest'
import { otherHomes, placesAround } from './homes'

afterEach(() => vi.unstubAllGlobals())
const work = { division_code: '650204001', occupation: 'truck_driver' }

/** Answers by place and occupation; everything else is refused. */
const answering = (homes: Record<string, string>) =>
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url, 'http://unionhall.test').searchParams
    const unit = homes[`${query.get('division_code')} ${query.get('occupation')}`]
    const body = unit ? { unit_id: unit, unit_name: unit, reason: '' } : { title: '那里还没有工会。' }
    return new Response(JSON.stringify(body), { status: unit ? 200 : 422 })
  })

test.each([
  ['650204001', ['650204001', '650204', '6502', '65']],
  ['650204', ['650204', '6502', '65']],
  ['6502', ['6502', '65']],
])('the places around %s', (code, places) => {
  expect(placesAround(code)).toEqual(places)
})

test('others are named once, the nearest first, without the one proposed already', async () => {
  answering({
    '650204001 truck_driver': 'trade',
    '650204001 other': 'street',
    '650204 truck_driver': 'trade',
    '6502 other': 'city',
    '65 other': 'city',
  })
  expect((await otherHomes(work, 'trade')).map(({ unit_id }) => unit_id)).toEqual(['street', 'city'])
})

test('where nobody else is, there are none', async () => {
  answering({})
  expect(await otherHomes(work, 'trade')).toEqual([])
})

test('a broken line is said and not taken for an empty list', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')))
  await expect(otherHomes(work, 'trade')).rejects.toMatchObject({ status: 0 })
})
