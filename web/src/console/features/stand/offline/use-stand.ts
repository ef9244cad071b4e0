// The state of a stand on this device: its pack, what waits, and the sending as soon as there is a network.
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { api, Problem } from '../../../../shared/http'
import { canSeal } from '../../../../shared/lock'
import { DeviceStore, openStandShelf } from './device-store'
import { hasExpired, keepPack, keptPack, renewed, type Pack } from './pack'
import { Queue, type Entry, type Kind, type Receipt } from './queue'

const againMs = 30_000
const lockName = 'unionhall.stand'

const post = (path: string, body: Record<string, unknown>) => api.post<Receipt>(path, body)

export function useStand() {
  const ready = ref(false)
  const impossible = ref(!canSeal())
  const pack = shallowRef<Pack>()
  const entries = shallowRef<Entry[]>([])
  const sent = ref(0)
  const online = ref(navigator.onLine)
  const sending = ref(false)
  const trouble = shallowRef<Problem>()
  const expired = ref(false)
  let store: DeviceStore | undefined
  let queue: Queue | undefined

  const waiting = computed(() => entries.value.filter((entry) => entry.state === 'waiting').length)
  const looks = computed(() => entries.value.filter((entry) => entry.state === 'look'))

  async function refresh(): Promise<void> {
    if (!queue) return
    entries.value = await queue.entries()
    sent.value = await queue.sent()
    expired.value = pack.value !== undefined && hasExpired(pack.value)
    // A day is over and everything has arrived: nothing of it stays.
    if (expired.value && entries.value.length === 0) await wipe()
  }
  async function open(): Promise<void> {
    if (impossible.value) return void (ready.value = true)
    store = await DeviceStore.open(await openStandShelf())
    queue = new Queue(store, post)
    pack.value = await keptPack(store)
    await refresh()
    ready.value = true
    void freshen()
    void send()
  }
  /** The newest notice while there is a network, so that what is signed later is not out of date. Quietly or not at all. */
  async function freshen(): Promise<void> {
    const kept = pack.value
    if (!kept || expired.value || !navigator.onLine) return
    const fresh = await renewed(kept).catch(() => undefined)
    if (fresh && pack.value === kept) await keep(fresh)
  }
  async function wipe(): Promise<void> {
    await store?.wipe()
    pack.value = undefined
    entries.value = []
    sent.value = 0
    if (!store) return
    store = await DeviceStore.open(await openStandShelf())
    queue = new Queue(store, post)
  }
  async function keep(prepared: Pack): Promise<void> {
    if (!store) return
    await keepPack(store, prepared)
    // A browser short of room does not throw it away by itself.
    void navigator.storage?.persist?.()
    pack.value = prepared
    await refresh()
  }
  async function add(kind: Kind, content: Record<string, unknown>): Promise<void> {
    if (!queue || !pack.value) throw new Error('this device is not prepared')
    await queue.add(pack.value, kind, content)
    await refresh()
    void send()
  }

  /** One page of this device sends at a time; another one only looks on. */
  async function send(): Promise<void> {
    if (!queue || sending.value || !navigator.onLine) return
    sending.value = true
    try {
      await navigator.locks.request(lockName, async () => {
        trouble.value = await queue?.sendAll()
      })
    } finally {
      sending.value = false
      await refresh()
    }
  }
  async function act(work: (queue: Queue) => Promise<Problem | undefined>): Promise<Problem | undefined> {
    if (!queue) return undefined
    const mine = queue
    const problem = await navigator.locks.request(lockName, () => work(mine))
    await refresh()
    return problem
  }
  const again = (entry: Entry, corrections: Record<string, unknown> = {}) =>
    act((mine) => mine.send(entry, corrections))
  const handOver = (entry: Entry) => act((mine) => mine.handOver(entry))
  const remove = (entry: Entry) => act(async (mine) => void (await mine.remove(entry.key)))

  /** Ends the day: the key of the pass is destroyed at the server, everything here is wiped. */
  async function finish(): Promise<Problem | undefined> {
    if (!pack.value) return undefined
    try {
      await api.post(`/stand-passes/${pack.value.pass.id}/steps`, { step: 'close' })
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault
      // Closed by somebody else already: then only this device is left to be wiped.
      if (fault.status !== 409) return fault
    }
    await wipe()
    return undefined
  }

  const follow = () => {
    online.value = navigator.onLine
    if (online.value) void send()
  }
  addEventListener('online', follow)
  addEventListener('offline', follow)
  const clock = setInterval(async () => {
    await refresh()
    if (waiting.value > 0) await send()
  }, againMs)
  onScopeDispose(() => {
    removeEventListener('online', follow)
    removeEventListener('offline', follow)
    clearInterval(clock)
  })
  void open()
  return {
    ready,
    impossible,
    pack,
    entries,
    sent,
    online,
    sending,
    trouble,
    expired,
    waiting,
    looks,
    keep,
    freshen,
    add,
    send,
    again,
    handOver,
    remove,
    finish,
  }
}
export type Stand = ReturnType<typeof useStand>
