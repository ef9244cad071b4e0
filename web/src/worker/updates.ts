// Registers the service worker and tells when a newer one is waiting. It takes over only when the person agrees.
import { ref } from 'vue'

export const updateWaiting = ref(false)
let registration: ServiceWorkerRegistration | undefined

function look(): void {
  // Without a controller this is the first visit: there is no older version to replace.
  updateWaiting.value = Boolean(registration?.waiting && navigator.serviceWorker.controller)
}

export async function followUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  registration = await navigator.serviceWorker.register('/sw.js')
  look()
  registration.addEventListener('updatefound', () =>
    registration?.installing?.addEventListener('statechange', look),
  )
}

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  registration?.waiting?.postMessage('activate')
}
