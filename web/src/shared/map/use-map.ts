// The map that is configured, asked for once and kept as long as the page. Without one, or without a network, there is none.
import { shallowRef } from 'vue'
import { api, Problem } from '../http'
import type { MapShown } from './tiles'

export const map = shallowRef<MapShown>()
let asked = false

export async function askForMap(): Promise<void> {
  if (asked) return
  asked = true
  try {
    const told = await api.get<MapShown>('/public/map')
    map.value = told.tiles ? told : undefined
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    asked = false
  }
}
