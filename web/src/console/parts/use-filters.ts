// The filters of a list: in the address of the page, or, for a table inside a page, in memory.
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
  const filters = computed<Filters>(() =>
    Object.fromEntries(
      Object.entries(route.query).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
  )
  return {
    filters,
    change: (some: Filters) => void router.replace({ query: tidy({ ...filters.value, ...some }) }),
    clear: () => void router.replace({ query: tidy({ sort: filters.value.sort ?? '' }) }),
  }
}

const tidy = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
