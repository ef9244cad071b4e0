// What may be asked for, by whom, and which fields each kind wants.
import { can } from '../../session'

export const kinds = [
  'member_export',
  'list_unmasking',
  'invitation_erasure',
  'role_grant',
  'key_rotation',
] as const
export type Kind = (typeof kinds)[number]

const rights: Record<Kind, string> = {
  member_export: 'members.export',
  list_unmasking: 'members.export',
  invitation_erasure: 'members.import',
  role_grant: 'accounts.manage',
  key_rotation: 'security.keys',
}
export const fieldsOf: Record<Kind, readonly string[]> = {
  member_export: ['unit_id', 'drive_id', 'occupation', 'with_phones', 'reason'],
  list_unmasking: ['unit_id', 'reason'],
  invitation_erasure: ['unit_id', 'before', 'reason'],
  role_grant: ['account_id', 'role', 'unit_id', 'ends_on', 'reason'],
  key_rotation: ['unit_id', 'reason'],
}
export const askable = (): Kind[] => kinds.filter((kind) => can(rights[kind]))
/** Whether this page is anything to this person. */
export const takesPart = (): boolean => askable().length > 0 || can('approvals.decide')
