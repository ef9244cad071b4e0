// Languages beyond the two that are built in. Somebody who translated the words hands on one file; whoever wants it takes it
// into the settings of the worker's app. It stays on that phone: nobody is told which language a person reads.
import { device, storage } from './device'
import { packed } from './i18n'

export interface LanguagePack {
  /** As in `lang`: ug, kk, bo, mn. */
  language: string
  /** In the language itself. */
  name: string
  direction: 'ltr' | 'rtl'
  /** By the Chinese words, with the same {names} in braces. */
  texts: Record<string, string>
}

const key = 'unionhall.language_pack'
export const pack_bytes_max = 500_000

/** The pack in a file; undefined when it is none. */
export function packIn(text: string): LanguagePack | undefined {
  if (text.length > pack_bytes_max) return undefined
  try {
    const found = JSON.parse(text) as Partial<LanguagePack> | null
    const { language, name, direction, texts } = found ?? {}
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(String(language)) || typeof name !== 'string' || !name)
      return undefined
    if (!texts || typeof texts !== 'object') return undefined
    const words = Object.entries(texts).filter(([, said]) => typeof said === 'string' && said !== '')
    return {
      language: language!,
      name,
      direction: direction === 'rtl' ? 'rtl' : 'ltr',
      texts: Object.fromEntries(words),
    }
  } catch {
    return undefined
  }
}

/** The pack kept on this phone, if there is one. */
export function keptPack(): LanguagePack | undefined {
  const text = storage()?.getItem(key)
  return text ? packIn(text) : undefined
}

/** Keeps it and switches it on. False when this browser keeps nothing. */
export function takePack(pack: LanguagePack): boolean {
  try {
    storage()?.setItem(key, JSON.stringify(pack))
  } catch {
    return false
  }
  device.pack = { language: pack.language, direction: pack.direction }
  packed.value = pack.texts
  return true
}

/** Back to the languages that are built in; the pack stays on the phone. */
export function switchOff(): void {
  device.pack = null
  packed.value = {}
}

export function forgetPack(): void {
  switchOff()
  storage()?.removeItem(key)
}

/** As the app starts: the words of the pack that is switched on. Gone from this phone, it is switched off. */
export function useKeptPack(): void {
  const pack = keptPack()
  if (pack) packed.value = pack.texts
  else switchOff()
}
