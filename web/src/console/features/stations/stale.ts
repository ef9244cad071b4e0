// Which stations wait for their keeper: those whose oldest fact was verified longest ago.
import type { Row } from '../../parts/use-list'
import { verifiedFacts } from './fields'

const publicStates = ['open', 'rectifying', 'paused']

/** Since when everything is known to be so; empty when one fact was never verified. */
export function verifiedSince(row: Row): string {
  const days = verifiedFacts.map((fact) => String(row[`${fact}_verified_on`] ?? ''))
  return days.includes('') ? '' : (days.sort()[0] ?? '')
}

/** The `count` that have waited longest, those never verified first: as many as the figures say are not verified any more. */
export function longestUnverified(rows: readonly Row[], count: number): Row[] {
  return rows
    .filter((row) => publicStates.includes(String(row.status)))
    .map((row) => ({ row, since: verifiedSince(row) }))
    .sort(
      (one, other) =>
        one.since.localeCompare(other.since) || String(one.row.id).localeCompare(String(other.row.id)),
    )
    .slice(0, count)
    .map(({ row }) => row)
}
