// Disks that are full, that fail, and that are really small.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EIO, ENOSPC } from './control.mjs'
import { House } from './house.mjs'

const space_bytes_max = 400_000
const heals_ms_max = 1000
const small_disk_bytes = 128 << 20, left_for_work_bytes = 300_000
const said_to_be_full = new Set([503, 507]) // what a person may be answered while nothing can be kept
const faults_a_cycle = 8, places_max = 120 // one after another: many cycles come to all of them

export async function until(holds, ms_max) {
  for (const began = performance.now(); !holds(); await sleep(5)) if (performance.now() - began > ms_max) return false
  return true
}
export const failed = (work) => [...work.failures.values()].reduce((sum, n) => sum + n, 0)

/** While nothing can be kept: it is said, people are answered kindly, reading goes on. */
export async function lookWhileIll(house, work, wrong) {
  const ready = await house.server.ask({ path: '/readyz' })
  if (ready.status !== 503 || !/磁盘/.test(ready.body?.toString())) wrong.push(`/readyz says ${ready.status} ${ready.body} while nothing can be kept`)
  if ((await house.server.ask({ path: '/healthz' })).status !== 200) wrong.push('/healthz does not answer')
  sayWhatPeopleGot(house, work, wrong)
}
export function sayWhatPeopleGot(house, work, wrong) {
  if (!house.server.isAlive) wrong.push(`the server ended: ${house.server.how}`)
  for (const [status, count] of work.failures) if (!said_to_be_full.has(status)) wrong.push(`${count} answers ${status} on a disk that takes nothing`)
  for (const sentence of work.sentences) if (!/稍后|再试|再提交/.test(sentence)) wrong.push(`no kind sentence: ${sentence}`)
  if (house.ledger.reads.bad.length) wrong.push(`reading was answered ${house.ledger.reads.bad.splice(0)}`)
}
/** From now on the disk is well again: somebody's work is kept within a second. */
export async function heal(house, work, wrong, result) {
  const freed = performance.now()
  if (!(await until(() => work.lastKept > freed || !house.server.isAlive, 5 * heals_ms_max)) || !house.server.isAlive) return void wrong.push('nothing is kept after the disk is well again')
  const ms = work.lastKept - freed
  result.healed = Math.max(result.healed ?? 0, ms)
  if (ms > heals_ms_max) wrong.push(`it took ${ms.toFixed(0)} ms until something was kept again`)
  const isReady = async () => (await house.server.ask({ path: '/readyz' })).status === 200
  while (!(await isReady())) {
    if (performance.now() - freed > 2 * heals_ms_max) return void wrong.push('/readyz still says that nothing can be kept')
    await sleep(50)
  }
}
export const withHealing = (result) => ({ ...result, note: `kept again after ${(result.healed ?? 0).toFixed(0)} ms at most` })

export async function full(bench) {
  const house = new House(bench, 'full', { libraries: ['disk'], hasShadow: true })
  return withHealing(await bench.cycles(house, async (result) => {
    const wrong = []
    const work = house.work()
    await house.someTime(0.3)
    house.control.set({ space_bytes: Math.floor(bench.random() * space_bytes_max), is_limited: 1 })
    if (!(await until(() => failed(work) > 0, 8000))) wrong.push('the disk is full and nobody noticed')
    await sleep(150)
    await lookWhileIll(house, work, wrong)
    house.control.set({ is_limited: 0 })
    await heal(house, work, wrong, result)
    await house.crash(work)
    return [...wrong, ...(await house.examine())]
  }))
}

export async function flush(bench) {
  const house = new House(bench, 'flush', { libraries: ['disk'], hasShadow: true })
  return withHealing(await bench.cycles(house, async (result) => {
    const wrong = []
    const work = house.work()
    await house.someTime(0.3)
    house.control.set({ sync_fails_ppm: 1_000_000 })
    if (!(await until(() => failed(work) > 0, 8000))) wrong.push('no fsync succeeds and nobody noticed')
    const syncs = house.control.get('syncs'), began = performance.now()
    await sleep(300)
    const more = house.control.get('syncs') - syncs, trials = Math.ceil((performance.now() - began) / 200) + 1
    if (more > trials) wrong.push(`${more} flushes were tried after the first had failed; only ${trials} trials of the disk were due`)
    await lookWhileIll(house, work, wrong)
    // And now it fails now and then.
    house.control.set({ sync_fails_ppm: 300_000 })
    await house.someTime(0.5)
    sayWhatPeopleGot(house, work, wrong)
    house.control.set({ sync_fails_ppm: 0 })
    await heal(house, work, wrong, result)
    await house.crash(work)
    return [...wrong, ...(await house.examine())]
  }))
}

/** Single writes and flushes that fail, or take only half: some hundreds of places, one after another. */
export async function single(bench) {
  let place = Math.floor(bench.random() * places_max)
  const house = new House(bench, 'single', { libraries: ['disk'], hasShadow: true })
  return bench.cycles(house, async () => {
    const wrong = []
    const work = house.work()
    await house.someTime(0.2)
    for (let i = 0; i < faults_a_cycle; ++i) {
      const at = 1 + (place++ % places_max)
      const errno = bench.random() < 0.5 ? EIO : ENOSPC
      house.control.set(bench.random() < 0.6 ? { write_errno: errno, write_fails_in: at } : { sync_fails_in: 1 + (at % 20) })
      if (bench.random() < 0.3) house.control.set({ short_writes_ppm: 200_000 })
      await house.someTime(0.15)
      house.control.calm()
    }
    sayWhatPeopleGot(house, work, wrong)
    await house.crash(work)
    return [...wrong, ...(await house.examine())]
  })
}

/** Mounts a file system of so many bytes: { place, image }, or why not. */
export function mountSmall(place, bytes) {
  const image = `${place}.image`
  mkdirSync(place, { recursive: true })
  writeFileSync(image, '')
  execFileSync('truncate', ['-s', String(bytes), image])
  const made = spawnSync('mkfs.ext4', ['-q', '-F', '-m', '0', image], { encoding: 'utf8' })
  const mounted = made.status === 0 && spawnSync('mount', ['-o', 'loop', image, place], { encoding: 'utf8' })
  if (mounted && mounted.status === 0) return { place, image }
  return { skipped: `no small disk can be mounted here: ${(made.stderr || mounted.stderr || made.error?.message || '').trim()}` }
}
export async function unmount({ place, image }) {
  for (let tries = 0; spawnSync('umount', [place]).status !== 0 && tries < 20; ++tries) await sleep(100)
  rmSync(image)
}
/** Takes all of the rest, but for a little: the very last blocks are taken by the work itself. */
export function fillUp(place) {
  const left = statfsSync(place)
  spawnSync('fallocate', ['-l', String(Math.max(1, left.bavail * left.bsize - left_for_work_bytes)), path.join(place, 'stone')])
}
export const dropStone = (place) => rmSync(path.join(place, 'stone'), { force: true })

/** A real file system that is really small: no library between, only what Linux itself does. */
export async function small(bench) {
  if (process.getuid() !== 0) return { skipped: 'only root may mount a small disk' }
  const disk = mountSmall(path.join(bench.folder, 'small'), small_disk_bytes)
  if (disk.skipped) return disk
  const { place } = disk
  try {
    const house = new House({ ...bench, folder: place }, 'house')
    return withHealing(await bench.cycles(house, async (result) => {
      const wrong = []
      const work = house.work()
      await house.someTime(0.3)
      fillUp(place)
      if (!(await until(() => failed(work) > 0, 15_000))) wrong.push('the disk is full and nobody noticed')
      await sleep(150)
      await lookWhileIll(house, work, wrong)
      dropStone(place)
      await heal(house, work, wrong, result)
      await house.crash(work)
      return [...wrong, ...(await house.examine())]
    }))
  } finally {
    for (const server of bench.running) await server.kill()
    await unmount(disk)
  }
}
