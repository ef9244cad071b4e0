import { expect, test } from 'vitest'
import type { RecordMeta } from '../../api/meta'
import { language } from '../../shared/i18n'
import { changed, checkValues } from './form-checks'
import { danger, noteNeeded, stepLabel } from './steps'
import { toneOf, valueText } from './values'

const drive: RecordMeta = {
  name: 'drive',
  plural: 'drives',
  fields: [
    { name: 'title', shape: 'text', label: { zh: '名称', en: 'Title' }, required: true, longest: 5 },
    { name: 'capacity', shape: 'integer', label: { zh: '人数', en: 'Room for' }, least: 0, most: 100 },
    {
      name: 'status',
      shape: 'choice',
      label: { zh: '状态', en: 'Status' },
      choices: [{ value: 'running', zh: '进行中', en: 'Running' }],
    },
  ],
}
const problems = (values: Record<string, unknown>) =>
  checkValues(drive, ['title', 'capacity', 'status'], values).map((each) => `${each.field}: ${each.message}`)

test('everything that is wrong is said at once, in sentences', () => {
  expect(problems({ title: '  ', capacity: 101 })).toEqual([
    'title: 请填写“名称”。',
    'capacity: “人数”应在 0 到 100 之间。',
  ])
  expect(problems({ title: '新就业形态', capacity: 'viel' })).toEqual(['capacity: “人数”要填整数。'])
  expect(problems({ title: '集中入会行动', capacity: null })).toEqual([
    'title: “名称”最多 5 个字，现在是 6 个。',
  ])
  expect(problems({ title: '𠮷𠮷𠮷𠮷𠮷', capacity: 0 })).toEqual([])
})

test('only what was changed is sent, and empty is the same as nothing', () => {
  const before = { title: '旧', capacity: null, note: undefined }
  expect(changed(['title', 'capacity', 'note'], before, { title: '新', capacity: '', note: null })).toEqual({
    title: '新',
  })
})

test('values are written by their shape, choices in the language of the device', () => {
  const field = drive.fields[2]!
  expect(valueText(field, 'running')).toBe('进行中')
  language.value = 'en'
  expect(valueText(field, 'running')).toBe('Running')
  language.value = 'zh-CN'
  expect(valueText(field, 'unheard_of')).toBe('unheard_of')
  expect(valueText({ ...field, shape: 'boolean' }, false)).toBe('否')
  expect(valueText({ ...field, shape: 'integer' }, 1204)).toBe('1,204')
  expect(valueText({ ...field, shape: 'cents' }, 85_650_000)).toBe('856,500.00')
  expect(valueText({ ...field, shape: 'instant' }, '2024-05-11T01:30:00Z')).toBe('2024-05-11 09:30')
  expect(valueText(field, null)).toBe('')
})

test('steps have words, and those that hurt are marked', () => {
  expect(stepLabel('application', 'return')).toBe('退回补正')
  expect(stepLabel('member', 'return')).toBe('恢复在册')
  expect(stepLabel('application', 'unheard_of')).toBe('unheard_of')
  expect(noteNeeded('application', 'refuse')).toBe(true)
  expect(noteNeeded('application', 'approve')).toBe(false)
  expect(danger('import', 'undo')).toBe(true)
})

test('a state nobody thought of is grey', () => {
  expect(toneOf('approved')).toBe('ok')
  expect(toneOf('unheard_of')).toBe('idle')
})
