import { expect, test } from 'vitest'
import { withMark } from './figures'

test('a figure is put where the cursor is, over what was selected, and the cursor stands behind it', () => {
  expect(withMark('新会员人。', 3, 3, 'drives.members')).toEqual({
    text: '新会员{drives.members}人。',
    cursor: 19,
  })
  expect(withMark('共100人', 1, 4, 'members.active', true).text).toBe('共{members.active:wan}人')
})
