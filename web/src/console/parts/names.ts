// The name behind an id: read once, kept as long as the page, asked for by many cells at the same time only once.
import { reactive } from 'vue'
import { api, type List } from '../../shared/http'
import { t } from './texts'

/** Which list an id field points into, and where its record is shown. */
export const references: Record<string, string> = {
  unit_id: 'units',
  parent_id: 'units',
  own_unit_id: 'units',
  joined_unit_id: 'units',
  drive_id: 'drives',
  event_id: 'events',
  employer_id: 'employers',
  account_id: 'accounts',
  member_id: 'members',
  import_id: 'imports',
  roster_id: 'rosters',
  bulletin_id: 'bulletins',
  station_id: 'stations',
  siting_id: 'sitings',
  round_id: 'wish-rounds',
  division_code: 'divisions',
}

type Named = Record<string, unknown>
export const nameIn = (record: Named): string =>
  String(
    record.full_name ?? record.title ?? record.name ?? record.file_name ?? record.id ?? record.code ?? '',
  )

const known = reactive(new Map<string, string>())
const asked = new Map<string, Promise<string>>()

// Divisions are known by their code, and found by it in a list.
const read = async (plural: string, id: string): Promise<Named> =>
  plural === 'divisions'
    ? ((await api.get<List<Named>>('/divisions', { code: id })).items[0] ?? { code: id })
    : api.get<Named>(`/${plural}/${encodeURIComponent(id)}`)

/** Reads the name; what may not be read is said to be out of reach. */
export function loadName(plural: string, id: string): Promise<string> {
  const key = `${plural}/${id}`
  const answer =
    asked.get(key) ??
    read(plural, id)
      .then(nameIn)
      .catch(() => t('out_of_reach'))
      .then((name) => (known.set(key, name), name))
  asked.set(key, answer)
  return answer
}

export function remember(plural: string, id: string, name: string): void {
  known.set(`${plural}/${id}`, name)
  asked.set(`${plural}/${id}`, Promise.resolve(name))
}

/** The name, or a sign that it is being read: an id says nothing to anybody. Reactive. */
export function nameOf(plural: string, id: string | null | undefined): string {
  if (!id) return ''
  const name = known.get(`${plural}/${id}`)
  if (name === undefined && !asked.has(`${plural}/${id}`)) void loadName(plural, id)
  return name ?? '…'
}
