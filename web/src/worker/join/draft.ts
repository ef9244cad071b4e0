// The application for membership while it is being filled in: four steps, what each needs, what survives a reload.
import type { FieldProblem } from '@shared/http'
import { drop } from '../left-here'
import { OCCUPATIONS, type Invitation } from '../my'
import { inTab } from '../sealed'
import { t } from './texts'

export const STEPS = ['notice', 'phone', 'about', 'confirm'] as const
export type Step = (typeof STEPS)[number]

export interface Draft {
  step: Step
  notice_version: string
  voluntary: boolean
  name: string
  occupation: string
  division_code: string
  divisionName: string
  employer_name: string
  unit_id: string
  unitName: string
  unitReason: string
  /** The person chose another union than the proposed one. */
  unitOwnChoice: boolean
  /** What the proposal was made from; when that changes a new one is asked for. */
  proposedFor: string
  invitation_id: string
  drive_id: string
}

export const emptyDraft = (): Draft => ({
  step: 'notice',
  notice_version: '',
  voluntary: false,
  name: '',
  occupation: '',
  division_code: '',
  divisionName: '',
  employer_name: '',
  unit_id: '',
  unitName: '',
  unitReason: '',
  unitOwnChoice: false,
  proposedFor: '',
  invitation_id: '',
  drive_id: '',
})

const nameCharactersMax = 60

/** Everything a step still lacks, all at once. The phone step lacks nothing once the phone is proved. */
export function lacking(draft: Draft, step: Step, phoneProved: boolean): FieldProblem[] {
  const found: FieldProblem[] = []
  const need = (field: string, holds: boolean, message: string) => holds || found.push({ field, message })
  if (step === 'notice') need('voluntary', draft.voluntary, t('voluntary.wrong'))
  if (step === 'phone') need('phone', phoneProved, t('phone.unproved'))
  if (step === 'about') {
    const name = draft.name.trim()
    need('name', name.length >= 2 && name.length <= nameCharactersMax, t('name.wrong'))
    need('occupation', (OCCUPATIONS as readonly string[]).includes(draft.occupation), t('occupation.wrong'))
    need('division_code', draft.division_code.length >= 6, t('division.wrong'))
  }
  if (step === 'confirm') need('unit_id', draft.unit_id !== '', t('unit.wrong'))
  return found
}

/** The furthest step that may be shown: all before it are complete. */
export function furthest(draft: Draft, phoneProved: boolean): Step {
  return STEPS.find((step) => lacking(draft, step, phoneProved).length > 0) ?? 'confirm'
}

/** The step to show for one that was asked for (by address, by "back"): never past what is complete. */
export function stepFor(asked: unknown, draft: Draft, phoneProved: boolean): Step {
  const wanted = STEPS.find((step) => step === asked) ?? draft.step
  const limit = furthest(draft, phoneProved)
  return STEPS.indexOf(wanted) <= STEPS.indexOf(limit) ? wanted : limit
}

/** The step after this one; a phone that is already proved is not asked for again. */
export function after(step: Step, phoneProved: boolean): Step {
  if (step === 'notice' && phoneProved) return 'about'
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)]!
}

/** What the proposal of a home union depends on. */
export const basisOfProposal = (draft: Draft): string =>
  [draft.division_code, draft.occupation, draft.employer_name.trim()].join('|')

/** An open invitation fills what the person has not filled in; it never overwrites. */
export function takeInvitation(draft: Draft, invitation: Invitation): void {
  draft.invitation_id = invitation.id
  draft.name ||= invitation.name
  draft.occupation ||= invitation.occupation ?? ''
  draft.employer_name ||= invitation.employer_name ?? ''
  draft.drive_id ||= invitation.drive_id ?? ''
}

/**
 * The body of POST /api/applications. Fields without a value are left out, and so is a union that was only proposed:
 * the server proposes the same one and keeps its reason as the reason.
 */
export function bodyOf(draft: Draft): Record<string, string | boolean> {
  const { name, occupation, division_code, employer_name, notice_version, invitation_id, drive_id } = draft
  const unit_id = draft.unitOwnChoice ? draft.unit_id : ''
  const texts = { name: name.trim(), occupation, division_code, employer_name: employer_name.trim() }
  const filled = Object.entries({ ...texts, unit_id, notice_version, invitation_id, drive_id }).filter(
    ([, value]) => value,
  )
  return { ...Object.fromEntries(filled), voluntary: draft.voluntary }
}

const storedAs = 'join'

export const saveDraft = (draft: Draft): Promise<void> => inTab.put(storedAs, draft)

/** The draft of this visit, or an empty one. Fields that are unknown or of the wrong kind are dropped. */
export async function restoreDraft(): Promise<Draft> {
  const draft = emptyDraft()
  const saved = ((await inTab.get(storedAs)) ?? {}) as Record<string, unknown>
  const known = Object.keys(draft) as (keyof Draft)[]
  return Object.assign(
    draft,
    Object.fromEntries(
      known.filter((name) => typeof saved[name] === typeof draft[name]).map((name) => [name, saved[name]]),
    ),
  )
}

export const dropDraft = (): void => drop(storedAs)
