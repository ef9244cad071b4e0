// Where the focus goes when what had it is gone.
import { nextTick } from 'vue'

/** To the content of the page, once it is drawn anew: what is left is read from there, and no key leads past it. */
export async function focusContent(): Promise<void> {
  await nextTick()
  document.getElementById('content')?.focus()
}
