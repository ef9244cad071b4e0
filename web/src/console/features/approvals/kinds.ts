// What may be asked for, by whom, and which fields each kind wants.
import type { RecordMeta } from '../../../api/meta'
import { can } from '../../session'

export const kinds = [
  'member_export',
  'list_unmasking',
  'invitation_erasure',
  'role_grant',
  'key_rotation',
  'code_removal',
  'legal_hold',
  'hold_release',
  'disclosure',
] as const
export type Kind = (typeof kinds)[number]

const rights: Record<Kind, string | readonly string[]> = {
  member_export: 'members.export',
  list_unmasking: 'members.export',
  invitation_erasure: 'members.import',
  role_grant: 'accounts.manage',
  key_rotation: 'security.keys',
  // Of staff, or of a member.
  code_removal: ['accounts.manage', 'members.manage'],
  legal_hold: 'members.hold',
  hold_release: 'members.hold',
  disclosure: 'members.manage',
}
/** What is about one record that another page shows is asked for there. */
const fromElsewhere: readonly Kind[] = ['hold_release']
const fields: Record<Kind, readonly string[]> = {
  member_export: ['unit_id', 'drive_id', 'occupation', 'with_phones', 'reason'],
  list_unmasking: ['unit_id', 'reason'],
  invitation_erasure: ['unit_id', 'before', 'reason'],
  role_grant: ['account_id', 'role', 'unit_id', 'ends_on', 'reason'],
  key_rotation: ['unit_id', 'reason'],
  code_removal: ['account_id', 'reason'],
  legal_hold: ['unit_id', 'member_id', 'document_number', 'begins_on', 'ends_on', 'told', 'reason'],
  hold_release: ['reason'],
  disclosure: ['member_id', 'recipient', 'purpose', 'basis', 'document_number', 'fields', 'reason'],
}
export const fieldsOf = (kind: Kind): readonly string[] =>
  kind === 'code_removal' && !can('accounts.manage') ? ['member_id', 'reason'] : fields[kind]
/** What is about one person has to say about whom; the others may be about many. */
const aboutOne: readonly Kind[] = ['role_grant', 'code_removal', 'disclosure']
export const formOf = (kind: Kind, record: RecordMeta): RecordMeta => {
  const names = aboutOne.includes(kind) ? ['account_id', 'member_id'] : []
  const fields = record.fields.map((field) =>
    names.includes(field.name) ? { ...field, required: true } : field,
  )
  return { ...record, fields }
}
export const askable = (wanted?: Kind): Kind[] =>
  kinds.filter(
    (kind) => [rights[kind]].flat().some(can) && (kind === wanted || !fromElsewhere.includes(kind)),
  )
/** Whether this page is anything to this person. */
export const takesPart = (): boolean => askable().length > 0 || can('approvals.decide')
