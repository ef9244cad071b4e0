// Registers the service worker that lets this page start without a network. A newer one takes over when the cadre says.
import { ref } from 'vue'

export const updateWaiting = ref(false)
let registration: ServiceWorkerRegistration | undefined

function look(): void {
  // Without a controller this is the first visit: there is no older version to replace.
  updateWaiting.value = Boolean(registration?.waiting && navigator.serviceWorker.controller)
}

export async function followUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  try {
    registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`)
  } catch {
    return // no network, or not allowed here: the page works as it is
  }
  look()
  registration.addEventListener('updatefound', () =>
    registration?.installing?.addEventListener('statechange', look),
  )
}

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  registration?.waiting?.postMessage('activate')
}
