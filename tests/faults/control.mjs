// The control file of the preloaded libraries, and the disk as a power cut leaves it.
import { appendFileSync, chmodSync, closeSync, copyFileSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'

// In the order of control.h.
const names = [
  'sync_delay_us', 'sync_fails_ppm', 'sync_fails_in', 'write_fails_in', 'write_errno', 'is_limited', 'space_bytes', 'short_writes_ppm', 'dies_in',
  'forgets', 'memory_fails_in', 'memory_fails', 'seed', 'clock_us', 'writes', 'syncs', 'operations', 'injected', 'allocations',
]
export const ENOSPC = 28n, EIO = 5n

export class Control {
  constructor(file) {
    this.file = file
    writeFileSync(file, Buffer.alloc(8 * names.length))
    this.open = openSync(file, 'r+')
  }
  set(words) {
    for (const [name, value] of Object.entries(words)) {
      const bytes = Buffer.alloc(8)
      bytes.writeBigInt64LE(BigInt(value))
      writeSync(this.open, bytes, 0, 8, 8 * this.#place(name))
    }
  }
  get(name) {
    const bytes = Buffer.alloc(8)
    readSync(this.open, bytes, 0, 8, 8 * this.#place(name))
    return Number(bytes.readBigInt64LE())
  }
  calm() {
    for (const name of names.slice(0, names.indexOf('seed'))) this.set({ [name]: 0 })
  }
  close() {
    closeSync(this.open)
  }
  #place(name) {
    const place = names.indexOf(name)
    if (place < 0) throw new Error(`the control file has no word ${name}`)
    return place
  }
}

const identity = (file) => {
  const about = statSync(file, { bigint: true })
  return `${about.ino}-${about.birthtimeNs}`
}

/** Begins a shadow that knows everything a data folder holds now. */
export function beginShadow(data, shadow) {
  rmSync(shadow, { recursive: true, force: true })
  mkdirSync(shadow)
  writeFileSync(path.join(shadow, 'names'), '')
  for (const name of readdirSync(data)) {
    const file = path.join(data, name)
    if (name.endsWith('-shm') || !statSync(file).isFile()) continue
    const id = identity(file)
    copyFileSync(file, path.join(shadow, id))
    appendFileSync(path.join(shadow, 'names'), `made\t${id}\t${name}\n`)
  }
}

/** name → twin, as the directory's diary says. */
function lastingNames(shadow) {
  const twins = new Map()
  for (const line of readFileSync(path.join(shadow, 'names'), 'utf8').split('\n')) {
    const [what, a, b] = line.split('\t')
    if (what === 'made') twins.set(b, a)
    if (what === 'renamed' || what === 'linked') twins.set(b, twins.get(a))
    if (what === 'renamed' || what === 'removed') twins.delete(a)
  }
  return twins
}

const sector = 512

/** Lets some of what was written but never flushed reach the disk: any sectors, as a drive's own cache would. */
function spill(written, kept, share, random) {
  const from = readFileSync(written)
  const to = openSync(kept, 'r+')
  const before = readFileSync(kept)
  let spilled = 0
  for (let at = 0; at < from.length; at += sector) {
    const piece = from.subarray(at, at + sector)
    if (before.subarray(at, at + sector).equals(piece) || random() >= share) continue
    writeSync(to, piece, 0, piece.length, at)
    ++spilled
  }
  // A file that was cut and not flushed may have its old length or its new one.
  if (from.length < before.length && random() < share) ftruncateSync(to, from.length)
  closeSync(to)
  return spilled
}

/**
 * Puts in the place of the data folder what a power cut would leave of it: what was flushed, and a random part of what
 * was not. Answers how many sectors of the latter.
 */
export function cutPower(data, shadow, random) {
  const after = `${data}.after`
  rmSync(after, { recursive: true, force: true })
  mkdirSync(after, { mode: 0o700 })
  const twins = lastingNames(shadow)
  const real = new Map(readdirSync(data).filter((name) => statSync(path.join(data, name)).isFile()).map((name) => [name, identity(path.join(data, name))]))
  // Half the time the directory has got further than the flushes, too.
  if (random() < 0.5) {
    for (const name of [...twins.keys()]) if (!real.has(name)) twins.delete(name)
    for (const [name, id] of real) twins.set(name, id)
  }
  const share = [0, 0, 0.2, 0.5, 0.9][Math.floor(random() * 5)]
  let spilled = 0
  for (const [name, id] of twins) {
    if (name.endsWith('-shm')) continue
    const kept = path.join(after, name)
    const twin = id && path.join(shadow, id)
    if (twin && existsSync(twin)) copyFileSync(twin, kept)
    else writeFileSync(kept, '')
    if (share && real.get(name) === id) spilled += spill(path.join(data, name), kept, share, random)
    if (name === 'master.key') chmodSync(kept, 0o600)
  }
  rmSync(data, { recursive: true })
  renameSync(after, data)
  return spilled
}

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
