// No memory: each allocation of a request fails once. The server lives, says so, and does the same request later, once.
import { Connection } from '../../bench/client.mjs'
import { House } from './house.mjs'

const places_a_cycle = 40 // spread evenly: many cycles come to all of them
const answer_ms_max = 12_000

export async function memory(bench) {
  const house = new House(bench, 'memory', { libraries: ['memory'] })
  let places = 0
  const offset = bench.random()
  const answers = new Map()
  const result = await bench.cycles(house, async () => {
    const wrong = []
    const { ledger, server, control } = house
    house.first = ledger.entries.length
    let connection = new Connection(server.port)
    const send = async (entry) => {
      const began = performance.now()
      await ledger.send(connection, entry)
      if (performance.now() - began > answer_ms_max) wrong.push(`${entry.kind}: no answer for ${answer_ms_max} ms`)
      connection.close()
      connection = new Connection(server.port)
    }
    const kinds = [() => ledger.join().entry, () => ledger.bring(10).bring, () => ledger.decide(ledger.joins.filter((join) => join.id && !join.fate).slice(0, 3), 'approve')]
    for (let i = 0; i < 6; ++i) await send(ledger.join().entry)
    ledger.learnIds()
    const needs = []
    for (const kind of kinds) {
      const before = control.get('allocations')
      await send(kind())
      needs.push(control.get('allocations') - before)
    }
    for (let i = 0; i < places_a_cycle && server.isAlive; ++i) {
      const which = i % 6 < 4 ? 0 : i % 6 === 4 ? 1 : 2
      if (which === 2 && ledger.joins.filter((join) => join.id && !join.fate).length < 3) continue
      const entry = kinds[which]()
      control.set({ memory_fails: bench.random() < 0.3 ? 3 : 0, memory_fails_in: 1 + Math.floor(((offset + places * 0.61803398875) % 1) * needs[which]) })
      await send(entry)
      control.calm()
      ++places
      answers.set(entry.status || entry.failed, (answers.get(entry.status || entry.failed) ?? 0) + 1)
      for (let tries = 0; entry.status === 0 && tries < 3 && server.isAlive; ++tries) await send(entry)
      ledger.learnIds()
    }
    connection.close()
    if (!server.isAlive) {
      wrong.push(`the server ended (${server.how}) when an allocation failed`)
      await house.start()
    }
    return [...wrong, ...(await house.examine())]
  })
  result.cycles = places
  result.note = `each one allocation; answers ${[...answers].map(([status, count]) => `${status}: ${count}`).join(', ')}`
  return result
}
