// The filters of a list: in the address of the page, or, for a table inside a page, in memory. What is searched for may be
// somebody's name or phone: it is kept with the page in the history of the tab, never in an address.
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

type Filters = Record<string, string>

export function useFilters(inner: boolean) {
  if (inner) {
    const filters = ref<Filters>({})
    return {
      filters,
      change: (some: Filters) => void (filters.value = tidy({ ...filters.value, ...some })),
      clear: () => void (filters.value = {}),
    }
  }
  const route = useRoute()
  const router = useRouter()
  const inAddress = computed<Filters>(() =>
    Object.fromEntries(
      Object.entries(route.query).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
  )
  const at = route.path
  const sought = ref(keptSearch(at))
  const seek = (text: string) => {
    sought.value = text
    window.history.replaceState({ ...window.history.state, search: { at, text } }, '')
  }
  const show = ({ q = '', ...others }: Filters) => {
    seek(q)
    return router.replace({ query: tidy(others) })
  }
  // A link that somebody kept from before: it is taken at its word, and taken out of the address.
  if (inAddress.value.q) void show(inAddress.value)
  const filters = computed<Filters>(() => tidy({ ...inAddress.value, q: sought.value }))
  return {
    filters,
    change: (some: Filters) => void show({ ...filters.value, ...some }),
    clear: () => void show({ sort: filters.value.sort ?? '' }),
  }
}

function keptSearch(at: string): string {
  const state = window.history.state as { search?: { at: string; text: string } } | null
  return state?.search?.at === at ? state.search.text : ''
}

const tidy = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
