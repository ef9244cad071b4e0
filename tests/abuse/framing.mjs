// Requests that two programs could read in two ways, methods nobody speaks, and lines that are no HTTP at all.
import { head, say } from './raw.mjs'

const hidden = head('GET /api/my HTTP/1.1')
const post = (...headers) => head('POST /api/sessions HTTP/1.1', ...headers)

// What is sent, and which statuses may come, in order; a second answer to the hidden request would be a smuggled one.
const ambiguous = [
  ['length and chunks', post('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n' + hidden],
  ['chunks and length', post('Transfer-Encoding: chunked', 'Content-Length: 4') + '0\r\n\r\n' + hidden],
  ['two lengths', post('Content-Length: 2', 'Content-Length: 40') + '{}' + hidden],
  ['two equal lengths', post('Content-Length: 2', 'Content-Length: 2') + '{}' + hidden],
  ['a list of lengths', post('Content-Length: 2, 2') + '{}' + hidden],
  ['a negative length', post('Content-Length: -1') + hidden],
  ['a length with a sign', post('Content-Length: +2') + '{}' + hidden],
  ['a length in hexadecimal', post('Content-Length: 0x2') + '{}' + hidden],
  ['a length beyond 64 bits', post('Content-Length: 99999999999999999999') + hidden],
  ['a length with a space in it', post('Content-Length: 1 0') + hidden],
  ['an unknown coding', post('Transfer-Encoding: gzip, chunked') + '0\r\n\r\n' + hidden],
  ['chunked twice', post('Transfer-Encoding: chunked, chunked') + '0\r\n\r\n' + hidden],
  ['a coding with a tab', post('Transfer-Encoding:\tchunked\x0b') + '0\r\n\r\n' + hidden],
  ['a coding that is almost one', post('Transfer-Encoding: xchunked') + '0\r\n\r\n' + hidden],
  ['a name with a blank after it', post('Transfer-Encoding : chunked') + '0\r\n\r\n' + hidden],
  ['a name that begins with a blank', post(' Transfer-Encoding: chunked') + '0\r\n\r\n' + hidden],
  ['a folded line', post('X: a', ' b: c') + hidden],
  ['a bare line feed', 'GET /healthz HTTP/1.1\nHost: a\n\n' + hidden],
  ['a bare line feed in a header', post('X: a\nContent-Length: 40') + hidden],
  ['a bare carriage return', post('X: a\rContent-Length: 40') + hidden],
  ['a NUL', post('X: a\0b') + hidden],
  ['two hosts', head('GET /healthz HTTP/1.1', 'Host: b') + hidden],
  ['no host', 'GET /healthz HTTP/1.1\r\n\r\n' + hidden],
  ['a host with a path', 'GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n' + hidden],
  ['chunks in HTTP/1.0', 'POST /api/sessions HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n' + hidden],
  ['a chunk size that is none', post('Transfer-Encoding: chunked') + 'zz\r\n{}\r\n0\r\n\r\n' + hidden],
  ['a chunk size with a sign', post('Transfer-Encoding: chunked') + '+2\r\n{}\r\n0\r\n\r\n' + hidden],
  ['a chunk size beyond 64 bits', post('Transfer-Encoding: chunked') + 'fffffffffffffffff\r\n{}\r\n' + hidden],
  ['a chunk that is longer than it says', post('Transfer-Encoding: chunked') + '1\r\n{}\r\n0\r\n\r\n' + hidden],
  ['a chunk that ends in a bare line feed', post('Transfer-Encoding: chunked') + '2\n{}\n0\n\n' + hidden],
  ['an endless chunk extension', post('Transfer-Encoding: chunked') + '2;' + 'a'.repeat(4000) + '\r\n{}\r\n0\r\n\r\n' + hidden],
  ['a space before the first line', ' GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n' + hidden],
  ['a first line without a version', 'GET /healthz\r\n\r\n' + hidden],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' + hidden],
  ['HTTP/9.9', 'GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n' + hidden],
  ['TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
  ['noise', '\0\xff\x80 \r\n\r\n'.repeat(20)],
]

export async function framing(port, check) {
  for (const [name, bytes] of ambiguous) {
    const { how, statuses } = await say(port, bytes)
    const isRefused = statuses.length === 1 && statuses[0] >= 400 && statuses[0] < 500
    check(`${name} is refused, and nothing after it is read`, how === 'closed' && isRefused, `${how} ${statuses}`)
  }
  const trailer = await say(port, post('Transfer-Encoding: chunked', 'Content-Type: application/json') + '2;x=y\r\n{}\r\n0\r\nAuthorization: x\r\n\r\n' + head('GET /healthz HTTP/1.1'), { answers: 2 })
  check('a chunk extension and a trailer change nothing', trailer.statuses.join() === '422,200', `${trailer.statuses}`)
}

export async function methods(port, check) {
  for (const method of ['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'FOO', 'get', 'G\tET', '']) {
    const { how, statuses } = await say(port, head(`${method} /healthz HTTP/1.1`))
    const isRefused = statuses.length === 1 && [400, 405].includes(statuses[0])
    check(`the method “${method}” is refused`, how === 'closed' && isRefused, `${how} ${statuses}`)
  }
  const put = await say(port, head('PUT /healthz HTTP/1.1', 'Content-Length: 0'), { answers: 1 })
  check('a method that a page does not know says so', put.statuses[0] === 404 && put.text.includes('PUT'), `${put.statuses}`)
  const override = await say(port, head('GET /api/sessions/current HTTP/1.1', 'X-HTTP-Method-Override: DELETE'), { answers: 1 })
  const isStillGet = override.statuses[0] === 200 && override.text.includes('"account_id":null')
  check('no header makes another method of one', isStillGet, `${override.statuses}`)
  const old = await say(port, 'GET /healthz HTTP/1.0\r\n\r\n')
  check('HTTP/1.0 is answered, and the connection ends', old.how === 'closed' && old.statuses.join() === '200', `${old.how} ${old.statuses}`)
  const many = await say(port, head('GET /healthz HTTP/1.1').repeat(60), { answers: 60, within: 10_000 })
  check('sixty requests at once are answered', many.statuses.length === 60 && many.statuses.every((s) => s === 200), `${many.statuses.length}`)
  const upgrade = await say(port, head('GET /healthz HTTP/1.1', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'), { answers: 1 })
  check('an upgrade is not taken up', upgrade.statuses.join() === '200', `${upgrade.statuses}`)
}

const filler = (bytes) => 'a'.repeat(bytes)
const json = (body) => post(`Content-Length: ${body.length}`, 'Content-Type: application/json') + body

export async function oversized(port, check) {
  const cases = [
    ['an address of nine kilobytes', head(`GET /${filler(9000)} HTTP/1.1`), 414],
    ['an address without an end', `GET /${filler(200_000)}`, 414],
    ['a header of twenty kilobytes', head('GET /healthz HTTP/1.1', `X: ${filler(20_000)}`), 431],
    ['headers without an end', `GET /healthz HTTP/1.1\r\n${`X-Y: ${filler(100)}\r\n`.repeat(400)}`, 431],
    ['two hundred headers', head('GET /healthz HTTP/1.1', ...Array.from({ length: 200 }, (_, i) => `X-${i}: 1`)), 431],
    ['a hundred parameters', head(`GET /healthz?${Array.from({ length: 100 }, (_, i) => `a${i}=1`).join('&')} HTTP/1.1`), 400],
    ['a parameter twice', head('GET /healthz?a=1&a=2 HTTP/1.1'), 400],
    ['a body that says it has two megabytes', post('Content-Length: 2000000'), 413],
    ['two megabytes in chunks', post('Transfer-Encoding: chunked') + `10000\r\n${filler(65536)}\r\n`.repeat(32), 413],
    ['a list that says it has a gigabyte', head('POST /api/imports HTTP/1.1', 'Content-Length: 1000000000'), 413],
    ['a million levels of JSON', json('['.repeat(1_000_000)), 400],
    ['a number of a hundred thousand digits', json(`{"login":${'9'.repeat(100_000)}}`), [400, 422]],
    ['a text of half a megabyte', json(`{"login":"${filler(500_000)}"}`), [400, 422]],
    ['a name given twice', json('{"login":"a","login":"b"}'), [400, 422]],
    ['half a character', json('{"login":"\xe5\xbc"}'), 400],
  ]
  for (const [name, bytes, expected] of cases) {
    const { statuses, text } = await say(port, bytes, { answers: 1, within: 10_000 })
    const isAsExpected = [expected].flat().includes(statuses[0])
    check(`${name} is answered with ${expected} and a sentence`, isAsExpected && /"(title|detail)":"[^"]{6,}/.test(text), `${statuses}`)
  }
}
