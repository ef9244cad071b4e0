// One key decides: whoever checks hundreds of rows keeps a hand on the keyboard. Never while something is typed or chosen.
import { onScopeDispose } from 'vue'

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], dialog, [role="dialog"]'

export function useKeys(acts: Record<string, () => void>): void {
  function press(event: KeyboardEvent): void {
    const act = acts[event.key.toLowerCase()]
    const inside = event.target instanceof Element && event.target.closest(typing)
    if (!act || inside || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    if (document.querySelector('dialog[open]')) return
    event.preventDefault()
    act()
  }
  window.addEventListener('keydown', press)
  onScopeDispose(() => window.removeEventListener('keydown', press))
}
