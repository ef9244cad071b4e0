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

async function readAll(query: { parent?: string; q?: string }): Promise<Division[]> {
  return (await api.get<List<Division>>('/divisions', { ...query, limit: 200 })).items
}
