// A list of the server, page by page: the cursors of the pages seen so far are kept, so that one can go back.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { count } from '../../shared/format'
import { api, Problem, type List, type Query } from '../../shared/http'
import { listAtFirst } from '../asked-at-once'

export type Row = { id: string; version?: number; steps?: string[] } & Record<string, unknown>

export function useList<R = Row>(path: () => string, query: () => Query, sizeAtFirst = listAtFirst) {
  const rows = shallowRef<R[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  const problem = shallowRef<Problem>()
  const total = ref<string>()
  const size = ref(sizeAtFirst)
  const cursors = ref<(string | null)[]>([null])
  let asking: AbortController | undefined

  async function load(): Promise<void> {
    asking?.abort()
    const mine = (asking = new AbortController())
    loading.value = true
    try {
      const cursor = cursors.value[cursors.value.length - 1]
      const list = await api.get<List<R>>(
        path(),
        { ...query(), limit: size.value, cursor, count: cursor ? undefined : 1 },
        mine.signal,
      )
      rows.value = list.items
      next.value = list.next ?? null
      if (list.total !== undefined) total.value = count(list.total) + (list.total_is_more ? '+' : '')
      problem.value = undefined
    } catch (fault) {
      if (mine.signal.aborted) return
      if (!(fault instanceof Problem)) throw fault
      problem.value = fault
      rows.value = []
      next.value = null
    } finally {
      if (asking === mine) loading.value = false
    }
  }

  const restart = () => {
    cursors.value = [null]
    return load()
  }
  const forward = () => {
    if (next.value === null) return
    cursors.value = [...cursors.value, next.value]
    void load()
  }
  const back = () => {
    if (cursors.value.length < 2) return
    cursors.value = cursors.value.slice(0, -1)
    void load()
  }

  watch([() => JSON.stringify([path(), query()]), size], restart, { immediate: true })
  onScopeDispose(() => asking?.abort())
  return { total, rows, next, loading, problem, size, cursors, reload: load, forward, back }
}
