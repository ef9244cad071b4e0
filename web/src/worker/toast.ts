// The one message that may lie over the page.
import { ref } from 'vue'

const SHOWN_MS = 8000
export const toast = ref('')
let timer: ReturnType<typeof setTimeout> | undefined

export function say(text: string): void {
  clearTimeout(timer)
  toast.value = text
  timer = setTimeout(() => (toast.value = ''), SHOWN_MS)
}
