// Reports that wait on this phone for a network: each is sent under a key of its own until the server has answered, and
// arrives once. What the server refuses stays with its sentence until the person has seen it.
import { newKey, Problem } from '@shared/http'
import type { Shelf } from '@shared/shelf'

export const REPORT_KINDS = ['locked', 'broken', 'not_there', 'wrong_hours', 'dirty', 'other'] as const
export interface Report {
  station_id: string
  kind: (typeof REPORT_KINDS)[number]
  /** Which thing is broken. */
  facility?: string
}
/** What the server says of a report, at once and later. */
export interface Told {
  id: string
  status: 'received' | 'fixed' | 'not_so'
  due_on?: string | null
  answer?: string
  sentence?: string
}
export interface Entry {
  key: string
  report: Report
  station_name: string
  taken_at: string
  state: 'waiting' | 'sent' | 'refused'
  /** Why it was refused. */
  sentence: string
  told?: Told
}
export type Post = (key: string, report: Report, observed_at: string) => Promise<Told>
export type Ask = (id: string) => Promise<Told>

const beginning = 'report/'
const kept_sent_max = 10

export class Outbox {
  constructor(
    private readonly shelf: Shelf,
    private readonly post: Post,
    private readonly ask: Ask,
  ) {}

  /** Kept for good when the promise is fulfilled. */
  async add(report: Report, station_name: string, now = new Date()): Promise<Entry> {
    const taken_at = now.toISOString()
    const entry: Entry = { key: newKey(), report, station_name, taken_at, state: 'waiting', sentence: '' }
    await this.keep(entry)
    return entry
  }

  /** Newest first. */
  async entries(): Promise<Entry[]> {
    const names = (await this.shelf.names()).filter((name) => name.startsWith(beginning))
    const found = (await Promise.all(names.map((name) => this.shelf.get(name)))) as Entry[]
    return found.sort((one, other) => other.taken_at.localeCompare(one.taken_at))
  }
  remove(key: string): Promise<void> {
    return this.shelf.remove(beginning + key)
  }

  /** Sends what waits, oldest first. Ends early when nobody answers; tells how many still wait. */
  async sendAll(): Promise<number> {
    const waiting = (await this.entries()).filter(({ state }) => state === 'waiting').reverse()
    let left = waiting.length
    for (const entry of waiting) {
      if (!(await this.send(entry))) break
      left -= 1
    }
    const sent = (await this.entries()).filter(({ state }) => state === 'sent')
    for (const old of sent.slice(kept_sent_max)) await this.remove(old.key)
    return left
  }

  /** Asks what became of those that arrived and were not answered yet; without an answer they stay as they are. */
  async lookAfter(): Promise<void> {
    for (const entry of await this.entries()) {
      if (entry.state !== 'sent' || entry.told?.status !== 'received') continue
      try {
        const told = await this.ask(entry.told.id)
        if (told.status !== entry.told.status) await this.keep({ ...entry, told })
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault
        if (isNoAnswer(fault)) return
      }
    }
  }

  /** Whether it was answered, one way or the other. */
  private async send(entry: Entry): Promise<boolean> {
    try {
      const told = await this.post(entry.key, entry.report, entry.taken_at)
      await this.keep({ ...entry, state: 'sent', told })
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault
      if (isNoAnswer(fault)) return false
      const said = fault.problems.map(({ message }) => message).join(' ')
      await this.keep({ ...entry, state: 'refused', sentence: said || fault.title })
    }
    return true
  }
  private keep(entry: Entry): Promise<void> {
    return this.shelf.put(beginning + entry.key, entry)
  }
}

/** Silence, too much at once, a fault of the server, the same still under way: it may be sent again, as it is. */
const isNoAnswer = ({ status }: Problem): boolean =>
  status === 0 || status === 409 || status === 425 || status === 429 || status >= 500
