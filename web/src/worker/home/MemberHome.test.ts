import { afterEach, expect, test } from 'vitest'
import type { Application, Member, My } from '../my'
import { mounted, type Mounted } from '../testing'
import MemberHome from './MemberHome.vue'

const nothing: My = { person: null, application: null, member: null, card: null, invitation: null }
const application = (status: Application['status']): Application => ({
  id: 'a',
  status,
  unit_id: 'u',
  unit_name: '货运行业工会联合会',
  name: '陈敏',
  occupation: 'truck_driver',
  division_code: '650204',
  version: 1,
})
const member = (status: Member['status']): Member => ({
  id: 'm',
  card_number: '1',
  joined_on: '2024-05-22',
  status,
  unit_id: 'u',
})
const invitation = { id: 'i', name: '陈敏' }

let page: Mounted | undefined
afterEach(() => page?.unmount())

test.each<[string, Partial<My>, string, string]>([
  ['nothing yet: the way in', {}, '您还不是会员。', '/join'],
  [
    'an application on its way: who decides',
    { application: application('submitted') },
    '货运行业工会联合会委员会审核',
    '/my/application',
  ],
  ['returned: what is missing', { application: application('returned') }, '需要您补充', '/my/application'],
  ['refused: apply again', { application: application('refused') }, '没有通过', '/join'],
  [
    'a hotline application: confirm it',
    { application: application('awaiting_code') },
    '等您本人确认',
    '/confirm',
  ],
  ['an invitation: no more than that', { invitation }, '邀请只是邀请', '/join'],
  [
    'a member: the card',
    { application: application('approved'), member: member('active') },
    '2024年5月22日入会',
    '/my/card',
  ],
  [
    'somebody who left: free to come back',
    { application: application('approved'), member: member('left') },
    '您已经退会',
    '/join',
  ],
])('%s', async (_name, more, text, link) => {
  page = await mounted(MemberHome, '/', { my: { ...nothing, ...more } })
  expect(page.root.textContent).toContain(text)
  expect(page.root.querySelector('.u-card .u-button')?.getAttribute('href')).toBe(link)
})
