// Gives the focus back to what had it before a dialog, also when that can take it only later: a button rests while what it
// does is under way, and a browser takes the focus from a button that rests.
let last: HTMLElement | undefined
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) last = target
})
const rests = (element: HTMLElement) => element.matches(':disabled')
const isFree = () => !document.activeElement || document.activeElement === document.body

/** To be asked before a dialog opens; what it returns is called when the dialog has closed. */
export function rememberFocus(): () => void {
  const before = isFree() && last && rests(last) ? last : document.activeElement
  return () => before instanceof HTMLElement && giveBack(before)
}

function giveBack(to: HTMLElement): void {
  if (!rests(to)) return to.focus()
  const waiting = new MutationObserver(() => {
    if (rests(to)) return
    waiting.disconnect()
    // Somebody may have gone on elsewhere in the meantime.
    if (isFree() || document.activeElement === to) to.focus()
  })
  waiting.observe(to, { attributeFilter: ['disabled'] })
}
