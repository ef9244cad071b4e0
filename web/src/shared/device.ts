// What this device chose: theme, large type, language. Kept on the device alone; boot.js reads it before the first paint.
import { reactive, watch } from 'vue'
import { language, type Language } from './i18n'

const key = 'unionhall.device'
export type Theme = 'auto' | 'light' | 'dark'
export interface Device {
  theme: Theme
  large: boolean
  language: Language
  /** The further language that is switched on; its words are kept beside (language-pack.ts). */
  pack: { language: string; direction: 'ltr' | 'rtl' } | null
}

export function readDevice(stored: string | null): Device {
  let found: Partial<Record<keyof Device, unknown>> = {}
  try {
    found = (JSON.parse(stored ?? '{}') as typeof found | null) ?? {}
  } catch {
    found = {}
  }
  return {
    theme: found.theme === 'dark' || found.theme === 'light' ? found.theme : 'auto',
    large: found.large === true,
    language: found.language === 'en' ? 'en' : 'zh-CN',
    pack: packIn(found.pack),
  }
}
function packIn(found: unknown): Device['pack'] {
  const { language, direction } = (found ?? {}) as Partial<NonNullable<Device['pack']>>
  if (typeof language !== 'string' || language === '') return null
  return { language, direction: direction === 'rtl' ? 'rtl' : 'ltr' }
}

export const storage = (): Storage | undefined => {
  try {
    return window.localStorage
  } catch {
    return undefined // storage refused by the browser: choices last as long as the page
  }
}

export const device = reactive<Device>(readDevice(storage()?.getItem(key) ?? null))

const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)')
export const isDark = (): boolean =>
  device.theme === 'dark' || (device.theme === 'auto' && systemDark().matches)

/** Whether this face takes language packs. */
let packs = false

export function applyDevice(): void {
  const root = document.documentElement
  root.dataset.theme = isDark() ? 'dark' : 'light'
  root.dataset.size = device.large ? 'large' : 'normal'
  root.lang = packs ? (device.pack?.language ?? device.language) : device.language
  root.dir = (packs && device.pack?.direction) || 'ltr'
  language.value = device.language
}

/** Called once by each face: applies the choices now and whenever they change. */
export function followDevice(takesPacks = false): void {
  packs = takesPacks
  applyDevice()
  watch(device, () => {
    applyDevice()
    try {
      storage()?.setItem(key, JSON.stringify(device))
    } catch {
      // full or refused: the choice still holds for this page
    }
  })
  systemDark().addEventListener('change', applyDevice)
}
