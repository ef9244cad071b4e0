// How far the work on a list is, as the server tells it while it works; asked for anew where the stream is cut.
import { onScopeDispose, shallowRef, watch } from 'vue'

export interface Progress {
  status?: string
  rows_done?: number
  rows_total?: number
}
const askEveryMs = 2000
const working = ['reading', 'committing', 'matching']

/** Follows the stream of `path` while `active`; calls `ended` whenever the list may have changed its state. */
export function useProgress(path: () => string, active: () => boolean, ended: () => void) {
  const progress = shallowRef<Progress>({})
  let source: EventSource | undefined
  let clock: ReturnType<typeof setInterval> | undefined

  function stop(): void {
    source?.close()
    source = undefined
    clearInterval(clock)
  }
  function read(event: MessageEvent<string>): void {
    try {
      progress.value = JSON.parse(event.data) as Progress
    } catch {
      return // a line that is only there to keep the connection open
    }
    if (progress.value.status && !working.includes(progress.value.status)) ended()
  }
  function start(): void {
    stop()
    clock = setInterval(ended, askEveryMs)
    if (typeof EventSource === 'undefined') return
    source = new EventSource(`/api${path()}`)
    source.addEventListener('progress', read as EventListener)
    source.onerror = () => source?.close()
  }
  watch(active, (now) => (now ? start() : stop()), { immediate: true })
  onScopeDispose(stop)
  return progress
}
