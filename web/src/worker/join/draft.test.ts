import { beforeEach, describe, expect, test } from 'vitest'
import {
  after,
  basisOfProposal,
  bodyOf,
  dropDraft,
  emptyDraft,
  furthest,
  lacking,
  restoreDraft,
  saveDraft,
  stepFor,
  STEPS,
  takeInvitation,
  type Draft,
} from './draft'
import { clearTab } from '../left-here'
import { inTab } from '../sealed'

const full = (changes: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  notice_version: '2024-05',
  voluntary: true,
  name: '陈敏',
  occupation: 'truck_driver',
  division_code: '650204',
  divisionName: '白碱滩区',
  unit_id: '0000000000010',
  unitName: '白碱滩区货运行业工会联合会',
  ...changes,
})

describe('what a step lacks', () => {
  test('nothing is ticked beforehand, and without the tick there is no going on', () => {
    expect(emptyDraft().voluntary).toBe(false)
    expect(lacking(emptyDraft(), 'notice', false).map(({ field }) => field)).toEqual(['voluntary'])
    expect(furthest(emptyDraft(), true)).toBe('notice')
  })

  test('everything missing about the person is said at once', () => {
    const fields = lacking(emptyDraft(), 'about', true).map(({ field }) => field)
    expect(fields).toEqual(['name', 'occupation', 'division_code'])
  })

  test.each([
    ['a single character is no name', { name: '陈' }, ['name']],
    ['blanks are no name', { name: '   ' }, ['name']],
    ['a name in Latin letters is fine', { name: 'Aygul Tursun' }, []],
    ['a province is too wide', { division_code: '65' }, ['division_code']],
    ['a city is too wide', { division_code: '6502' }, ['division_code']],
    ['a district is enough', { division_code: '650204' }, []],
    ['a street is better', { division_code: '650204001' }, []],
    ['an occupation nobody knows', { occupation: 'pilot' }, ['occupation']],
    ['no employer', { employer_name: '' }, []],
  ])('%s', (_name, changes, expected) => {
    expect(lacking(full(changes), 'about', true).map(({ field }) => field)).toEqual(expected)
  })

  test('without a union nothing can be handed in', () => {
    expect(lacking(full({ unit_id: '' }), 'confirm', true).map(({ field }) => field)).toEqual(['unit_id'])
  })
})

describe('the way through the steps', () => {
  test.each([
    ['an empty draft begins with the notice', emptyDraft(), false, 'notice'],
    ['after the notice the phone is proved', full(), false, 'phone'],
    ['with a proved phone a full draft may be handed in', full(), true, 'confirm'],
    ['a gap in the middle stops there', full({ occupation: '' }), true, 'about'],
  ] as const)('%s', (_name, draft, proved, expected) => {
    expect(furthest(draft, proved)).toBe(expected)
  })

  test('an address cannot skip what is not complete, but going back is always possible', () => {
    expect(stepFor('confirm', full(), false)).toBe('phone')
    expect(stepFor('notice', full(), true)).toBe('notice')
    expect(stepFor('nonsense', full({ step: 'about' }), true)).toBe('about')
    expect(stepFor(undefined, full({ step: 'confirm', voluntary: false }), true)).toBe('notice')
  })

  test('a proved phone is not asked for again', () => {
    expect(after('notice', true)).toBe('about')
    expect(after('notice', false)).toBe('phone')
    expect(STEPS.map((step) => after(step, false))).toEqual(['phone', 'about', 'confirm', 'confirm'])
  })
})

test('a proposal rests on place, work and employer, not on the name', () => {
  expect(basisOfProposal(full({ name: '别人' }))).toBe(basisOfProposal(full()))
  expect(basisOfProposal(full({ employer_name: ' 甲公司 ' }))).toBe(
    basisOfProposal(full({ employer_name: '甲公司' })),
  )
  expect(basisOfProposal(full({ division_code: '650205' }))).not.toBe(basisOfProposal(full()))
})

test('an invitation fills gaps and never overwrites what the person typed', () => {
  const draft = full({ name: '陈 敏', employer_name: '' })
  takeInvitation(draft, {
    id: '0000000000077',
    name: '陈敏',
    occupation: 'courier',
    employer_name: '准噶尔物流',
  })
  expect(draft).toMatchObject({
    invitation_id: '0000000000077',
    name: '陈 敏',
    occupation: 'truck_driver',
    employer_name: '准噶尔物流',
  })
})

test('what is handed in has no empty field and nothing that is only for the page', () => {
  expect(bodyOf(full({ name: ' 陈敏 ' }))).toEqual({
    name: '陈敏',
    occupation: 'truck_driver',
    division_code: '650204',
    notice_version: '2024-05',
    voluntary: true,
  })
})

test('a union is named only when it is the person’s own choice', () => {
  expect(bodyOf(full())).not.toHaveProperty('unit_id')
  expect(bodyOf(full({ unitOwnChoice: true }))).toMatchObject({ unit_id: '0000000000010' })
})

describe('what survives a reload', () => {
  beforeEach(() => clearTab(Infinity))

  test('the whole draft, and no code', async () => {
    await saveDraft(full({ step: 'about' }))
    expect(await restoreDraft()).toEqual(full({ step: 'about' }))
    expect(Object.keys(await restoreDraft())).not.toContain('code')
  })

  test('nothing after it was handed in', async () => {
    await saveDraft(full())
    dropDraft()
    expect(await restoreDraft()).toEqual(emptyDraft())
  })

  test.each([null, [], 7, { name: 7, voluntary: 'yes', more: 1 }])(
    'a broken entry is an empty draft: %s',
    async (entry) => {
      await inTab.put('join', entry)
      expect(await restoreDraft()).toEqual(emptyDraft())
    },
  )
})
