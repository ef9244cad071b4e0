import { expect, test } from 'vitest'
import { differencesOf } from './differences'

test('the differences the server tells are taken apart, in both languages', () => {
  expect(differencesOf('姓名：张三 → 张山；从事的工作：货车司机 → 快递员')).toEqual([
    { label: '姓名', kept: '张三', given: '张山' },
    { label: '从事的工作', kept: '货车司机', given: '快递员' },
  ])
  expect(differencesOf('Name: Zhang → Chang')).toEqual([{ label: 'Name', kept: 'Zhang', given: 'Chang' }])
})

test('anything else stays a line of its own, and nothing is no line', () => {
  expect(differencesOf('••••')).toEqual([{ label: '', kept: '', given: '••••' }])
  expect(differencesOf('')).toEqual([])
  expect(differencesOf(null)).toEqual([])
})
