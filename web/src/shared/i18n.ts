// Words of the interface in two languages. The Chinese object gives the keys; English must have each of them.
import { ref, shallowRef } from 'vue'

export type Language = 'zh-CN' | 'en'
export type Words = { readonly zh: string; readonly en: string }
type Params = Record<string, string | number>

/** The language of this device, not of a person: stored with nobody. */
export const language = ref<Language>('zh-CN')
/** Words of a further language by their Chinese ones, when a pack is switched on; what it lacks is said as before. */
export const packed = shallowRef<Readonly<Record<string, string>>>({})
const said = ({ zh, en }: Words): string => packed.value[zh] ?? (language.value === 'en' ? en : zh)

export interface Texts<Key extends string> {
  (key: Key, params?: Params): string
  readonly zh: Readonly<Record<Key, string>>
  readonly en: Readonly<Record<Key, string>>
  has(key: string): key is Key
}

/** All words of one feature: `t('saved', { name })`. `{count|row|rows}` chooses an English singular or plural. */
export function texts<const T extends Record<string, string>>(
  zh: T,
  en: Readonly<Record<keyof T & string, string>>,
): Texts<keyof T & string> {
  type Key = keyof T & string
  const say = (key: Key, params?: Params) => fill(said({ zh: zh[key] as string, en: en[key] }), params)
  return Object.assign(say, { zh, en, has: (key: string): key is Key => Object.hasOwn(zh, key) })
}

/** The wording in the device's language of a label that came with a record. */
export const pick = said

export function fill(text: string, params?: Params): string {
  if (!params) return text
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = params[name]
      if (value === undefined) return whole
      if (one === undefined || many === undefined) return String(value)
      return Number(String(value).replaceAll(',', '')) === 1 ? one : many
    },
  )
}
