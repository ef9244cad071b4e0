// The one place that speaks to the server: JSON both ways, problems as errors, a stable key on every POST.
import { language } from './i18n'
import { t } from './texts'

export interface FieldProblem {
  field: string
  message: string
}

/** Something the server (or the network) refused, with sentences ready to be shown. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = '',
    readonly problems: readonly FieldProblem[] = [],
    readonly request_id = '',
    readonly type = 'about:blank',
  ) {
    super(title)
    this.name = 'Problem'
  }
  /** No answer came at all: trying again is safe, because the key of a POST stays the same. */
  get unreachable(): boolean {
    return this.status === 0
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>
export interface List<T> {
  items: T[]
  next: string | null
  /** Only when asked for with count=1. */
  total?: number
  total_is_more?: boolean
}

const signedOut = new Set<() => void>()
/** Called when the server says that nobody is signed in any more. Returns a function that ends the listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

/** The type of the one refusal that is not final: the password is to be proved once more, then it may be asked again. */
const unproved = 'urn:unionhall:problem:unproved'
let askForProof: (() => Promise<boolean>) | undefined
/** Called before a sensitive act is refused: true when the person proved who they are, and the request is repeated. */
export function onUnproved(ask: () => Promise<boolean>): () => void {
  askForProof = ask
  return () => {
    if (askForProof === ask) askForProof = undefined
  }
}

/** The address of a route, with the query values that are set. */
export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return `/api${path}${text && (path.includes('?') ? '&' : '?')}${text}`
}

/** What is sought may be somebody's name or phone: it goes in a header, because addresses are kept in many places. */
function seeking({ search, ...query }: Query = {}): { query: Query; headers?: Record<string, string> } {
  if (search === undefined || search === null || search === '') return { query }
  return { query, headers: { Search: encodeURIComponent(search) } }
}

/** A key for one POST, for who keeps it himself until it is answered. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

const unansweredMax = 100
const unanswered = new Map<string, string>()
/** One key for one wish: kept while no final answer came, so that a retry or a double click is carried out once. */
function keyFor(wish: string): string {
  const known = unanswered.get(wish)
  if (known) return known
  if (unanswered.size >= unansweredMax) unanswered.delete(unanswered.keys().next().value ?? '')
  const key = newKey()
  unanswered.set(wish, key)
  return key
}

declare global {
  interface Window {
    /** What boot.js asked before this script was here, by address. */
    unionhallAsked?: Record<string, Promise<Response> | undefined>
  }
}
/** The answer to what was asked already; each is taken once. */
function askedAlready(url: string): Promise<Response> | undefined {
  const asked = window.unionhallAsked?.[url]
  if (asked) delete window.unionhallAsked?.[url]
  return asked
}

interface Sending {
  method: string
  url: string
  body?: BodyInit
  headers?: Record<string, string>
  signal?: AbortSignal
}

async function send<T>(sending: Sending): Promise<T> {
  const answer = await ask(sending)
  return (answer.status === 204 ? undefined : await readJson(answer)) as T
}

/** The answer when it is a good one; otherwise a Problem. */
async function ask(sending: Sending, isAgain = false): Promise<Response> {
  const { method, url, body, headers, signal } = sending
  // What was asked before something changes, a sign-in above all, is no news after it.
  if (method !== 'GET') window.unionhallAsked = {}
  let answer: Response
  try {
    answer = await ((method === 'GET' && !headers?.Search && askedAlready(url)) ||
      fetch(url, {
        method,
        body,
        signal,
        credentials: 'same-origin',
        headers: { Accept: 'application/json', 'Accept-Language': language.value, ...headers },
      }))
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw new Problem(0, t('unreachable'))
  }
  // What boot.js asked cannot be called off: it is left alone here.
  if (signal?.aborted) throw new DOMException('', 'AbortError')
  if (answer.ok) return answer
  if (answer.status === 401) signedOut.forEach((listener) => listener())
  const problem = await readProblem(answer)
  if (problem.type === unproved && !isAgain && (await askForProof?.())) return ask(sending, true)
  throw problem
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Problem(answer.status, t('unreadable', { status: answer.status }))
  }
}

/** How long somebody who tried too often has to wait, as the server says it. */
function wait(answer: Response): string {
  const seconds = answer.status === 429 ? Number(answer.headers.get('Retry-After')) : 0
  if (!(seconds > 0)) return ''
  return seconds < 60 ? t('wait_seconds', { n: seconds }) : t('wait_minutes', { n: Math.ceil(seconds / 60) })
}

async function readProblem(answer: Response): Promise<Problem> {
  const said = (await readJson(answer).catch(() => undefined)) as Partial<Problem> | undefined
  return new Problem(
    answer.status,
    said?.title ?? t('unreadable', { status: answer.status }),
    [said?.detail, wait(answer)].filter(Boolean).join(' '),
    said?.problems ?? [],
    said?.request_id ?? answer.headers.get('X-Request-Id') ?? '',
    said?.type,
  )
}

async function sendOnce<T>(wish: string, sending: Sending): Promise<T> {
  const key = keyFor(wish)
  try {
    const answer = await send<T>({ ...sending, headers: { ...sending.headers, 'Idempotency-Key': key } })
    unanswered.delete(wish)
    return answer
  } catch (fault) {
    // A refusal is a final answer; silence and a fault of the server are not.
    if (fault instanceof Problem && fault.status >= 400 && fault.status < 500) unanswered.delete(wish)
    throw fault
  }
}

const json = { 'Content-Type': 'application/json' }

export const api = {
  /** `search` in the query is what a list is searched for. */
  get: <T>(path: string, asked?: Query, signal?: AbortSignal) => {
    const { query, headers } = seeking(asked)
    return send<T>({ method: 'GET', url: address(path, query), headers, signal })
  },

  /** An answer that is a file, such as a list as CSV. */
  file: async (path: string, asked?: Query): Promise<Blob> => {
    const { query, headers } = seeking(asked)
    return (
      await ask({ method: 'GET', url: address(path, query), headers: { Accept: '*/*', ...headers } })
    ).blob()
  },

  /** A file that is given out once: asked for as a change, and never asked for again by itself. */
  fileOnce: async (path: string): Promise<Blob> =>
    (
      await ask({ method: 'POST', url: address(path), body: '{}', headers: { ...json, Accept: '*/*' } })
    ).blob(),

  post<T>(path: string, body: unknown = {}, query?: Query): Promise<T> {
    const url = address(path, query)
    const text = JSON.stringify(body)
    return sendOnce<T>(`${url} ${text}`, { method: 'POST', url, body: text, headers: json })
  },

  /** Sends under a key that was kept with what is sent: carried out once, however often it is sent. */
  postUnder: <T>(key: string, path: string, body: unknown) =>
    send<T>({
      method: 'POST',
      url: address(path),
      body: JSON.stringify(body),
      headers: { ...json, 'Idempotency-Key': key },
    }),

  /** Changes a record only if it still has the version that was read; otherwise a Problem with status 412. */
  patch: <T>(path: string, body: unknown, version: number | string) =>
    send<T>({
      method: 'PATCH',
      url: address(path),
      body: JSON.stringify(body),
      headers: { ...json, 'If-Match': `"v${String(version).replace(/^v/, '')}"` },
    }),

  delete: <T = void>(path: string) => send<T>({ method: 'DELETE', url: address(path) }),

  /** Sends a file as it is. The key is that of the same file, chosen for the same place. */
  upload<T>(path: string, file: File, query?: Query): Promise<T> {
    const url = address(path, query)
    return sendOnce<T>(`${url} ${file.name} ${file.size} ${file.lastModified}`, {
      method: 'POST',
      url,
      body: file,
      headers: { 'Content-Type': 'application/octet-stream' },
    })
  },
}
