import { expect, test, vi } from 'vitest'
import type { RecordMeta } from '../../api/meta'
import RecordEditor from './RecordEditor.vue'
import RecordPicker from './RecordPicker.vue'
import StepButtons from './StepButtons.vue'
import { button, click, mount, Refused, serve, settle, text, type } from './testing'

const meta: RecordMeta = {
  name: 'event',
  plural: 'events',
  fields: [
    { name: 'title', shape: 'text', label: { zh: '名称', en: 'Title' }, required: true, longest: 100 },
    { name: 'place', shape: 'text', label: { zh: '地点', en: 'Place' }, longest: 100 },
  ],
}
const props = { record: meta, path: '/events', fields: ['title', 'place'] }
const box = (root: Element, name: string) => root.querySelector<HTMLInputElement>(`[id$="-${name}"]`)!

test('what is missing is said at the field and in a summary that takes the focus', async () => {
  const asked = serve({})
  const { root } = await mount(RecordEditor, props)
  await click(button(root, '保存'))
  expect(asked).toEqual([])
  const summary = root.querySelector('[role=alert]')
  expect(text(summary)).toBe('有 1 处需要修改请填写“名称”。')
  expect(document.activeElement).toBe(summary)
  expect(box(root, 'title').getAttribute('aria-invalid')).toBe('true')
  await click(summary!.querySelector('a'))
  expect(document.activeElement).toBe(box(root, 'title'))
})

test('a refusal of the server keeps what was typed and shows its sentences', async () => {
  serve({
    'POST /api/events': new Refused(422, {
      title: '有 1 处需要修改',
      problems: [{ field: 'place', message: '请写明地点。' }],
    }),
  })
  const { root } = await mount(RecordEditor, props)
  await type(box(root, 'title'), '宣讲会')
  await click(button(root, '保存'))
  expect(text(root.querySelector('.field-problem'))).toBe('请写明地点。')
  expect(box(root, 'title').value).toBe('宣讲会')
})

test('a change sends only what changed, with the version that was read', async () => {
  const saved = vi.fn()
  const asked = serve({ 'PATCH /api/events/E': { id: 'E', version: 4 } })
  const existing = { id: 'E', version: 3, title: '宣讲会', place: '礼堂' }
  const { root } = await mount(RecordEditor, { ...props, existing, onSaved: saved })
  await type(box(root, 'place'), '会议室')
  await click(button(root, '保存'))
  expect(asked[0]).toMatchObject({ body: { place: '会议室' }, headers: { 'If-Match': '"v3"' } })
  expect(saved).toHaveBeenCalledWith({ id: 'E', version: 4 })
})

test('when somebody was faster, both wordings are shown and one decides', async () => {
  const asked = serve({
    'PATCH /api/events/E': (request: { headers: Record<string, string> }) =>
      request.headers['If-Match'] === '"v4"'
        ? { id: 'E', version: 5 }
        : new Refused(412, { title: '已被改过' }),
    'GET /api/events/E': { id: 'E', version: 4, title: '宣讲会', place: '广场' },
  })
  const saved = vi.fn()
  const existing = { id: 'E', version: 3, title: '宣讲会', place: '礼堂' }
  const { root } = await mount(RecordEditor, { ...props, existing, onSaved: saved })
  await type(box(root, 'place'), '会议室')
  await click(button(root, '保存'))
  expect([...root.querySelectorAll('.conflict td')].map(text)).toEqual(['礼堂', '广场', '会议室'])
  expect(box(root, 'place').value).toBe('会议室')
  await click(button(root, '用我填的保存'))
  expect(asked[asked.length - 1]).toMatchObject({
    body: { place: '会议室' },
    headers: { 'If-Match': '"v4"' },
  })
  expect(saved).toHaveBeenCalledOnce()
})

test('a step that hurts asks for a reason before it is taken', async () => {
  const done = vi.fn()
  const asked = serve({ 'POST /api/applications/A/steps': { id: 'A', status: 'refused' } })
  const { root } = await mount(StepButtons, {
    of: 'application',
    steps: ['refuse'],
    path: '/applications/A',
    onDone: done,
  })
  await click(button(root, '不批准'))
  const dialog = root.querySelector('dialog')!
  await click(button(dialog.querySelector('.dialog-foot')!, '不批准'))
  dialog.querySelector('form')!.requestSubmit?.()
  expect(asked).toEqual([])
  await type(dialog.querySelector('textarea'), '不在本工会范围')
  dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await click(dialog.querySelector('h2'))
  expect(asked[0]).toMatchObject({ body: { step: 'refuse', note: '不在本工会范围' } })
  expect(done).toHaveBeenCalledOnce()
})

test('what is typed into a picker opens the list with what was found for it', async () => {
  const asked = serve({ 'GET /api/divisions': { items: [{ code: '650203', name: '克拉玛依区' }] } })
  const { root } = await mount(RecordPicker, { plural: 'divisions', label: '区县', modelValue: null })
  await type(root.querySelector('input')!, '克拉玛依区')
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0))
  await settle()
  expect(asked.map((each) => each.url)).toEqual([`/api/divisions?q=${encodeURIComponent('克拉玛依区')}`])
})
