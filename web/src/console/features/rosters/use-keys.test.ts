import { afterEach, expect, test, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useKeys } from './use-keys'

let scope: EffectScope | undefined
afterEach(() => {
  scope?.stop()
  document.body.innerHTML = ''
})

function press(key: string, more: KeyboardEventInit = {}, on: EventTarget = document.body): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
}

test('a key decides, but not while somebody types, holds it down, means the browser or is asked something', () => {
  const same = vi.fn()
  scope = effectScope()
  scope.run(() => useKeys({ 1: same, n: same }))
  document.body.innerHTML = '<input /><textarea></textarea><button></button>'
  press('1')
  press('N', {}, document.querySelector('button')!)
  expect(same).toHaveBeenCalledTimes(2)
  press('2')
  press('1', {}, document.querySelector('input')!)
  press('1', {}, document.querySelector('textarea')!)
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }])
    press('1', more)
  document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>')
  press('1')
  expect(same).toHaveBeenCalledTimes(2)
  scope.stop()
  document.querySelector('dialog')!.remove()
  press('1')
  expect(same).toHaveBeenCalledTimes(2)
})
