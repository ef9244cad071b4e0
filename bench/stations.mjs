// What is measured of stations without a server in front: the nearest ones among 200,000, with PostGIS's own search beside
// ours in the same PostgreSQL; and where the next stations go, with a greedy choice and glpsol beside us.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { startPostgres } from './postgres.mjs'

const build = 'build/release'
const solving_s = 60 // for each program and question

function made(target) {
  execFileSync('cmake', ['--build', build, '--target', target], { stdio: ['ignore', 'ignore', 'inherit'] })
  return path.join(build, target)
}

export async function measureNearest(bench) {
  const program = made('bench_nearest')
  const ask = (...words) => execFileSync(program, words, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 20 }).toString()
  let peer // PostGIS, asked beside ours on PostgreSQL
  const take = (said) => {
    const [ours, beside] = [...said.matchAll(/^(.*?)\s+p50 ([\d.]+) ms\s+p99 ([\d.]+) ms$/gm)].map(([, name, p50, p99]) => ({ name, p50: Number(p50), p99: Number(p99) }))
    peer ??= beside
    const wrong = /(\d+ of \d+)$/m.exec(said)[1]
    bench.row({
      measure: 'nearest', what: `nearest 5 of 200,000 stations, ${ours.name}; ${wrong} differ from looking at all`, aim: 'p99 1 ms',
      figure: `p50 ${ours.p50} p99 ${ours.p99} ms`, peer: peer ? `${peer.name}: p50 ${peer.p50} p99 ${peer.p99} ms` : 'PostGIS is not there: apt-get install postgresql-15-postgis-3',
      ratio: peer ? peer.p99 / ours.p99 : undefined,
    })
  }
  const postgres = startPostgres()
  try {
    take(ask('postgres', postgres.address))
  } finally {
    postgres.stop()
  }
  take(ask('sqlite', path.join(bench.scratch, 'nearest.sqlite')))
}

export async function measureSiting(bench) {
  const said = execFileSync(made('bench_siting'), [String(solving_s)], { stdio: ['ignore', 'pipe', 'inherit'] }).toString()
  let what = ''
  for (const line of said.trimEnd().split('\n')) {
    if (!line.startsWith('  ')) {
      what = line
      continue
    }
    const [who, ...figures] = line.trim().split(/ {2,}/)
    bench.row({ measure: 'siting', what: `${who}: ${what.split(';')[0]}`, figure: figures.join(', '), aim: `within ${solving_s} s` })
  }
}
