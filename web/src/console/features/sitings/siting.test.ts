import { expect, test, vi } from 'vitest'
import { button, click, mount, serve, settle, text } from '../../parts/testing'
import SitingInput from './SitingInput.vue'
import SitingResult from './SitingResult.vue'

const record = {
  id: 'S',
  status: 'solved',
  proof: 'by_solver',
  demand_total: 260,
  served_before: 100,
  served_after: 240,
  out_of_reach: 20,
  division_code: '650203',
}
const told = {
  definition: '步行 500 米按直线距离的 1.3 倍估算。',
  before: '需求共 260 人。',
  after: '新建 2 个站点后，满足 240 人（92.3%）。',
  best: '已证明是最好的选择。',
  beyond: '还有 20 人，哪个候选点都走不到。',
  sites: [
    { row_id: 'A', place: 1, name: '广场', station_id: null, adds: 110, served_so_far: 210, share: '80.8%' },
    { row_id: 'B', place: 2, name: '规划站', station_id: 'T', adds: 30, served_so_far: 240, share: '92.3%' },
  ],
}
const last = (asked: { url: string }[]) => new URL(asked[asked.length - 1]!.url, 'http://here').searchParams

test('the result says before, after and how sure; each figure opens its rows', async () => {
  const asked = serve({ 'GET /api/sitings/S/explanation': told })
  const { root } = await mount(SitingResult, { record })
  expect(text(root.querySelector('section'))).toContain('满足 240 人')
  expect(text(root.querySelector('.notice.ok'))).toBe('已证明是最好的选择。')
  expect([...root.querySelectorAll('.kpi-value button')].map(text)).toEqual(['100', '140', '0', '20'])
  expect([...root.querySelectorAll('.table tbody tr')].slice(0, 2).map(text)[0]).toBe('1广场 +11021080.8%')
  expect(root.querySelector('a[href="/stations/T"]')).not.toBeNull()

  await click(button(root, '广场 新满足 110'))
  await settle()
  expect(Object.fromEntries(last(asked))).toMatchObject({
    siting_id: 'S',
    kind: 'demand',
    outcome: 'served_new',
    place: '1',
  })
  expect(document.activeElement?.id).toBe('siting-rows')
  expect(text(document.activeElement)).toBe('由第 1 个点“广场”满足的需求')
  await click(root.querySelectorAll('.kpi-value button')[3]!)
  expect(last(asked).get('outcome')).toBe('beyond')
})

test('a table is brought for its siting, and what could not be read is said row by row', async () => {
  const changed = vi.fn()
  const asked = serve({
    'GET /api/siting-rows': { items: [], next: null, total: 3 },
    'POST /api/siting-tables': { id: 'S' },
  })
  const draft = { ...record, status: 'draft', rows_unreadable: 1, problems: '第 3 行：人数少于 5' }
  const { root } = await mount(SitingInput, { record: draft, editable: true, onChanged: changed })
  expect(text(root.querySelector('[role=tablist]'))).toBe('需求 3候选点 3')
  expect(text(root.querySelector('.siting-problems'))).toBe('第 3 行：人数少于 5')
  const box = root.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(box, 'files', { value: [new File(['x'], 'demand.csv')] })
  box.dispatchEvent(new Event('change'))
  await settle()
  await click(button(root, '上传并核对'))
  const sent = asked.find(({ method }) => method === 'POST')!
  expect(Object.fromEntries(new URL(sent.url, 'http://here').searchParams)).toMatchObject({
    siting_id: 'S',
    file_name: 'demand.csv',
    coordinate_system: 'gcj02',
  })
  expect(changed).toHaveBeenCalled()
})
