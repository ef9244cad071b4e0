// The list of stations on this phone: read from what is kept, brought up to date when there is a network, and the reports
// that wait here. One for the whole app.
import { ref, shallowRef } from 'vue'
import { api, Problem } from '@shared/http'
import { memoryShelf, openShelf, type Shelf } from '@shared/shelf'
import { Outbox, type Entry, type Post, type Report, type Told } from './outbox'
import { continues, pack_form, packAfter, type Pack, type RawPack } from './pack'
import { StationList } from './seen'
import { keepMark, waitingMark } from './marks'

const database = 'unionhall-stations'
const packName = 'pack'
const lockName = 'unionhall.reports'
const fresh_ms = 5 * 60_000
const rounds_max = 20

export const pack = shallowRef<Pack>()
export const list = shallowRef<StationList>()
export const entries = shallowRef<Entry[]>([])
/** What is kept has been read. */
export const ready = ref(false)
export const refreshing = ref(false)
export const trouble = shallowRef<Problem>()

const post: Post = (key, { station_id, ...report }, observed_at) =>
  // To the second, as the server reads it.
  api.postUnder<Told>(key, `/public/stations/${station_id}/reports`, {
    ...report,
    observed_at: observed_at.replace(/\.\d+Z$/, 'Z'),
  })

let opening: Promise<{ shelf: Shelf; outbox: Outbox }> | undefined
function opened(): Promise<{ shelf: Shelf; outbox: Outbox }> {
  opening ??= openShelf(database)
    // A browser that keeps nothing: the list lasts as long as the page.
    .catch(() => memoryShelf())
    .then(async (shelf) => {
      const outbox = new Outbox(shelf, post, (id) => api.get<Told>(`/public/station-reports/${id}`))
      const kept = (await shelf.get(packName)) as Pack | undefined
      if (kept?.form === pack_form) show(kept)
      entries.value = await outbox.entries()
      ready.value = true
      return { shelf, outbox }
    })
  return opening
}
function show(found: Pack): void {
  pack.value = found
  list.value = new StationList(found.stations, found.calendar)
}

/** Reads what is kept and, when there is a network, what has changed since. */
export async function openStations(): Promise<void> {
  await opened()
  void refresh()
  void sendReports()
}

/** The county whose stations are to be kept here, with its neighbours. */
export async function chooseCounty(code: string, name: string): Promise<void> {
  await opened()
  if (pack.value?.county !== code) {
    pack.value = undefined
    list.value = undefined
  }
  await refresh({ code, name })
}

export async function refresh(wanted?: { code: string; name: string }): Promise<void> {
  const kept = pack.value
  const county = wanted ?? (kept && { code: kept.county, name: kept.county_name })
  if (!county || refreshing.value || !navigator.onLine) return
  if (!wanted && kept && Date.now() - Date.parse(kept.fetched_at) < fresh_ms) return
  refreshing.value = true
  trouble.value = undefined
  try {
    const found = await fetched(county, kept?.county === county.code ? kept : undefined)
    show(found)
    await (await opened()).shelf.put(packName, found)
    keepMark(found.county_name)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    trouble.value = fault
  } finally {
    refreshing.value = false
  }
}

async function fetched(county: { code: string; name: string }, kept: Pack | undefined): Promise<Pack> {
  let found = kept
  for (let round = 0; round < rounds_max; round++) {
    const asked = { county: county.code, neighbours: true, since: found?.version }
    const raw = await api.get<RawPack>('/public/stations/pack', asked)
    if (found && !raw.is_whole && !continues(found, raw)) {
      found = undefined
      continue
    }
    found = packAfter(found, raw, county.name)
    if (!raw.has_more) return found
  }
  return found!
}

/** Keeps a report and sends it, now or as soon as there is a network. Tells how it stands. */
export async function report(given: Report, station_name: string): Promise<Entry> {
  const { outbox } = await opened()
  const { key } = await outbox.add(given, station_name)
  waitingMark(true)
  await sendReports()
  return entries.value.find((entry) => entry.key === key)!
}

/** Sends what waits. One page of this phone sends at a time. */
export async function sendReports(): Promise<void> {
  const { outbox } = await opened()
  if (navigator.onLine) {
    const send = async () => {
      waitingMark((await outbox.sendAll()) > 0)
      await outbox.lookAfter()
    }
    await (navigator.locks ? navigator.locks.request(lockName, send) : send())
  }
  entries.value = await outbox.entries()
}

export async function removeReport(key: string): Promise<void> {
  const { outbox } = await opened()
  await outbox.remove(key)
  entries.value = await outbox.entries()
}
