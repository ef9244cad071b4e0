import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetSession } from '../session'
import { mounted, server, settled, type, type Mounted } from '../testing'
import WishesPage from './WishesPage.vue'

const station = { station_name: '银河驿站', station_address: '银河路 1 号' }
const round = { id: 'ROUND', title: '第八轮微心愿', ...station, closes_on: '2026-12-01', has_wished: false }
const mine = {
  id: 'MINE',
  round_title: '第七轮微心愿',
  text: '一副防风手套',
  status: 'fulfilled',
  ...station,
  answer: '',
  sentence: '东西已经在站点，来取后请确认。',
  written_at: '2026-11-01T00:00:00Z',
  may_confirm: true,
  may_withdraw: false,
}
const gift = {
  id: 'GIFT',
  text: '一个保温杯',
  ...station,
  station_hours: '08:30-18:00',
  status: 'published',
  bring_by: null,
  sentence: '',
}

let page: Mounted | undefined
beforeEach(forgetSession)
afterEach(() => page?.unmount())

test('a wish is made, confirmed, and one of somebody else taken on, without a word of whose it is', async () => {
  const { asked, table } = server({
    'GET /sessions/current': { body: { account_id: 'A', kind: 'worker', name: '马', demonstration: true } },
    'GET /my/wish-rounds': { body: { items: [round] } },
    'GET /my/wishes': { body: { items: [mine] } },
    'GET /my/gifts': { body: { items: [] } },
    'GET /my/open-wishes': { body: { items: [gift] } },
    'POST /my/wishes': {
      status: 422,
      body: { title: '请改一处', problems: [{ field: 'text', message: '请不要写电话。' }] },
    },
    'POST /my/wishes/confirm': { body: {} },
    'POST /my/gifts': { body: {} },
  })
  page = await mounted(WishesPage, '/my/wishes')
  const press = async (text: string) => {
    const buttons = [...page!.root.querySelectorAll('button')]
    buttons.find((button) => button.textContent?.includes(text))!.click()
    await settled()
  }
  await press('许愿')
  expect(page.root.textContent).toContain('请写下您的心愿')
  type(page.root, 'wish-ROUND', '给 13812345678 打电话')
  await settled()
  await press('许愿')
  expect(page.root.querySelector('#wish-ROUND-error')?.textContent).toBe('请不要写电话。')
  table['POST /my/wishes'] = { status: 201, body: {} }
  type(page.root, 'wish-ROUND', '一条围巾')
  await settled()
  await press('许愿')
  await press('我收到了')
  await press('我来实现')
  const posted = asked.filter(({ method }) => method === 'POST').slice(1)
  expect(posted.map(({ path, body }) => [path, body])).toEqual([
    ['/my/wishes', { round_id: 'ROUND', text: '一条围巾' }],
    ['/my/wishes/confirm', { wish_id: 'MINE' }],
    ['/my/gifts', { wish_id: 'GIFT' }],
  ])
})
