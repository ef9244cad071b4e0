// What is in an entry, as the server shows it to the cadre who wrote it.
import { api } from '../../../../shared/http'
import type { Entry } from './queue'

export interface Content {
  kind: 'application' | 'check_in'
  taken_at: string
  name: string
  phone: string
  occupation: string | null
  division_code: string
  employer_name: string
  unit_id: string | null
  event_id: string | null
  card_number: string
}

export const openEntry = (entry: Entry): Promise<Content> =>
  api.post<Content>(`/stand-passes/${entry.pass_id}/opened-entries`, {
    token: entry.token,
    entry_key: entry.key,
    sealed: entry.sealed,
  })

/** What may be put right, as far as it was changed. */
export interface Corrections {
  phone?: string
  division_code?: string
  unit_id?: string
  card_number?: string
  without_event?: boolean
}
export function corrections(before: Content, after: Corrections): Corrections {
  const given: Corrections = {}
  for (const name of ['phone', 'division_code', 'unit_id', 'card_number'] as const)
    if (after[name] && after[name] !== before[name]) given[name] = after[name]
  if (after.without_event) given.without_event = true
  return given
}

/** Only the worker can put these right: by reading and signing again. */
const ownActs = ['notice_version', 'notice_hash', 'signature', 'voluntary', 'name', 'occupation']
export const needsSigningAgain = (entry: Entry): boolean =>
  entry.kind === 'application' && entry.problems.some((each) => ownActs.includes(each.field))
