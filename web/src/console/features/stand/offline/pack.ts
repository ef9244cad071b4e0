// What a device takes with it: its pass, the notice in both languages, and which union covers which place and trade.
import { api, type List } from '../../../../shared/http'
import type { DeviceStore } from './device-store'
import type { Language } from '../../../../shared/i18n'
import type { Notice } from '../use-notice'

export interface Pass {
  id: string
  unit_id: string
  unit_name: string
  cadre: string
  event_id: string | null
  issued_at: string
  expires_at: string
  send_until: string
  public_key: string
  token: string
}
export interface Home {
  division_code: string
  division_name: string
  occupation: string
  unit_id: string
  unit_name: string
  reason: string
}
export interface Pack {
  pass: Pass
  notices: Record<Language, Notice>
  homes: Home[]
  event_title: string
  takes_oath: boolean
  /** How far the server's clock is ahead of this device's. */
  clock_ahead_ms: number
}

const name = 'pack'
const languages: readonly Language[] = ['zh-CN', 'en']

async function noticeIn(language: Language): Promise<Notice> {
  const answer = await fetch('/api/join/notice', {
    headers: { Accept: 'application/json', 'Accept-Language': language },
  })
  if (!answer.ok) throw new Error(`the notice was answered with ${answer.status}`)
  return (await answer.json()) as Notice
}

/** Asks the server for everything at once; with a network only. */
export async function preparePack(unit: string, event: string | null, device: string): Promise<Pack> {
  const [zh, en] = await Promise.all(languages.map(noticeIn))
  const homes = await api.get<List<Home>>('/stand-homes', { unit_id: unit })
  const opened = event
    ? await api.get<{ title: string; oath_version: number }>(`/events/${event}`)
    : { title: '', oath_version: 0 }
  const asked = { unit_id: unit, device, ...(event ? { event_id: event } : {}) }
  const pass = await api.post<Pass>('/stand-passes', asked)
  return {
    pass,
    notices: { 'zh-CN': zh!, en: en! },
    homes: homes.items,
    event_title: opened.title,
    takes_oath: opened.oath_version > 0,
    clock_ahead_ms: new Date(pass.issued_at).getTime() - Date.now(),
  }
}

/** The same pass with the notice and the homes of now; with a network only. */
export async function renewed(pack: Pack): Promise<Pack> {
  const [zh, en] = await Promise.all(languages.map(noticeIn))
  const homes = await api.get<List<Home>>('/stand-homes', { unit_id: pack.pass.unit_id })
  return { ...pack, notices: { 'zh-CN': zh!, en: en! }, homes: homes.items }
}

export const keepPack = (store: DeviceStore, pack: Pack): Promise<void> => store.put(name, pack)
export const keptPack = (store: DeviceStore): Promise<Pack | undefined> => store.get<Pack>(name)

/** By the server's clock as far as the device knows it. */
export const hasExpired = (pack: Pack, now = Date.now()): boolean =>
  now + pack.clock_ahead_ms > new Date(pack.pass.expires_at).getTime()

export const divisionsOf = (pack: Pack): { code: string; name: string }[] =>
  [...new Map(pack.homes.map((home) => [home.division_code, home.division_name])).entries()].map(
    ([code, division]) => ({ code, name: division }),
  )

/** The one union for that place and trade, as the server would propose it. */
export const homeIn = (pack: Pack, division: string, occupation: string): Home | undefined => {
  const there = pack.homes.filter((home) => home.division_code === division)
  return there.find((home) => home.occupation === occupation) ?? there.find((home) => home.occupation === '')
}
