// Commands of the program that meet a misfortune: too little memory, a full disk, one that fails, the end of the power.
// Each says what it could not do, or does it; nothing is left by half, and the same command goes on when it is run again.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Control } from './control.mjs'
import { inspect, run, runBeside } from './server.mjs'

/** What an upgrade may not change, and what it makes. */
export const kept_tables = ['units', 'accounts', 'role_grants', 'employers', 'persons', 'members', 'applications', 'consents', 'cards', 'imports', 'import_rows', 'invitations', 'events', 'drives', 'bulletins']
const made_tables = ['schema_migrations', 'divisions']

const counts = ['operations', 'writes', 'syncs', 'allocations', 'injected']

/** A lack of memory or of space is no reason to doubt a backup, a table or a database. */
const false_reasons = /damaged|not a backup|cannot be read|is missing|this is no|this is not|cryptography|encryption/

export class Trial {
  /** A control file of its own. */
  constructor(bench, folder, library) {
    mkdirSync(folder, { recursive: true })
    Object.assign(this, { program: bench.program, integrity: bench.integrity, folder })
    this.control = new Control(path.join(folder, 'control-of-command'))
    this.env = { LD_PRELOAD: bench.library(library), FAULTS_CONTROL: this.control.file }
  }
  /** Runs a command to its end, which meets the words; `about`: what the library is told besides. Answers { code, signal, text, counted }. */
  async run(command, words = {}, about = {}) {
    this.control.calm()
    this.control.set({ ...Object.fromEntries(counts.map((word) => [word, 0])), seed: 1, ...words })
    const ended = await runBeside(this, command, { ...this.env, ...about })
    const counted = Object.fromEntries([...counts, 'space_bytes'].map((word) => [word, this.control.get(word)]))
    this.control.calm()
    return { ...ended, counted }
  }
  close() {
    this.control.close()
  }
}

/** What is wrong with how a command ended; `mayDie`: by a signal, too. */
export function howItEnded(what, { code, signal, text }, { mayDie = false } = {}) {
  if (signal) return mayDie ? [] : [`${what}: it ended by ${signal}: ${text.slice(0, 200)}`]
  if (code === 0) return []
  const said = /^unionhall: (.{20,})/m.exec(text)?.[1]
  if (!said || said.startsWith('std::')) return [`${what}: it ended with ${code} and no sentence: ${text.slice(0, 200)}`]
  return false_reasons.test(said) && !/memory/.test(said) ? [`${what}: a reason that is none: ${said.slice(0, 200)}`] : []
}

/** A backup that has its name comes back whole; one that says it is made has its name. Unless it died, nothing else is left. */
export function judgeBackup(world, what, ended, { data, out, into, key = path.join(data, 'master.key') }) {
  const wrong = []
  const isThere = existsSync(out)
  if (ended.code === 0 && !isThere) wrong.push(`${what}: a backup says it is made, and is not there`)
  if (!ended.signal)
    for (const name of [`${out}.unfinished`, path.join(data, 'backup.copy')]) if (existsSync(name)) wrong.push(`${what}: ${name} is left`)
  if (!isThere) return wrong
  const came = run(world, ['restore', '--from', out, '--key', key, '--data', into])
  if (came.code !== 0) wrong.push(`${what}: a file has the name of a backup, and does not come back: ${came.text}`)
  return wrong
}

/** A restore leaves no database or a whole one; one that says it is done leaves it; and the same once more makes it whole. */
export function judgeRestore(world, what, ended, { from, key, into, isDark = false }) {
  const wrong = []
  const database = path.join(into, 'unionhall.sqlite')
  const wasThere = existsSync(database)
  if (ended.code === 0 && !wasThere) wrong.push(`${what}: a restore says it is done, and nothing is there`)
  if (!ended.signal && !isDark && existsSync(`${database}.unfinished`)) wrong.push(`${what}: half a database is left`)
  const again = run(world, ['restore', '--from', from, '--key', key, '--data', into])
  if (wasThere === (again.code === 0)) wrong.push(`${what}: a restore ${wasThere ? 'over a house' : 'that had not come to its end'}, run again: ${again.text}`)
  try {
    inspect(world, into)
  } catch (fault) {
    wrong.push(`${what}: what was restored is not whole: ${fault.message.slice(0, 300)}`)
  }
  return wrong
}

export const earlierHouses = () => readdirSync('tests/houses').filter((name) => name.endsWith('.tar.gz'))

/** An earlier house, unpacked, with what must be the same after its upgrade. Without a name: an empty folder. */
export class EarlierHouse {
  constructor(world, name, folder) {
    Object.assign(this, { world, name, folder, data: path.join(folder, 'data') })
  }
  unpack() {
    rmSync(this.data, { recursive: true, force: true })
    mkdirSync(this.name ? this.folder : this.data, { recursive: true, mode: 0o700 })
    if (!this.name) return
    execFileSync('tar', ['xzf', `tests/houses/${this.name}`, '-C', this.folder])
    this.before ??= this.#rows(kept_tables)
  }
  /** Its upgrade runs once more, with nothing wrong: { wrong }, and the house is this program's and has all it had. */
  judge(what) {
    const ended = run(this.world, ['migrate', '--data', this.data])
    if (ended.code !== 0) return [`${what}: the upgrade cannot go on: ${ended.text}`]
    const wrong = []
    try {
      inspect(this.world, this.data)
    } catch (fault) {
      wrong.push(`${what}: ${fault.message.slice(0, 300)}`)
    }
    const kept = this.name && this.#rows(kept_tables), made = this.#rows(made_tables)
    if (kept !== this.before) wrong.push(`${what}: ${this.name} before the upgrade\n${this.before}after it\n${kept}`)
    this.made ??= this.#clean() // what one makes that meets nothing
    if (made !== this.made) wrong.push(`${what}: ${this.name}: an upgrade makes\n${this.made}this one made\n${made}`)
    return wrong
  }
  /** What an upgrade that says it is done has made: the same as any. */
  get isUpgraded() {
    this.made ??= this.#clean()
    return this.#rows(made_tables) === this.made
  }
  #clean() {
    const other = new EarlierHouse(this.world, this.name, `${this.folder}.clean`)
    other.unpack()
    run(this.world, ['migrate', '--data', other.data])
    const made = other.#rows(made_tables)
    rmSync(other.folder, { recursive: true })
    return made
  }
  #rows(tables) {
    return execFileSync(this.world.integrity, [path.join(this.data, 'unionhall.sqlite'), ...tables], { encoding: 'utf8' })
  }
}
