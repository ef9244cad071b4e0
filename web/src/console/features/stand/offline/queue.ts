// What waits on this device to be sent. Every entry is sealed to the server before it is kept, is sent under its own key
// until the server has acknowledged it, and only then goes. What is refused stays, with the sentence, for the cadre.
import { Problem, type FieldProblem } from '../../../../shared/http'
import type { DeviceStore } from './device-store'
import type { Pack } from './pack'
import { newKey, sealTo } from './sealing'

export type Kind = 'application' | 'check_in'

export interface Entry {
  key: string
  kind: Kind
  taken_at: string
  /** The pass it was sealed to: only that one opens it. */
  pass_id: string
  token: string
  sealed: string
  state: 'waiting' | 'look'
  /** Why it needs a look: what the server said. */
  sentence: string
  problems: readonly FieldProblem[]
  /** The server says that the person is there already: nothing more to do than to know it. */
  already_there: boolean
}

export interface Receipt {
  entry_key: string
  status: 'settled' | 'handed_over' | 'closed'
  already_there: boolean
  sentence: string
}

/** What the server may say; a fault that is no refusal leaves the entry waiting. */
export type Post = (path: string, body: Record<string, unknown>) => Promise<Receipt>

const beginning = 'entry/'
const sentName = 'sent'

export class Queue {
  constructor(
    private readonly store: DeviceStore,
    private readonly post: Post,
  ) {}

  /** Kept for good when the promise is fulfilled. `content` is sealed here and nowhere else kept. */
  async add(pack: Pack, kind: Kind, content: Record<string, unknown>): Promise<Entry> {
    const key = newKey()
    const taken_at = new Date(Date.now() + pack.clock_ahead_ms).toISOString()
    const whole = JSON.stringify({ kind, taken_at, ...content })
    const entry: Entry = {
      key,
      kind,
      taken_at,
      pass_id: pack.pass.id,
      token: pack.pass.token,
      sealed: await sealTo(pack.pass.public_key, whole, `${pack.pass.id}|${key}`),
      state: 'waiting',
      sentence: '',
      problems: [],
      already_there: false,
    }
    await this.store.put(beginning + key, entry)
    return entry
  }

  /** Oldest first. */
  async entries(): Promise<Entry[]> {
    const names = await this.store.names(beginning)
    const found = await Promise.all(names.map((name) => this.store.get<Entry>(name)))
    return found.filter((each) => each !== undefined).sort((a, b) => a.taken_at.localeCompare(b.taken_at))
  }
  async sent(): Promise<number> {
    return (await this.store.get<number>(sentName)) ?? 0
  }
  remove(key: string): Promise<void> {
    return this.store.remove(beginning + key)
  }

  /** Sends what waits, one after the other. Ends early when nobody answers; returns the problem that ended it. */
  async sendAll(): Promise<Problem | undefined> {
    for (const entry of await this.entries()) {
      if (entry.state !== 'waiting') continue
      const problem = await this.send(entry)
      if (problem && isNoAnswer(problem)) return problem
    }
    return undefined
  }

  /** Sends one, with what the cadre put right. The problem, when it was not acknowledged. */
  async send(entry: Entry, corrections: Record<string, unknown> = {}): Promise<Problem | undefined> {
    return this.deliver(entry, 'entries', corrections)
  }
  /** To the union, for somebody there to deal with. */
  async handOver(entry: Entry): Promise<Problem | undefined> {
    return this.deliver(entry, 'handed-over-entries', { reason: entry.sentence.slice(0, reasonMax) })
  }

  private async deliver(entry: Entry, where: string, more: Record<string, unknown>) {
    const path = `/stand-passes/${entry.pass_id}/${where}`
    const body = { token: entry.token, entry_key: entry.key, sealed: entry.sealed, ...more }
    try {
      // Two devices may have met at the same moment: asked once more, the server knows who was first.
      const receipt = await this.post(path, body).catch((fault: unknown) => {
        if (fault instanceof Problem && fault.status === 409) return this.post(path, body)
        throw fault
      })
      await this.acknowledged(entry, receipt)
      return undefined
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault
      if (!isNoAnswer(fault)) await this.keepRefused(entry, fault)
      return fault
    }
  }
  private async acknowledged(entry: Entry, receipt: Receipt): Promise<void> {
    if (receipt.already_there && receipt.status === 'settled') {
      await this.keep({
        ...entry,
        state: 'look',
        sentence: receipt.sentence,
        problems: [],
        already_there: true,
      })
      return
    }
    // First counted, then gone: a cut between the two shows one too many, and loses none.
    await this.store.put(sentName, (await this.sent()) + 1)
    await this.remove(entry.key)
  }
  private keepRefused(entry: Entry, problem: Problem): Promise<void> {
    const said = problem.problems.map((each) => each.message).join(' ')
    return this.keep({
      ...entry,
      state: 'look',
      sentence: said || problem.title,
      problems: problem.problems,
      already_there: false,
    })
  }
  private keep(entry: Entry): Promise<void> {
    return this.store.put(beginning + entry.key, entry)
  }
}

const reasonMax = 500
/** Silence, a signed-out session, too much at once, a fault of the server: it may be asked again, as it is. */
export const isNoAnswer = (problem: Problem): boolean =>
  problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500
