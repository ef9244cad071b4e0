import { expect, test } from 'vitest'
import { Problem } from '@shared/http'
import { memoryShelf } from '@shared/shelf'
import { Outbox, type Report, type Told } from './outbox'

const locked = (station_id: string): Report => ({ station_id, kind: 'locked' })
const received = (id: string): Told => ({
  id,
  status: 'received',
  due_on: '2026-11-25',
  sentence: '已收到。',
})
const silent = () => Promise.reject(new Problem(0, '连不上'))
const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 8, minute))

test('what was reported without a network arrives once, under the key it was kept with', async () => {
  const shelf = memoryShelf()
  const arrived = new Map<string, Report>()
  let answers = 0
  const post = async (key: string, report: Report) => {
    arrived.set(key, report)
    // The first answer is lost on its way: the server has the report, the phone does not know.
    if (++answers === 1) throw new Problem(0, '连不上')
    return received(report.station_id)
  }
  const outbox = new Outbox(shelf, post, silent)
  await outbox.add(locked('A'), '甲站', at(1))
  await outbox.add(locked('B'), '乙站', at(2))
  expect(await outbox.sendAll()).toBe(2)
  // The app was closed meanwhile: another one goes on from the same shelf.
  const later = new Outbox(shelf, post, silent)
  expect(await later.sendAll()).toBe(0)
  expect(await later.sendAll()).toBe(0)
  expect(answers).toBe(3)
  expect([...arrived.values()].map(({ station_id }) => station_id)).toEqual(['A', 'B'])
  expect((await later.entries()).map(({ state, told }) => [state, told?.sentence])).toEqual([
    ['sent', '已收到。'],
    ['sent', '已收到。'],
  ])
})

test.each([
  [0, 'waiting', 1],
  [409, 'waiting', 1],
  [429, 'waiting', 1],
  [503, 'waiting', 1],
  [404, 'refused', 0],
  [422, 'refused', 0],
])('an answer %i leaves the report %s', async (status, state, left) => {
  const outbox = new Outbox(memoryShelf(), () => Promise.reject(new Problem(status, '不行')), silent)
  await outbox.add(locked('A'), '甲站')
  expect(await outbox.sendAll()).toBe(left)
  const [entry] = await outbox.entries()
  expect(entry?.state).toBe(state)
  expect(entry?.sentence).toBe(state === 'refused' ? '不行' : '')
})

test('only the latest of those that arrived are remembered', async () => {
  const outbox = new Outbox(memoryShelf(), async () => received('1'), silent)
  for (let each = 0; each < 13; each++) await outbox.add(locked(String(each)), '站', at(each))
  await outbox.sendAll()
  const entries = await outbox.entries()
  expect(entries).toHaveLength(10)
  expect(entries[0]?.report.station_id).toBe('12')
})

test('what became of a report is asked for until it is answered', async () => {
  let status: Told['status'] = 'received'
  let asked = 0
  const ask = async (id: string) => (asked++, { ...received(id), status, answer: '已换锁。' })
  const outbox = new Outbox(memoryShelf(), async () => received('R'), ask)
  await outbox.add(locked('A'), '甲站')
  await outbox.sendAll()
  await outbox.lookAfter()
  expect((await outbox.entries())[0]?.told).toMatchObject({ status: 'received' })
  status = 'fixed'
  await outbox.lookAfter()
  await outbox.lookAfter()
  expect((await outbox.entries())[0]?.told).toMatchObject({ id: 'R', status: 'fixed', answer: '已换锁。' })
  expect(asked).toBe(2)
})
