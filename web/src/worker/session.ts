// Who is signed in on this phone, whether this is a demonstration, and whether there is a network.
import { reactive } from 'vue'
import { api, onSignedOut, Problem } from '@shared/http'
import { forgetCard } from './card/saved-card'

export interface Account {
  id: string
  name: string
  kind: 'staff' | 'worker'
}

export const session = reactive({
  /** The server has been asked once; until then nobody knows. */
  known: false,
  account: undefined as Account | undefined,
  demonstration: false,
  online: navigator.onLine,
})

addEventListener('online', () => (session.online = true))
addEventListener('offline', () => (session.online = false))
onSignedOut(() => (session.account = undefined))

let asking: Promise<void> | undefined

/** Asks the server who is signed in; called by every page that needs to know, carried out once. */
export function knowSession(): Promise<void> {
  asking ??= ask().catch((fault: unknown) => {
    asking = undefined
    throw fault
  })
  return asking
}

async function ask(): Promise<void> {
  try {
    const current = await api.get<{ account: Account; demonstration?: boolean }>('/sessions/current')
    session.account = current.account
    session.demonstration = current.demonstration === true
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.status !== 401) throw fault
    session.account = undefined
    const notice = await api.get<{ demonstration?: boolean }>('/join/notice').catch(() => undefined)
    session.demonstration = notice?.demonstration === true
  }
  session.known = true
}

/** After a sign-in by code, which has set the cookie. */
export async function signedIn(): Promise<void> {
  asking = undefined
  await knowSession()
}

/** Ends the session here and forgets the saved card: the phone may be given to somebody else. */
export async function signOut(): Promise<void> {
  await api.delete('/sessions/current').catch((fault: unknown) => {
    if (!(fault instanceof Problem) || fault.status !== 401) throw fault
  })
  forgetCard()
  session.account = undefined
}
