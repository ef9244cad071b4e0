import { afterEach, expect, test } from 'vitest'
import { h, ref } from 'vue'
import type { FieldProblem } from '@shared/http'
import { mounted, settled, type Mounted } from '../testing'
import UErrorSummary from './UErrorSummary.vue'

const problems = ref<FieldProblem[]>([])
let page: Mounted | undefined
afterEach(() => page?.unmount())

const open = async (first: FieldProblem[]) => {
  problems.value = first
  page = await mounted({
    render: () => [
      h(UErrorSummary, { problems: problems.value }),
      h('input', { id: 'name' }),
      h('input', { id: 'phone' }),
    ],
  })
}
const name = { field: 'name', message: '请填写姓名' }
const phone = { field: 'phone', message: '请填写手机号' }

test('there is nothing to see while nothing is wrong', async () => {
  await open([])
  expect(page!.root.querySelector('.u-problems')).toBeNull()
})

test('it takes the focus, counts, and each line leads to its field', async () => {
  await open([])
  problems.value = [name, phone]
  await settled()
  expect(document.activeElement).toBe(page!.root.querySelector('.u-problems'))
  expect(page!.root.querySelector('h2')?.textContent).toBe('有 2 处需要处理')
  page!.root.querySelectorAll<HTMLElement>('a')[1]!.click()
  expect(document.activeElement?.id).toBe('phone')
})

test('a problem of no field is a sentence without a link', async () => {
  await open([{ field: '', message: '现在不能提交。' }])
  expect(page!.root.querySelector('li')?.textContent).toContain('现在不能提交。')
  expect(page!.root.querySelector('a')).toBeNull()
})

test('putting one thing right does not carry the focus away', async () => {
  await open([name, phone])
  const field = page!.root.querySelector<HTMLInputElement>('#phone')!
  field.focus()
  problems.value = [phone]
  await settled()
  expect(document.activeElement).toBe(field)
})
