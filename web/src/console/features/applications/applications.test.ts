import { expect, test, vi } from 'vitest'
import { button, click, mount, serve, text, type } from '../../parts/testing'
import BulkDecision from './BulkDecision.vue'
import DecisionResult from './DecisionResult.vue'

test('many applications are decided with one wish, and returning them wants a note', async () => {
  const decided = vi.fn()
  const answer = { done: ['A'], problems: [{ id: 'B', message: '申请已被本人撤回。' }] }
  const asked = serve({ 'POST /api/applications/decisions': answer })
  const { root } = await mount(BulkDecision, { ids: ['A', 'B'], onDecided: decided })
  await click(button(root, '退回补正'))
  const dialog = root.querySelector('dialog')!
  const submit = () => dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  submit()
  expect(asked).toEqual([])
  await type(dialog.querySelector('textarea'), '请补充工作单位')
  submit()
  await click(root)
  expect(asked[0]?.body).toEqual({ ids: ['A', 'B'], step: 'return', note: '请补充工作单位' })
  expect(decided).toHaveBeenCalledWith(answer)
})

test('what could not be decided is said by name, with the reason', async () => {
  const result = { done: ['A'], problems: [{ id: 'B', message: '申请已被本人撤回。' }] }
  const { root } = await mount(DecisionResult, { result, names: { B: '张三' } })
  expect(text(root.querySelector('li'))).toBe('张三：申请已被本人撤回。')
  expect(document.activeElement).toBe(root.querySelector('.result'))
})
