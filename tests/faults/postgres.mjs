// A PostgreSQL whose disk is really full, and one that lacks memory: what it says becomes an answer with a sentence, and
// nothing acknowledged is lost. Its tables lie on a small file system; its log lies elsewhere, for where that is full
// PostgreSQL ends itself, which is the death of a database and not an answer.
import { chownSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execFileSync } from 'node:child_process'
import { dropStone, failed, fillUp, heal, lookWhileIll, mountSmall, sayWhatPeopleGot, unmount, until, withHealing } from './disks.mjs'
import { House } from './house.mjs'
import { inspect, placeOf, run } from './server.mjs'

const small_disk_bytes = 192 << 20
const notices_ms_max = 15_000
const lacks_ms = 300

/** A house in a database of its own, whose tables lie where we say. */
class PostgresHouse extends House {
  constructor(bench, kind, tablespace) {
    super(bench, kind)
    this.tablespace = tablespace
    this.database = kind.replaceAll('-', '_')
    this.outside = bench.postgres
    this.postgres = bench.postgres.replace(/dbname=\S+/, `dbname=${this.database}`)
  }
  renew() {
    this.forget()
    rmSync(this.data, { recursive: true, force: true })
    tell(this.outside, `create database ${this.database} tablespace ${this.tablespace}`)
    const made = run(this, ['demo', ...placeOf(this), '--members', '20'])
    if (made.code !== 0) throw new Error(`a demonstration on PostgreSQL: ${made.text}`)
  }
  forget() {
    tell(this.outside, `drop database if exists ${this.database}`)
  }
  tell(sql) {
    return tell(this.postgres, sql)
  }
}
function tell(address, sql) {
  const { code, text } = run({ program: 'psql' }, ['-qXAt', '-v', 'ON_ERROR_STOP=1', address, '-c', sql])
  if (code !== 0) throw new Error(`${text.trim()}\nof ${sql}`)
  return text.trim()
}

export async function smallPostgres(bench) {
  if (!bench.postgres) return { skipped: 'there is no PostgreSQL 15 here' }
  if (process.getuid() !== 0) return { skipped: 'only root may mount a small disk' }
  const disk = mountSmall(path.join(bench.folder, 'small-postgres'), small_disk_bytes)
  if (disk.skipped) return disk
  const house = new PostgresHouse(bench, 'house-on-small-postgres', 'small')
  try {
    const uid = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
    chownSync(disk.place, uid('-u'), uid('-g'))
    tell(bench.postgres, `create tablespace small location '${disk.place}'`)
    let full = 0, lacking = 0
    const result = await bench.cycles(house, async (so_far) => {
      const wrong = []
      const work = house.work()
      await house.someTime(0.3)

      // No space (53100).
      fillUp(disk.place)
      if (!(await until(() => failed(work) > 0, notices_ms_max))) wrong.push('the disk of PostgreSQL is full and nobody noticed')
      await sleep(lacks_ms)
      full += failed(work)
      await lookWhileIll(house, work, wrong)
      dropStone(disk.place)
      await heal(house, work, wrong, so_far)

      // No memory (53200): PostgreSQL itself says so, of everything that is to be kept.
      const before = failed(work)
      for (const statement of no_memory) house.tell(statement)
      if (!(await until(() => failed(work) > before, notices_ms_max))) wrong.push('PostgreSQL has no memory and nobody noticed')
      await sleep(lacks_ms)
      lacking += failed(work) - before
      await lives(house, work, wrong)
      for (const statement of memory_again) house.tell(statement)
      await heal(house, work, wrong, so_far)

      // Nobody died: what was begun in the background goes on, and is through soon.
      await work.end()
      inspect(house)
      return [...wrong, ...(await house.examine())]
    })
    return { ...withHealing(result), note: `${full} answers on a full disk, ${lacking} without memory; ${withHealing(result).note}` }
  } finally {
    for (const server of bench.running) await server.kill()
    dropStone(disk.place)
    house.forget()
    tell(bench.postgres, 'drop tablespace if exists small')
    await unmount(disk)
  }
}

/** Answers go on: what cannot be kept is said kindly, what can be read is read. */
async function lives(house, work, wrong) {
  if ((await house.server.ask({ path: '/healthz' })).status !== 200) wrong.push('/healthz does not answer')
  sayWhatPeopleGot(house, work, wrong)
}

// Errors of PostgreSQL's own, with the code it gives when it has no memory.
const written = ['applications', 'imports', 'import_rows', 'invitations', 'idempotency_keys']
// One statement a transaction: several tables locked at once would wait for people who hold another of them.
const no_memory = [
  `create function no_memory() returns trigger language plpgsql as $$
  begin raise exception using errcode = '53200', message = 'out of memory'; end $$`,
  ...written.map((table) => `create trigger no_memory before insert on ${table} for each row execute function no_memory()`),
]
const memory_again = [...written.map((table) => `drop trigger no_memory on ${table}`), 'drop function no_memory']
