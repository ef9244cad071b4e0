#!/usr/bin/env node
// Checks an exported audit by itself: no code, library or database of the server is used, so that whoever does not trust
// the server can read these hundred lines instead. Needs Node 18 or later and nothing else.
//
//   node scripts/audit-check.mjs audit.jsonl [--heads heads.jsonl] [--key PUBLIC-KEY]
//
// audit.jsonl: from `unionhall audit export` or GET /api/audit/export. heads.jsonl: signed heads that were kept elsewhere,
// as JSON lines or as read off the QR code of a printed sheet. PUBLIC-KEY: base64url, as printed on that sheet.
// Exit code 0: everything holds; 1: something was found; 2: it could not be checked.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const columns = ['chain', 'seq', 'at', 'actor_kind', 'actor_id', 'verb', 'subject', 'subject_id', 'unit_path', 'request_id', 'changes']
const problems = []
const found = (what) => problems.push(what)
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

function options(given) {
  const asked = { file: '', heads: '', key: '' }
  for (let i = 0; i < given.length; ++i) {
    if (given[i] === '--heads') asked.heads = given[++i] ?? ''
    else if (given[i] === '--key') asked.key = given[++i] ?? ''
    else asked.file = given[i]
  }
  if (!asked.file) {
    console.error('usage: audit-check.mjs audit.jsonl [--heads heads.jsonl] [--key PUBLIC-KEY]')
    process.exit(2)
  }
  return asked
}

// Each field with its length in bytes before it, so that no two lines have the same text.
function textOf(line) {
  return columns.map((name) => `${Buffer.byteLength(line[name])}:${line[name]};`).join('')
}

// hash = sha256(hash of the line before | text of this line); returns every hash by "chain:seq", and the number of lines.
async function walk(file) {
  const hashes = new Map(), ends = new Map()
  let lines = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!text.trim()) continue
    const line = JSON.parse(text)
    const before = ends.get(line.chain) ?? { seq: 0n, hash: Buffer.alloc(0) }
    const here = `chain ${line.chain}, line ${line.seq}`
    if (BigInt(line.seq) !== before.seq + 1n) found(`${here}: a line before it is missing or out of order`)
    const hash = sha256(before.hash, textOf(line))
    if (hash.toString('hex') !== line.hash) found(`${here}: is not what its hash says`)
    hashes.set(`${line.chain}:${line.seq}`, line.hash)
    ends.set(line.chain, { seq: BigInt(line.seq), hash: Buffer.from(line.hash, 'hex') })
    ++lines
  }
  return { hashes, lines }
}

function publicKey(bytes) {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
}

// unionhall-head-1|number|at|lines|chain:seq,…|root|public key|signature
function checkHead(text, trusted, hashes, before, at) {
  const compact = text.startsWith('{') ? JSON.parse(text).head : text
  const parts = compact.split('|')
  if (parts.length !== 8 || parts[0] !== 'unionhall-head-1') return found(`${at}: this is no head of an audit`)
  const [, number, , , ends, root, key, signature] = parts
  if (trusted && key !== trusted) return found(`${at}: signed with another key`)
  const holds = verify(null, Buffer.from(parts.slice(0, 6).join('|')), publicKey(Buffer.from(key, 'base64url')), Buffer.from(signature, 'base64url'))
  if (!holds) return found(`${at}: the signature does not hold; this head is forged`)
  if (before !== undefined && BigInt(number) !== before + 1n) found(`${at}: a head before it is missing or repeated`)
  let all = ''
  for (const end of ends.split(',')) {
    const hash = hashes.get(end)
    if (!hash) found(`${at}: it proves line ${end}, which is not there: the end was cut off, or an earlier state was put back`)
    all += `${end}:${hash}\n`
  }
  if (sha256(all).toString('base64url') !== root) found(`${at}: what it proves is not what is there: a chain was written anew`)
  return BigInt(number)
}

const asked = options(process.argv.slice(2))
try {
  const { hashes, lines } = await walk(asked.file)
  console.log(`${lines} lines`)
  if (asked.heads) {
    let before, heads = 0
    for (const [i, text] of readFileSync(asked.heads, 'utf8').split('\n').entries()) {
      if (!text.trim() || text.startsWith('#')) continue
      before = checkHead(text.trim(), asked.key, hashes, before, `head in line ${i + 1}`)
      ++heads
    }
    console.log(`${heads} heads${asked.key ? '' : ' (no key given: whose they are was not checked)'}`)
  }
} catch (fault) {
  console.error(`cannot be checked: ${fault.message}`)
  process.exit(2)
}
for (const problem of problems.slice(0, 100)) console.log(problem)
console.log(problems.length ? 'The audit is NOT whole.' : 'The audit is whole.')
process.exit(problems.length ? 1 : 0)
