// The union that takes somebody in: the one proposed, and the others that could.
import { api, Problem } from '@shared/http'

export interface Home {
  unit_id: string
  unit_name: string
  reason: string
}
export interface Work {
  division_code: string
  occupation: string
  employer_name?: string
}

export const proposedHome = (work: Work): Promise<Home> =>
  api.get<Home>('/join/home-unit', { ...work, employer_name: work.employer_name?.trim() })

/** The places a code lies in, from the nearest: street, district, city, province. */
export const placesAround = (code: string): string[] =>
  [code.length, 6, 4, 2]
    .filter((length, place, all) => length <= code.length && all.indexOf(length) === place)
    .map((length) => code.slice(0, length))

/**
 * Every other union that would be proposed for the same work in a wider area, or for any work there, the nearest first.
 * Places nobody covers are left out; when nothing at all could be asked, the first trouble is thrown.
 */
export async function otherHomes(work: Work, now: string): Promise<Home[]> {
  const asked = placesAround(work.division_code).flatMap((division_code) => [
    proposedHome({ division_code, occupation: work.occupation }),
    proposedHome({ division_code, occupation: 'other' }),
  ])
  const answers = await Promise.allSettled(asked)
  const troubles = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  )
  const isReached = (trouble: unknown) => trouble instanceof Problem && !trouble.unreachable
  if (troubles.length === answers.length && !troubles.every(isReached)) throw troubles[0]
  const homes = new Map<string, Home>()
  for (const answer of answers) {
    if (answer.status === 'fulfilled' && !homes.has(answer.value.unit_id))
      homes.set(answer.value.unit_id, answer.value)
  }
  homes.delete(now)
  return [...homes.values()]
}
