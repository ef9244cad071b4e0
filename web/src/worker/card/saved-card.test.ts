import { beforeEach, expect, test } from 'vitest'
import { forgetCard } from '../left-here'
import { onPhone } from '../sealed'
import { inGroups, saveCard, savedCard } from './saved-card'
import { tokenIn } from './token'

const card = {
  number: '650204202400188',
  token: 'abc',
  name: '陈敏',
  unit_name: '货运行业工会联合会',
  status: 'active',
}
beforeEach(forgetCard)

test('a card is kept with the moment it was seen, and forgotten on signing out', async () => {
  await saveCard(card, new Date('2024-05-23T02:00:00Z'))
  expect(await savedCard()).toEqual({ ...card, saved_at: '2024-05-23T02:00:00.000Z' })
  expect(JSON.stringify(localStorage)).not.toContain('陈敏')
  forgetCard()
  expect(await savedCard()).toBeUndefined()
})

test.each([null, {}, { number: '1' }, 7])('a broken entry is no card: %s', async (entry) => {
  await onPhone.put('card', entry)
  expect(await savedCard()).toBeUndefined()
})

test.each([
  ['650204202400188', '6502 0420 2400 188'],
  ['6502 0420 2400 0188', '6502 0420 2400 0188'],
  ['', ''],
])('the number %s is read out in groups', (number, grouped) => {
  expect(inGroups(number)).toBe(grouped)
})

test.each([
  ['abc-DEF_1', 'abc-DEF_1'],
  ['  abc def ', 'abcdef'],
  ['https://union.example/card/abc-1?x=1', 'abc-1'],
  ['union.example/card/a%2Bb', 'a+b'],
  ['/card/%zz', '/card/%zz'],
  ['', ''],
])('the check code in "%s"', (typed, token) => {
  expect(tokenIn(typed)).toBe(token)
})
