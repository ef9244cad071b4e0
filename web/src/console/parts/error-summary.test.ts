import { expect, test } from 'vitest'
import { Problem } from '../../shared/http'
import ErrorSummary from './ErrorSummary.vue'
import { mount } from './testing'

const wrong = [
  { field: 'reason', message: '请填写“原因”。' },
  { field: 'keep', message: '请选择一份。' },
]

test.each([
  ['each problem once', new Problem(422, '有些内容还不能接受', '请填写“原因”。 请选择一份。', wrong)],
  ['no title that the detail repeats', new Problem(409, '已经办结。', '已经办结。')],
])('%s', async (_, problem) => {
  const { root } = await mount(ErrorSummary, { problem })
  const text = root.textContent ?? ''
  for (const sentence of [...problem.problems.map((one) => one.message), '已经办结。'])
    expect(text.split(sentence).length).toBeLessThanOrEqual(2)
  expect(text).toContain(problem.problems[0]?.message ?? '已经办结。')
})

test('a detail that says more stays', async () => {
  const { root } = await mount(ErrorSummary, { problem: new Problem(503, '系统正忙。', '请稍后再试。') })
  expect(root.textContent).toContain('系统正忙。')
  expect(root.textContent).toContain('请稍后再试。')
})
