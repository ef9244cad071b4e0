// Places: province, city, district, street, read one level at a time or found by name.
import { api, type List } from '@shared/http'

export interface Division {
  code: string
  name: string
  level: 'province' | 'city' | 'county' | 'street'
  parent_code: string | null
  full_name?: string
}

/** A district is enough for an application, a street is better; a province or a city is too wide. */
export const isNarrowEnough = (division: Division): boolean => division.code.length >= 6

export const divisionsBelow = (parent: string): Promise<Division[]> => readAll({ parent })

export const divisionsNamed = (q: string): Promise<Division[]> => readAll({ q })

/** The full name of a place; the code itself when it is not in the table any more. */
export async function nameOfDivision(code: string): Promise<string> {
  const [found] = code ? await readAll({ code }) : []
  return found?.full_name || found?.name || code
}

async function readAll(query: { parent?: string; q?: string; code?: string }): Promise<Division[]> {
  return (await api.get<List<Division>>('/divisions', query)).items
}
