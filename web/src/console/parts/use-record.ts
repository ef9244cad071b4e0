// One answer of the server, read again whenever its address changes.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, Problem } from '../../shared/http'

/** `path` may give undefined: then nothing is asked. */
export function useRecord<T>(path: () => string | undefined) {
  const record = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let asking: AbortController | undefined

  async function reload(): Promise<void> {
    asking?.abort()
    const address = path()
    if (address === undefined) {
      record.value = undefined
      loading.value = false
      return
    }
    const mine = (asking = new AbortController())
    loading.value = true
    try {
      record.value = await api.get<T>(address, undefined, mine.signal)
      problem.value = undefined
    } catch (fault) {
      if (mine.signal.aborted) return
      if (!(fault instanceof Problem)) throw fault
      problem.value = fault
    } finally {
      if (asking === mine) loading.value = false
    }
  }

  watch(
    path,
    () => {
      record.value = undefined
      void reload()
    },
    { immediate: true },
  )
  onScopeDispose(() => asking?.abort())
  return { record, problem, loading, reload }
}
