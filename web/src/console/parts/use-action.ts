// Something a person does: never twice at once, and what was refused stays to be shown.
import { ref, shallowRef } from 'vue'
import { Problem } from '../../shared/http'

export function useAction<Args extends unknown[], T>(act: (...args: Args) => Promise<T>) {
  const busy = ref(false)
  const problem = shallowRef<Problem>()

  /** The result, or undefined when it was refused or is already under way. */
  async function run(...args: Args): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    problem.value = undefined
    try {
      return await act(...args)
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault
      problem.value = fault
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
