// A service worker: keeps the built files of one face, or of one page of it, on the device, and never touches /api or the
// server's own pages. The names with double underscores are filled in by pwa.ts when the face is built.
const PREFIX = __PREFIX__
const SHELL = PREFIX + __VERSION__
const FILES = new Set(__FILES__)
const INDEX = __INDEX__
const HASHED_NAME = /-[\w-]{8}\.\w+$/
// Pages drawn from these files; everything else that is navigated to is the server's.
const APP_PAGES = __PAGES__

async function old_shells() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL)
  return Promise.all(names.map((name) => caches.open(name)))
}

/** A hashed file already on the phone is copied, not downloaded again. */
async function keep(cache, file, shells) {
  if (HASHED_NAME.test(file)) {
    for (const shell of shells) {
      const hit = await shell.match(file)
      if (hit) return cache.put(file, hit)
    }
  }
  const answer = await fetch(file, { cache: 'no-cache' })
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
  return cache.put(file, answer)
}

async function install() {
  const [cache, shells] = await Promise.all([caches.open(SHELL), old_shells()])
  await Promise.all([...FILES].map((file) => keep(cache, file, shells)))
}

async function activate() {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== SHELL) await caches.delete(name)
  await self.clients.claim()
}

async function from_phone(path, request) {
  const cache = await caches.open(SHELL)
  return (await cache.match(path)) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
// The old worker keeps serving the open page; the page asks for the switch once the person has agreed.
self.addEventListener('message', (event) => event.data === 'activate' && self.skipWaiting())
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== location.origin) return
  if (event.request.mode === 'navigate') {
    if (APP_PAGES.test(url.pathname)) event.respondWith(from_phone(INDEX, event.request))
  } else if (FILES.has(url.pathname)) {
    event.respondWith(from_phone(url.pathname, event.request))
  }
})
