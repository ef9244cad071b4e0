// Where the person is: asked of the phone when they say so, held in this page alone, sent nowhere and kept nowhere.
import { ref, shallowRef } from 'vue'
import type { Place } from '@shared/geo'

export const here = shallowRef<Place>()
export const locating = ref(false)
export const refusal = ref<'' | 'denied' | 'failed'>('')

const wait_ms = 15_000
const not_older_ms = 60_000

export function locate(): Promise<void> {
  if (!('geolocation' in navigator)) {
    refusal.value = 'failed'
    return Promise.resolve()
  }
  locating.value = true
  return new Promise((done) => {
    const end = (why: typeof refusal.value) => {
      locating.value = false
      refusal.value = why
      done()
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => {
        here.value = { longitude, latitude }
        end('')
      },
      ({ code, PERMISSION_DENIED }) => end(code === PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: wait_ms, maximumAge: not_older_ms },
    )
  })
}

/** Asks the phone only if the person allowed it before: nobody is asked on arrival. */
export async function locateIfAllowed(): Promise<void> {
  try {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    if (state === 'granted') await locate()
  } catch {
    // A browser that cannot tell: then the person presses the button.
  }
}
