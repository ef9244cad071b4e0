// A list of 100,000 people from an employer: preflight, commit, undo; rows a second and the memory it takes.
import { setTimeout as sleep } from 'node:timers/promises'
import { json, once } from './client.mjs'
import { posting } from './house.mjs'

const rows_brought = 100_000
const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const given = ['伟', '芳', '秀英', '建国', '志强', '海燕', '雪梅', '文博', '浩然', '晓东', '永福', '一鸣']

function list(rows) {
  const lines = ['姓名,手机号码,岗位,单位']
  for (let i = 0; i < rows; ++i)
    lines.push(`${surnames[i % 20]}${given[i % 12]},138${String((i * 7919) % 100_000_000).padStart(8, '0')},货车司机,天山货运有限公司`)
  return lines.join('\r\n') + '\r\n'
}

export async function measureImports(bench) {
  const server = await bench.serve()
  const { port } = server
  const headers = await server.signIn(bench.folder, 'district')
  const { unit_id: unit } = await json(port, { path: '/api/sessions/current', headers })
  const rows = bench.some(rows_brought), body = list(rows)
  const before = server.memory()
  let own = 0

  const until = async (id, status) => {
    for (;;) {
      const seen = await json(port, { path: `/api/imports/${id}`, headers })
      own = Math.max(own, server.memory().own)
      if (seen.status === status) return seen
      await sleep(20)
    }
  }
  const timed = async (work) => {
    const began = performance.now()
    await work()
    return (performance.now() - began) / 1000
  }
  const tell = (what, seconds, aim, bare) => bench.row({
    measure: 'imports', what, figure: `${bench.number(rows / seconds)} rows/s (${seconds.toFixed(2)} s)`, aim,
    peer: bare && `bare inserts, 1,000 a commit: ${bench.number(rows / bare)} rows/s`, ratio: bare && bare / seconds,
  })

  let id = ''
  const preflight = await timed(async () => {
    const upload = { ...posting(headers), 'Content-Type': 'text/csv' }
    const path = `/api/imports?unit_id=${unit}&file_name=bench.csv&employer_name=${encodeURIComponent('天山货运有限公司')}`
    id = JSON.parse((await once(port, { method: 'POST', path, headers: upload, body })).body.toString()).id
    const seen = await until(id, 'checked')
    if (seen.rows_new !== rows) throw new Error(`only ${seen.rows_new} of ${rows} rows were new`)
  })
  const step = (name) => once(port, { method: 'POST', path: `/api/imports/${id}/steps`, headers: posting(headers), body: JSON.stringify({ step: name }) })
  const commit = await timed(async () => {
    await step('commit')
    await until(id, 'committed')
  })
  const undo = await timed(() => step('undo'))
  const bareRows = bench.bare('rows', rows)
  const bareInvitations = bench.bare('invitations', rows)
  tell(`preflight of ${bench.number(rows)} rows of CSV, ${(Buffer.byteLength(body) / 1e6).toFixed(1)} MB`, preflight, '20,000 rows/s', bareRows)
  tell('commit', commit, '20,000 rows/s', bareInvitations)
  tell('preflight and commit together', preflight + commit, '20,000 rows/s', bareRows + bareInvitations)
  bench.row({ measure: 'imports', what: 'undo: gone from every list', figure: `${(undo * 1000).toFixed(0)} ms` })
  const after = server.memory()
  bench.card('A8', { rows_per_second: rows / (preflight + commit), memory_mb: after.most })
  bench.row({
    measure: 'imports', what: 'memory of the server meanwhile, at most', aim: '300 MB',
    figure: `${after.most.toFixed(0)} MB resident, ${own.toFixed(0)} MB its own (the rest is the mapped database)`,
    peer: `before: ${before.now.toFixed(0)} MB resident`, ratio: after.most / before.now,
  })
  await server.stop()
}
