import { expect, test } from 'vitest'
import { inTwo } from './notice'

test('a short notice is shown whole', () => {
  expect(inTwo('甲\n\n 乙 \n')).toEqual({ first: ['甲', '乙'], rest: [] })
})

test('a long notice is cut between paragraphs and nothing is lost', () => {
  const paragraphs = Array.from({ length: 6 }, (_, i) => '甲乙丙丁戊己'.charAt(i).repeat(60))
  const { first, rest } = inTwo(paragraphs.join('\n'))
  expect(first.length).toBe(2)
  expect([...first, ...rest]).toEqual(paragraphs)
})

test('one paragraph longer than the limit is still shown', () => {
  expect(inTwo('长'.repeat(500)).first.length).toBe(1)
})
