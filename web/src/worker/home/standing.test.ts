import { expect, test } from 'vitest'
import type { Application, ApplicationStatus } from '../my'
import { standing } from './standing'

const application = (status: ApplicationStatus, more: Partial<Application> = {}): Application => ({
  id: 'a',
  status,
  unit_id: 'u',
  unit_name: '货运行业工会联合会',
  name: '陈敏',
  occupation: 'truck_driver',
  division_code: '650204',
  submitted_at: '2024-05-21T02:10:00Z',
  version: 1,
  ...more,
})

test.each([
  ['awaiting_code', ['now', 'next', 'next']],
  ['submitted', ['done', 'now', 'next']],
  ['returned', ['done', 'now', 'next', 'next']],
  ['approved', ['done', 'done', 'done']],
  ['refused', ['done', 'stopped']],
  ['withdrawn', ['done', 'stopped']],
] as const)('%s is told in steps', (status, states) => {
  expect(standing(application(status), null).map(({ state }) => state)).toEqual(states)
})

test('waiting names who decides and until when it can be withdrawn', () => {
  const [, now] = standing(application('submitted', { cooling_ends_on: '2024-05-28' }), null)
  expect(now?.detail).toBe(
    '由货运行业工会联合会委员会审核，结果会显示在这里。2024年5月28日前是冷静期，可以随时撤回。',
  )
})

test('no date is promised where the rules give none', () => {
  const [, now] = standing(application('submitted'), null)
  expect(now?.detail).not.toMatch(/\d/)
})

test('what the committee wrote is shown, and a sentence when it wrote nothing', () => {
  expect(standing(application('returned', { decision_note: '请补充全名。' }), null)[1]?.detail).toBe(
    '请补充全名。',
  )
  expect(standing(application('refused'), null)[1]?.detail).toContain('重新申请')
})
