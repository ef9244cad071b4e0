import { webcrypto } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../../../shared/http'
import { corrections, needsSigningAgain, type Content } from './content'
import { base64url, canSeal, fromBase64url } from '../../../../shared/lock'
import { memoryShelf, type Shelf } from '../../../../shared/shelf'
import { DeviceStore } from './device-store'
import { divisionsOf, hasExpired, homeIn, type Pack } from './pack'
import { Queue, type Post, type Receipt } from './queue'
import { sealTo } from './sealing'

vi.stubGlobal('crypto', webcrypto)
const { subtle } = webcrypto

/** The server's side, as platform/crypto_seal.cpp does it. */
async function receiver() {
  const keys = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const mine = new Uint8Array(await subtle.exportKey('raw', keys.publicKey))
  return {
    public_key: base64url(mine),
    async open(sealed: string, context: string): Promise<string> {
      const bytes = fromBase64url(sealed)
      expect(bytes[0]).toBe(1)
      const sender = bytes.slice(1, 66)
      const theirs = await subtle.importKey('raw', sender, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
      const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, keys.privateKey, 256)
      const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
      const info = new Uint8Array([...new TextEncoder().encode('unionhall sealed 1'), ...sender, ...mine])
      const key = await subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info },
        base,
        { name: 'AES-GCM', length: 256 },
        false,
        ['decrypt'],
      )
      const additionalData = new TextEncoder().encode(context)
      const opened = await subtle.decrypt(
        { name: 'AES-GCM', iv: bytes.slice(66, 78), additionalData },
        key,
        bytes.slice(78),
      )
      return new TextDecoder().decode(opened)
    },
  }
}

let server: Awaited<ReturnType<typeof receiver>>
let pack: Pack
let shelf: Shelf
beforeEach(async () => {
  server = await receiver()
  const notice = { version: '1', hash: 'h', text: 't', voluntariness: 'v' }
  const home = { division_name: '银河路街道', reason: '' }
  pack = {
    pass: {
      id: 'PASS',
      unit_id: 'U',
      unit_name: '工会',
      cadre: '小王',
      event_id: 'E',
      issued_at: '2024-05-10T01:00:00Z',
      expires_at: '2024-05-11T01:00:00Z',
      send_until: '2024-05-18T01:00:00Z',
      public_key: server.public_key,
      token: 'T',
    },
    notices: { 'zh-CN': notice, en: notice },
    homes: [
      { ...home, division_code: '1', occupation: '', unit_id: 'A', unit_name: '街道工会' },
      { ...home, division_code: '1', occupation: 'courier', unit_id: 'B', unit_name: '快递工会' },
      { ...home, division_code: '2', division_name: '另一街道', occupation: '', unit_id: 'C', unit_name: '' },
    ],
    event_title: '',
    takes_oath: false,
    clock_ahead_ms: 0,
  }
  shelf = memoryShelf()
})

const settled = (body: Record<string, unknown>, more: Partial<Receipt> = {}): Receipt => ({
  entry_key: String(body.entry_key),
  status: 'settled',
  already_there: false,
  sentence: '已收到。',
  ...more,
})
const queueWith = async (post: Post) => new Queue(await DeviceStore.open(shelf), post)
const zhang = { name: '张三丰', phone: '13812345678', signature: 'M1 1L9 9' }

test('what is sealed opens at the server alone, and only as that entry', async () => {
  const sealed = await sealTo(server.public_key, '张三丰', 'PASS|1')
  expect(await server.open(sealed, 'PASS|1')).toBe('张三丰')
  await expect(server.open(sealed, 'PASS|2')).rejects.toThrow()
  expect(await sealTo(server.public_key, '张三丰', 'PASS|1')).not.toBe(sealed)
})

test('nothing of a person lies readable on the device, not even for the device', async () => {
  const queue = await queueWith(async (_path, body) => settled(body))
  const entry = await queue.add(pack, 'application', zhang)
  const kept = await Promise.all((await shelf.names()).map((name) => shelf.get(name)))
  const bytes = kept.map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : ''))
  for (const word of ['张三丰', '13812345678', 'M1 1L9', 'PASS', server.public_key])
    expect(bytes.join('')).not.toContain(word)
  expect(JSON.stringify(await queue.entries())).not.toContain('张三丰')
  const opened = JSON.parse(await server.open(entry.sealed, `PASS|${entry.key}`)) as Record<string, unknown>
  expect(opened).toMatchObject({ ...zhang, kind: 'application', taken_at: entry.taken_at })
  const key = kept.find((value) => value instanceof CryptoKey) as CryptoKey
  expect(key.extractable).toBe(false)
})

test('what was acknowledged goes, what was not stays, however often it is sent', async () => {
  const known = new Set<unknown>()
  let cut = true
  const queue = await queueWith(async (_path, body) => {
    known.add(body.entry_key)
    // The answer to the second is lost on its way.
    if (cut && known.size === 2) throw new Problem(0, '连不上')
    return settled(body)
  })
  for (const kind of ['application', 'check_in', 'application'] as const) await queue.add(pack, kind, zhang)
  expect((await queue.sendAll())?.status).toBe(0)
  expect(await queue.sent()).toBe(1)
  expect((await queue.entries()).map((entry) => entry.state)).toEqual(['waiting', 'waiting'])
  cut = false
  // The tab was closed meanwhile: another queue goes on from the same shelf.
  const later = await queueWith(async (_path, body) => (known.add(body.entry_key), settled(body)))
  expect(await later.sendAll()).toBeUndefined()
  expect(await later.entries()).toEqual([])
  expect(await later.sent()).toBe(3)
  expect(known.size).toBe(3)
})

test('what is refused waits for the cadre with the sentence; the next one is sent all the same', async () => {
  const queue = await queueWith(async (_path, body) => {
    if (body.phone === '13812345678') return settled(body)
    throw new Problem(422, '有些内容还不能接受', '', [{ field: 'phone', message: '手机号码应为 11 位。' }])
  })
  const entry = await queue.add(pack, 'application', { ...zhang, phone: '1' })
  expect(await queue.sendAll()).toBeUndefined()
  const [look] = await queue.entries()
  expect(look).toMatchObject({ key: entry.key, state: 'look', sentence: '手机号码应为 11 位。' })
  await queue.sendAll()
  expect(await queue.entries()).toHaveLength(1)
  expect(await queue.send(look!, { phone: '13812345678' })).toBeUndefined()
  expect(await queue.entries()).toEqual([])
})

test('a person who is there already is reported, and stays until the cadre has seen it', async () => {
  const queue = await queueWith(async (_path, body) =>
    settled(body, { already_there: true, sentence: '没有重复提交。' }),
  )
  await queue.add(pack, 'application', zhang)
  await queue.sendAll()
  const [look] = await queue.entries()
  expect(look).toMatchObject({ state: 'look', already_there: true, sentence: '没有重复提交。' })
  expect(await queue.sent()).toBe(0)
  await queue.remove(look!.key)
  expect(await queue.entries()).toEqual([])
})

test('two who met at the same moment: asked once more, the server knows', async () => {
  let asked = 0
  const queue = await queueWith(async (_path, body) => {
    asked += 1
    if (asked === 1) throw new Problem(409, '同样的内容已经有了')
    return settled(body, { already_there: true })
  })
  await queue.add(pack, 'application', zhang)
  await queue.sendAll()
  expect((await queue.entries())[0]).toMatchObject({ already_there: true })
  expect(asked).toBe(2)
})

test('handed over, it goes from the device with its reason', async () => {
  const posted: [string, Record<string, unknown>][] = []
  const queue = await queueWith(async (path, body) => {
    posted.push([path, body])
    if (path.endsWith('/entries')) throw new Problem(422, '不能办理')
    return settled(body, { status: 'handed_over' })
  })
  await queue.add(pack, 'application', zhang)
  await queue.sendAll()
  const [look] = await queue.entries()
  await queue.handOver(look!)
  expect(await queue.entries()).toEqual([])
  expect(posted.at(-1)).toMatchObject(['/stand-passes/PASS/handed-over-entries', { reason: '不能办理' }])
})

test('silence, a session that ended and a fault are no answer; a refusal is one', async () => {
  for (const status of [0, 401, 429, 500, 503]) {
    shelf = memoryShelf()
    const queue = await queueWith(() => Promise.reject(new Problem(status, 'x')))
    await queue.add(pack, 'check_in', { card_number: '1' })
    expect((await queue.sendAll())?.status).toBe(status)
    expect((await queue.entries())[0]?.state).toBe('waiting')
  }
})

test('wiped, the device has neither entries nor the key that opened them', async () => {
  const store = await DeviceStore.open(shelf)
  await store.put('pack', pack)
  expect(await (await DeviceStore.open(shelf)).get('pack')).toEqual(pack)
  await store.wipe()
  expect(await shelf.names()).toEqual([])
  expect(await (await DeviceStore.open(shelf)).get('pack')).toBeUndefined()
})

test('the pack knows places, the union of a trade before the usual one, and when its day is over', () => {
  expect(divisionsOf(pack)).toEqual([
    { code: '1', name: '银河路街道' },
    { code: '2', name: '另一街道' },
  ])
  expect(homeIn(pack, '1', 'courier')?.unit_id).toBe('B')
  expect(homeIn(pack, '1', 'other')?.unit_id).toBe('A')
  expect(homeIn(pack, '9', 'other')).toBeUndefined()
  const end = new Date(pack.pass.expires_at).getTime()
  expect(hasExpired(pack, end)).toBe(false)
  expect(hasExpired(pack, end + 1)).toBe(true)
  expect(hasExpired({ ...pack, clock_ahead_ms: 60_000 }, end - 1)).toBe(true)
})

test('only what was changed is put right; what is the worker’s own act is done again', () => {
  const before = { phone: '1', division_code: '2', unit_id: 'A', card_number: '' } as Content
  expect(corrections(before, { phone: '1', division_code: '2' })).toEqual({})
  expect(corrections(before, { phone: '3', card_number: '', without_event: true })).toEqual({
    phone: '3',
    without_event: true,
  })
  const entry = { kind: 'application', problems: [{ field: 'notice_version', message: '' }] } as never
  expect(needsSigningAgain(entry)).toBe(true)
  expect(
    needsSigningAgain({ kind: 'application', problems: [{ field: 'phone', message: '' }] } as never),
  ).toBe(false)
  expect(canSeal()).toBe(globalThis.indexedDB !== undefined)
})
