// Who is signed in, what they may do, and the union they work for at the moment.
import { computed, ref, shallowRef } from 'vue'
import { api, onSignedOut, Problem } from '../shared/http'

export interface Account {
  id: string
  name: string
  login?: string
  kind: string
  unit_id: string
  totp_enabled?: boolean
}
export interface RoleHeld {
  role: string
  unit_id: string
  unit_name: string
}
export interface Session {
  account: Account
  unit?: { id: string; name: string }
  roles: RoleHeld[]
  permissions: string[]
  demonstration?: boolean
  must_enrol_totp?: boolean
}

export const session = shallowRef<Session>()
let asking: Promise<Session | undefined> | undefined

/** The session, read once; undefined when nobody is signed in. */
export function loadSession(again = false): Promise<Session | undefined> {
  if (again) asking = undefined
  asking ??= api
    .get<Session>('/sessions/current')
    .then((found) => (session.value = found))
    .catch((fault: unknown) => {
      asking = undefined
      if (fault instanceof Problem && fault.status === 401) return (session.value = undefined)
      throw fault
    })
  return asking
}
export async function signOut(): Promise<void> {
  await api.delete('/sessions/current').catch((fault: unknown) => {
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
  return held.some((each) => each === right || each.startsWith(`${right}.`))
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
  const own = session.value?.unit
  if (found.size === 0 && own) found.set(own.id, own)
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
