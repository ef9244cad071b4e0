// Who is signed in on this phone, whether this is a demonstration, and whether there is a network.
import { reactive } from 'vue'
import { api, onSignedOut, Problem } from '@shared/http'
import { clearTab, forgetCard } from './left-here'
import type { Proof } from './phone/phone-code'

export interface Account {
  account_id: string
  name: string
  kind: 'staff' | 'worker'
  /** Whether signing in takes a code of an app, too; and from when on it does not, or since when, as that was lost. */
  totp_enabled?: boolean
  codes_end_at?: string | null
}

const hintKey = 'unionhall.signed_in'

/** Whether somebody signed in on this phone and did not sign out: what to show until the server has answered. */
function hint(): boolean {
  try {
    return localStorage.getItem(hintKey) === 'yes'
  } catch {
    return false
  }
}
function keepHint(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(hintKey, 'yes')
    else localStorage.removeItem(hintKey)
  } catch {
    // Storage refused: the first page waits for the server instead.
  }
}

export const session = reactive({
  /** Somebody is probably signed in; only the server knows. */
  expected: hint(),
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
let askedAt = 0
/** An app that lay open for so long asks again when it is looked at: something may have happened to the account. */
const askedAgainMs = 5 * 60_000
clearTab()
document.addEventListener('visibilitychange', () => {
  clearTab()
  const isOld = Date.now() - askedAt > askedAgainMs
  if (document.visibilityState === 'visible' && session.account && isOld) askAgain().catch(() => undefined)
})

/** Asks the server who is signed in; called by every page that needs to know, carried out once. */
export function knowSession(): Promise<void> {
  asking ??= ask().catch((fault: unknown) => {
    asking = undefined
    throw fault
  })
  return asking
}

/** Asks the server once more and goes on with what is known until it has answered. */
export function askAgain(): Promise<void> {
  asking = undefined
  return knowSession()
}

/** The next question is asked of the server again. */
export function forgetSession(): void {
  asking = undefined
  session.account = undefined
}

export type Current = Partial<Account> & { demonstration: boolean }
const ask = async (): Promise<void> => take(await api.get<Current>('/sessions/current'))

/** What the server just answered about who is signed in. */
export function take(current: Current): void {
  // Nobody is a visitor, and so are staff who come here: this app is about a worker's own membership.
  session.account = current.kind === 'worker' ? (current as Account) : undefined
  session.demonstration = current.demonstration
  session.expected = Boolean(session.account)
  keepHint(session.expected)
  session.known = true
  askedAt = Date.now()
}

/** What an answer said about the one-time codes, without asking for everything once more. */
export function takeCodes(codes: Pick<Account, 'totp_enabled' | 'codes_end_at'>): void {
  if (session.account) Object.assign(session.account, codes)
}

/** Signs in by a code sent to the phone; the server sets the cookie. A code is good only for what it was asked for. */
export async function signInByPhone(proof: Proof, purpose: 'join' | 'sign_in'): Promise<void> {
  await api.post('/phone-sessions', { ...proof, purpose })
  forgetSession()
  await knowSession()
}

/** Ends the session here; the phone may be given to somebody else. */
export async function signOut(): Promise<void> {
  await api.post('/sessions/end').catch((fault: unknown) => {
    if (!(fault instanceof Problem) || fault.status !== 401) throw fault
  })
  nobodyHere()
}

/** Signed out, or forgotten: nothing of them stays on this phone. */
export function nobodyHere(): void {
  forgetCard()
  clearTab(Infinity)
  keepHint(false)
  session.expected = false
  session.account = undefined
}
