import { expect, test, vi } from 'vitest'
import type { Component } from 'vue'
import type { RecordMeta } from '../../api/meta'
import DataTable from './DataTable.vue'
import RecordTable from './RecordTable.vue'
import { button, click, mount, Refused, serve, settle, text, type } from './testing'

const meta: RecordMeta = {
  name: 'member',
  plural: 'members',
  fields: [
    { name: 'name', shape: 'text', label: { zh: '姓名', en: 'Name' }, sortable: true },
    {
      name: 'status',
      shape: 'choice',
      label: { zh: '状态', en: 'Status' },
      filterable: true,
      choices: [{ value: 'active', zh: '在册', en: 'Active' }],
    },
    { name: 'drive_id', shape: 'id', label: { zh: '行动', en: 'Drive' }, filterable: true },
    { name: 'joined_on', shape: 'date', label: { zh: '入会日期', en: 'Joined on' }, filterable: true },
  ],
}
const rows = [
  { id: 'A', name: '张三', status: 'active' },
  { id: 'B', name: '李四', status: 'active' },
]
const props = {
  record: meta,
  columns: ['name', 'status'],
  filters: ['status'],
  search: '姓名',
  caption: '会员',
}
const last = (asked: { url: string }[]) => decodeURIComponent(asked[asked.length - 1]!.url)

test('a table has headings, a caption, labelled boxes, and says how it is sorted', async () => {
  const sort = vi.fn()
  const { root } = await mount(DataTable as Component, {
    rows,
    columns: [{ key: 'name', title: '姓名', sortable: true }],
    caption: '会员',
    sort: '-name',
    selectable: true,
    rowLabel: (row: { name: string }) => row.name,
    onSort: sort,
  })
  expect(text(root.querySelector('caption'))).toBe('会员')
  expect(root.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('descending')
  expect([...root.querySelectorAll('tbody input')].map((box) => box.getAttribute('aria-label'))).toEqual([
    '选择 张三',
    '选择 李四',
  ])
  await click(root.querySelector('th button'))
  expect(sort).toHaveBeenCalledWith('name')
})

test('filters and order are kept in the address, and what is sought is not', async () => {
  const asked = serve({ 'GET /api/members': { items: rows, next: 'c2', total: 41 } })
  const { root, router } = await mount(RecordTable, props)
  await type(root.querySelector('select'), 'active')
  await type(root.querySelector('input[type=search]'), '张')
  await click(button(root, '搜索'))
  await click(root.querySelector('th button'))
  expect(router.currentRoute.value.query).toEqual({ status: 'active', sort: 'name' })
  expect(window.history.state.search.text).toBe('张')
  expect(last(asked)).toBe('/api/members?status=active&sort=name&limit=20&count=1')
  expect(asked.at(-1)?.headers?.Search).toBe(encodeURIComponent('张'))
  expect(root.querySelector<HTMLInputElement>('input[type=search]')?.value).toBe('张')
  expect(text(root.querySelector('.pager'))).toContain('共 41 条')
})

test('one goes forward by the cursor of the server and back again', async () => {
  const asked = serve({ 'GET /api/members': { items: rows, next: 'c2' } })
  const { root } = await mount(RecordTable, props)
  expect(button(root, '上一页').disabled).toBe(true)
  await click(button(root, '下一页'))
  expect(last(asked)).toContain('cursor=c2')
  await click(button(root, '上一页'))
  expect(last(asked)).not.toContain('cursor')
})

test('a link from a figure shows what it filters by, and one can drop it', async () => {
  const asked = serve({
    'GET /api/members': { items: rows },
    'GET /api/drives/D': { id: 'D', title: '五月行动' },
  })
  const { root } = await mount(RecordTable, props, '/members?drive_id=D&joined_on_from=2024-05-11&new=1')
  expect([...root.querySelectorAll('.chips li')].map(text)).toEqual([
    '行动：五月行动',
    '入会日期 ≥ 2024-05-11',
  ])
  expect(asked.some(({ url }) => url.includes('new='))).toBe(false)
  await click(root.querySelector('.chips button'))
  expect(last(asked)).not.toContain('drive_id')
})

test('an empty list, and one that cannot be read, say what to do', async () => {
  serve({})
  const { root } = await mount(RecordTable, { ...props, empty: '还没有会员。' })
  expect(text(root.querySelector('p.state'))).toBe('还没有会员。')

  let works = false
  serve({
    'GET /api/members': () =>
      works ? { items: rows } : new Refused(503, { title: '系统正忙，请稍后再试。' }),
  })
  const again = await mount(RecordTable, props)
  expect(text(again.root.querySelector('[role=alert]'))).toContain('系统正忙')
  works = true
  await click(button(again.root, '再试一次'))
  await settle()
  expect(again.root.querySelectorAll('tbody tr')).toHaveLength(2)
})
