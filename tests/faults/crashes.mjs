// The process dies, or the power goes, in the middle of a working day.
import { House } from './house.mjs'

const operations_max = 600 // a moment of death is one of so many writes, flushes and renamings

export async function kill(bench) {
  const house = new House(bench, 'kill')
  return bench.cycles(house, async () => {
    const work = house.work()
    await house.someTime()
    await house.crash(work)
    return house.examine()
  })
}

export async function power(bench) {
  const house = new House(bench, 'power', { libraries: ['disk'], hasShadow: true })
  return bench.cycles(house, async () => {
    const work = house.work()
    await house.someTime(0.5)
    // Half the time at any moment, half the time right before a certain write, flush or renaming.
    if (bench.random() < 0.5) house.control.set({ dies_in: 1 + Math.floor(bench.random() * operations_max) })
    await house.someTime(0.5)
    await house.crash(work)
    return house.examine()
  })
}

/** The proof that the shadow disk finds what is lost: an fsync of the log that keeps nothing, as `synchronous = NORMAL`. */
export async function proof(bench) {
  const house = new House(bench, 'proof', { libraries: ['disk'], hasShadow: true })
  let lost = 0
  const result = await bench.cycles(house, async () => {
    const work = house.work({ large: 0 })
    house.control.set({ forgets: 1 })
    await house.someTime()
    try {
      await house.crash(work)
      lost += (await house.examine()).length
    } catch {
      ++lost // a database that cannot even be read
    }
    if (house.server.isAlive) await house.server.kill()
    return []
  })
  if (!lost) result.wrong.push('a disk that forgets what was flushed lost nothing: the shadow disk proves nothing')
  result.note = `${lost} losses found on a disk that forgets, as there must be`
  return result
}
