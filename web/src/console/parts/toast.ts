// Short sentences that something went well. What went wrong is said where it happened, never here.
import { ref } from 'vue'

export interface Toast {
  id: number
  text: string
}
const shownMs = 6000
const toastsMax = 3
export const toasts = ref<Toast[]>([])
let last = 0

export function notify(text: string): void {
  const id = ++last
  toasts.value = [...toasts.value, { id, text }].slice(-toastsMax)
  setTimeout(() => dismiss(id), shownMs)
}
export const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}
