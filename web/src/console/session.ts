// Who is signed in, what they may do, and the union they work for at the moment.
import { computed, ref, shallowRef } from 'vue'
import { api, onSignedOut, Problem } from '../shared/http'

export interface RoleHeld {
  role: string
  unit_id: string
  unit_name: string
}
export interface Session {
  account_id: string
  kind: 'staff' | 'worker'
  name: string
  unit_id: string | null
  unit_name: string
  demonstration: boolean
  totp_enabled: boolean
  must_enrol_totp: boolean
  must_change_password: boolean
  roles: RoleHeld[]
  permissions: { name: string }[]
}

/** What the server answers to a visitor. */
interface Nobody {
  account_id: null
}

export const session = shallowRef<Session>()
/** Signed in, but one-time codes must be set up before anything else. */
export const mustEnrol = computed(() => session.value?.must_enrol_totp === true)
/** Signed in with a password that somebody else set: it is to be changed before anything else. */
export const mustChangePassword = computed(() => session.value?.must_change_password === true)
let asking: Promise<Session | undefined> | undefined

/** The session, read once; undefined when nobody is signed in. */
export function loadSession(again = false): Promise<Session | undefined> {
  if (again) asking = undefined
  asking ??= api
    .get<Session | Nobody>('/sessions/current')
    .then((found) => {
      // Somebody may sign in meanwhile in another window: nobody is asked for again each time.
      if (!found.account_id) asking = undefined
      return (session.value = found.account_id ? (found as Session) : undefined)
    })
    .catch((fault: unknown) => {
      asking = undefined
      throw fault
    })
  return asking
}
export async function signOut(): Promise<void> {
  await api.post('/sessions/end').catch((fault: unknown) => {
    if (!(fault instanceof Problem && fault.status === 401)) throw fault
  })
  forgetSession()
}
export function forgetSession(): void {
  session.value = undefined
  asking = undefined
}
onSignedOut(forgetSession)

/** `can('members')`: any right in that room; `can('members.manage')`: exactly that one. */
export function can(right: string): boolean {
  const held = session.value?.permissions ?? []
  return held.some(({ name }) => name === right || name.startsWith(`${right}.`))
}

const stored = 'unionhall.scope'
const chosen = ref(sessionStorage.getItem(stored) ?? '')
export interface Scope {
  id: string
  name: string
}
export const scopes = computed<Scope[]>(() => {
  const found = new Map<string, Scope>()
  for (const held of session.value?.roles ?? [])
    found.set(held.unit_id, { id: held.unit_id, name: held.unit_name })
  const { unit_id: id, unit_name: name } = session.value ?? {}
  if (found.size === 0 && id) found.set(id, { id, name: name ?? '' })
  return [...found.values()]
})
/** The union worked for: the root of trees, and where new records are made. */
export const scope = computed<Scope | undefined>(
  () => scopes.value.find((each) => each.id === chosen.value) ?? scopes.value[0],
)
export function chooseScope(id: string): void {
  chosen.value = id
  sessionStorage.setItem(stored, id)
}
