import { expect, test } from 'vitest'
import { byEvent, type Learned } from './learning'

const learned = (event_id: string, title: string): Learned => ({
  event_id,
  event_title: `活动${event_id}`,
  unit_name: '货运行业工会联合会',
  day: '2024-05-16',
  kind: 'law',
  title,
})

test('items are gathered under their event, in the order they came', () => {
  const events = byEvent([learned('2', '工会法'), learned('1', '劳动法'), learned('2', '社会保险法')])
  expect(events.map(({ id, items }) => [id, items.map(({ title }) => title)])).toEqual([
    ['2', ['工会法', '社会保险法']],
    ['1', ['劳动法']],
  ])
})

test('an event without an agenda is still remembered', () => {
  expect(byEvent([learned('1', '')])).toMatchObject([{ id: '1', items: [] }])
})

test('nothing learned is nothing', () => {
  expect(byEvent([])).toEqual([])
})
