// Starts the worker's app: the device's choices, the pages, and the copy kept for the time without a network.
import { createApp } from 'vue'
import '@shared/tokens.css'
import './style.css'
import './fields.css'
import { device, followDevice } from '@shared/device'
import App from './App.vue'
import { reportsWait } from './stations/marks'
import { router } from './router'
import { followUpdates } from './updates'

followDevice(true)
const begin = () => createApp(App).use(router).mount('#app')
if (device.pack)
  void import('@shared/language-pack').then(({ useKeptPack }) => {
    useKeptPack()
    begin()
  })
else begin()

// A page whose chunk is gone from the server after an update: one reload brings the new list of chunks.
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('unionhall.reloaded') === location.pathname) return
  sessionStorage.setItem('unionhall.reloaded', location.pathname)
  event.preventDefault()
  location.reload()
})

// Reports of stations that were made without a network go as soon as there is one, whatever page is open.
const sendWaiting = async () => {
  if (reportsWait() && navigator.onLine) await (await import('./stations/use-stations')).sendReports()
}
addEventListener('online', () => void sendWaiting())
addEventListener('visibilitychange', () => void sendWaiting())
void sendWaiting()

if (import.meta.env.PROD) {
  addEventListener('load', () => {
    followUpdates().catch(() => {
      // The browser refuses service workers (private window): everything works, only not without a network.
    })
  })
}
