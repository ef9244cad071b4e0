// What GET and POST /api/my/erasure answer: what goes at once, and what a law keeps until when.
import { api } from '@shared/http'

export interface Line {
  record: string
  rows: number
  now: boolean
  then: string
  until: string | null
}
export interface Plan {
  ends_membership: boolean
  withdraws_application: boolean
  held: boolean
  says: string
  asked_at: string | null
  done_at: string | null
  holds: { reason: string; document_number: string; ends_on: string | null }[]
  lines: Line[]
}
export const getPlan = (): Promise<Plan> => api.get<Plan>('/my/erasure')
export const erase = (): Promise<Plan> => api.post<Plan>('/my/erasure', { confirm: true })

/** How a line is marked: gone at once, kept by a law, or waiting for a hold to end. */
export function markOf(line: Line, held: boolean): 'now' | 'kept' | 'waits' {
  if (line.now) return 'now'
  return held && !line.until ? 'waits' : 'kept'
}
