// Before a sensitive act the server may want a new proof that it is still the same person: it is asked for over the page,
// and the act then goes on by itself. Each app draws its own dialog while `proofWanted`.
import { ref } from 'vue'
import { onSignedOut, onUnproved } from './http'

export const proofWanted = ref(false)
let answer: ((isProved: boolean) => void) | undefined
let asking: Promise<boolean> | undefined

onUnproved(() => {
  // Several acts at once ask once.
  asking ??= new Promise((resolve) => (answer = resolve))
  proofWanted.value = true
  return asking
})
onSignedOut(() => endProof(false))

export function endProof(isProved: boolean): void {
  answer?.(isProved)
  answer = asking = undefined
  proofWanted.value = false
}
