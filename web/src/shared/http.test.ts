import { beforeEach, expect, test, vi } from 'vitest'
import { address, api, onSignedOut, onUnproved, Problem } from './http'
import { language } from './i18n'

const asked: { url: string; init: RequestInit }[] = []
let answers: (() => Response | Promise<Response>)[] = []

beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return Promise.resolve().then(() => answers.shift()!())
  })
})
const json =
  (value: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(value), { status })
const silence = () => Promise.reject(new TypeError('Failed to fetch'))
const headersOf = (index: number) => asked[index]!.init.headers as Record<string, string>

test('an address carries only the query values that are set', () => {
  expect(address('/divisions', { q: '王', status: '', cursor: null, limit: 20 })).toBe(
    '/api/divisions?q=%E7%8E%8B&limit=20',
  )
  expect(address('/members?sort=name', { limit: 5 })).toBe('/api/members?sort=name&limit=5')
})

test('what is sought goes in a header, and what was asked before without it is no answer', async () => {
  window.unionhallAsked = { '/api/members?limit=20': Promise.resolve(new Response('{"items":[1,2]}')) }
  answers = [json({ items: [1] }), json({ items: [] })]
  expect(await api.get('/members', { search: '王 1', limit: 20 })).toEqual({ items: [1] })
  expect(asked[0]!.url).toBe('/api/members?limit=20')
  expect(headersOf(0).Search).toBe('%E7%8E%8B%201')
  expect(await api.get('/members', { search: '', limit: 20 })).toEqual({ items: [1, 2] })
  await api.file('/members', { search: '王', format: 'csv' })
  expect(asked[1]!.url).toBe('/api/members?format=csv')
  expect(headersOf(1).Search).toBe('%E7%8E%8B')
})

test('the same wish keeps its idempotency key until it is answered', async () => {
  answers = [silence, json({}, 503), json({ id: '1' }, 201), json({ id: '2' }, 201)]
  const wish = () => api.post('/drives', { title: '集中入会' })
  await expect(wish()).rejects.toMatchObject({ status: 0, unreachable: true })
  await expect(wish()).rejects.toMatchObject({ status: 503 })
  await wish()
  await wish()
  const keys = asked.map((_, index) => headersOf(index)['Idempotency-Key'])
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).toBe(keys[0])
  expect(keys[3]).not.toBe(keys[0])
})

test('a refusal is an answer: what was corrected is sent with a new key', async () => {
  answers = [json({ title: '有 1 处需要修改' }, 422), json({}, 201)]
  await expect(api.post('/units', { name: '' })).rejects.toBeInstanceOf(Problem)
  await api.post('/units', { name: '' })
  expect(headersOf(0)['Idempotency-Key']).not.toBe(headersOf(1)['Idempotency-Key'])
})

test('a double click is one wish with one key', async () => {
  answers = [json({}), json({})]
  await Promise.all([
    api.post('/imports/1/steps', { step: 'commit' }),
    api.post('/imports/1/steps', { step: 'commit' }),
  ])
  expect(headersOf(0)['Idempotency-Key']).toBe(headersOf(1)['Idempotency-Key'])
})

test('a change names the version that was read', async () => {
  answers = [json({ version: 4 })]
  await api.patch('/units/1', { name: '新名' }, 3)
  expect(headersOf(0)['If-Match']).toBe('"v3"')
})

test.each([
  [429, '2341', '还要等 40 分钟。', 'It takes 40 minutes more.'],
  [429, '60', '还要等 1 分钟。', 'It takes 1 minute more.'],
  [429, '45', '还要等 45 秒。', 'It takes 45 seconds more.'],
  [429, '', '', ''],
  [503, '60', '', ''],
])('who has to wait is told for how long: %s %s', async (status, after, zh, en) => {
  const rests = () =>
    new Response('{"title":"试得太多。"}', { status, headers: after ? { 'Retry-After': after } : {} })
  answers = [rests, rests]
  await expect(api.get('/my')).rejects.toMatchObject({ title: '试得太多。', detail: zh })
  language.value = 'en'
  await expect(api.get('/my')).rejects.toMatchObject({ detail: en })
  language.value = 'zh-CN'
})

test('problems of fields are handed on with the sentences of the server', async () => {
  answers = [
    json(
      { title: '有 1 处需要修改', problems: [{ field: 'name', message: '请填写名称。' }], request_id: 'r1' },
      422,
    ),
  ]
  await expect(api.post('/units', {})).rejects.toMatchObject({
    status: 422,
    title: '有 1 处需要修改',
    problems: [{ field: 'name', message: '请填写名称。' }],
    request_id: 'r1',
  })
})

test('an answer that is no JSON is still a sentence', async () => {
  answers = [() => new Response('<html>bad gateway', { status: 502 })]
  await expect(api.get('/units')).rejects.toMatchObject({
    status: 502,
    title: expect.stringContaining('502'),
  })
})

test('401 tells whoever listens that nobody is signed in', async () => {
  const heard = vi.fn()
  const stop = onSignedOut(heard)
  answers = [json({ title: '请先登录' }, 401)]
  await expect(api.get('/members')).rejects.toMatchObject({ status: 401 })
  stop()
  expect(heard).toHaveBeenCalledOnce()
})

test('what was asked before the script was here is taken once, and asked anew after that', async () => {
  window.unionhallAsked = { '/api/sessions/current': Promise.resolve(json({ name: '早' })()) }
  answers = [json({ name: '晚' })]
  expect(await api.get('/sessions/current')).toEqual({ name: '早' })
  expect(await api.get('/sessions/current')).toEqual({ name: '晚' })
  expect(asked).toHaveLength(1)
  delete window.unionhallAsked
})

test('what was asked before somebody signed in is asked anew after it', async () => {
  window.unionhallAsked = { '/api/sessions/current': Promise.resolve(json({ name: '早' })()) }
  answers = [json({ token: 'x' }, 201), json({ name: '晚' })]
  await api.post('/sessions', { login: 'x' })
  expect(await api.get('/sessions/current')).toEqual({ name: '晚' })
  delete window.unionhallAsked
})

test('a sensitive act is repeated as it was, once, when the password was proved anew', async () => {
  const wanted = json({ type: 'urn:unionhall:problem:unproved', title: '请再输入一次密码' }, 403)
  const proofs = [true, true, false]
  const end = onUnproved(() => Promise.resolve(proofs.shift() ?? false))
  answers = [wanted, json({ id: '1' }, 201)]
  expect(await api.post('/role-grants', { role: 'x' })).toEqual({ id: '1' })
  expect(headersOf(0)['Idempotency-Key']).toBe(headersOf(1)['Idempotency-Key'])
  expect(asked[0]?.init.body).toBe(asked[1]?.init.body)
  // Still refused after a proof: not asked for ever. And one who does not want to sees why it was not done.
  answers = [wanted, wanted, wanted]
  await expect(api.post('/role-grants', { role: 'x' })).rejects.toMatchObject({ status: 403 })
  await expect(api.post('/role-grants', { role: 'x' })).rejects.toMatchObject({ title: '请再输入一次密码' })
  end()
})
