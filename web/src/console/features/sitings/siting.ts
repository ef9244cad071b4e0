// What is filled in for a siting, and what its answer says.
export const sitingFields = [
  'title',
  'unit_id',
  'division_code',
  'sites_most',
  'reach',
  'includes_planned',
] as const

export interface SitingSite {
  row_id: string
  place: number
  name: string
  station_id: string | null
  adds: number
  served_so_far: number
  share: string
}
export interface SitingTold {
  definition: string
  before: string
  after: string
  best: string
  beyond: string
  sites: SitingSite[]
}
