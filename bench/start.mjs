// Starting: from the command to the first 200 of /healthz, and what an idle server holds.
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from './client.mjs'
import { forget } from './house.mjs'

const starts = 5

export async function measureStart(bench) {
  for (const cold of [true, false]) {
    const ms = [], memory = []
    for (let i = 0; i < starts; ++i) {
      if (cold) forget(bench.folder)
      const server = await bench.serve()
      ms.push(server.startMs)
      await sleep(500)
      memory.push(server.memory())
      await server.stop()
    }
    bench.row({
      measure: 'start', what: `to the first 200 of /healthz, ${cold ? 'nothing of the data in memory' : 'once more'}; median of ${starts}`,
      figure: `${median(ms).toFixed(0)} ms`, aim: '500 ms', peer: 'the target itself', ratio: median(ms) / 500,
    })
    bench.card('A13', cold ? { cold_start_ms: median(ms) } : { idle_mb: median(memory.map((m) => m.now)) })
    if (!cold)
      bench.row({
        measure: 'start', what: 'idle memory, half a second later', aim: '60 MB', peer: 'the target itself', ratio: median(memory.map((m) => m.now)) / 60,
        figure: `${median(memory.map((m) => m.now)).toFixed(0)} MB resident, ${median(memory.map((m) => m.own)).toFixed(0)} MB its own`,
      })
  }
}
