// What a request is mutated with, and how. Everything is chosen by a number of its own, so that one request can be asked again.
import { randomFrom } from '../faults/control.mjs'

export const pick = (random, list) => list[Math.floor(random() * list.length)]
export const of = (seed, i) => randomFrom((seed * 2654435761 + i * 40503) >>> 0)

/** Put into JSON as it stands, whether or not it is JSON. */
class Raw {
  constructor(text) {
    this.text = text
  }
}
const raw = (text) => new Raw(text)

// A product nobody writes by chance: where it appears in an answer, a template was worked out.
export const worked_out = '9801547'
const template = '${1337*7331}{{1337*7331}}#{1337*7331}<%= 1337*7331 %>'

// Texts of all kinds. "\xNN" stands for that byte, as it is, wherever the text goes.
export const texts = [
  '', ' ', '\t', '\0', 'a\0b', '\x01\x02\x1f\x7f', '0', '-1', '1e309', 'NaN', 'Infinity', 'null', 'true', 'undefined', '99999999999999999999', '-9223372036854775809',
  "'", '"', '`', '\\', "' or '1'='1", "'; drop table members; --", "1' union select null,null--", "1) or (1=1", '%27%20or%201=1', '/**/or/**/1', "'||(1)||'", '$1', '?1', ':a', 'pg_sleep(9)--',
  '../../../../etc/passwd', '..\\..\\windows\\win.ini', '/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:1/', '%2e%2e%2f', '....//', 'a/../b', '\\\\host\\share', 'CON', '.', '..', '~',
  '%s%s%s%n%x', '%99999999d', '{0}{1}', template, '<script>alert(1)</script>', '<!--#exec cmd="ls"-->', '=1+1', '+1', '@SUM(1)', '|ls', '$(id)', '`id`', ';id;', '&&id',
  'a\r\nX-Injected: yes', 'a\nb', 'a\rb', 'a%0d%0aX-Injected:%20yes', '\u2028\u2029', '\u202e\u202d反', '\u200b\u200d\ufeff', '\u0000', 'аdmin', 'ａｄｍｉｎ', 'ı', 'ﬀ', 'ß', 'é', 'e\u0301'.repeat(40), '👩‍👩‍👧‍👦', '𠮷'.repeat(20),
  '\uffff', '￾', 'a'.repeat(39), 'a'.repeat(81), '长'.repeat(101), '长'.repeat(600), 'a'.repeat(5000), '1'.repeat(400), '00000000000AA', '0000000000000', '7ZZZZZZZZZZZZ', '8000000000000', '0ILOU00000000', '7zzzzzzzzzzzz',
  '2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '-0001-01-01', '2028-02-29T24:00:00Z', '9999-12-31T23:59:60Z', '1970-01-01T00:00:00+99:99', '650203', '000000000', '13800138000', '+8613800138000', '1380013800O', '11010519491231002X',
  'id', '-id', 'id,id', 'password', '-password_hash', 'name desc', 'W/"1"', '"v1"', '"v99999999999999999999"', '*', 'v0', 'bytes=0-', '%', '%zz', '%c0%af', '%ed%a0%80', '%00', '%u0041', '+', '&=;', '[]', '{}', '__proto__', 'constructor',
]
const numbers = [raw('NaN'), raw('-Infinity'), raw('1e400'), raw('-0'), raw('0x10'), raw('01'), raw('1.'), raw('.5'), raw('9'.repeat(400)), raw('1e-400'), raw('18446744073709551616'), raw('-9223372036854775809'), raw('9223372036854775807'), -1, 0, 1.5, 2 ** 53, 1e21]
const broken = [raw('"\\ud800"'), raw('"\\udc00\\ud800"'), raw('"\\u0000"'), raw('"\\x41"'), raw('"a'), raw("'a'"), raw('"\xff\xfe"'), raw('"\xc0\xaf"'), raw('"\xed\xa0\x80"'), raw('"\xf4\x90\x80\x80"'), raw('"\xe4\xb8"'), raw('"\n"'), raw('[,]'), raw('{,}'), raw(''), raw('nul'), raw('/*a*/1'), raw('[1,]'), raw('{"a":1,}')]
const nested = (n, open, close) => raw(open.repeat(n) + close.repeat(n))
const others = [null, true, false, [], {}, [[]], [null], { a: 1 }, { id: 1 }, { $gt: '' }, ['a', 'b'], Array.from({ length: 300 }, (_, i) => i), nested(30, '[', ']'), nested(2000, '[', ']'), nested(2000, '{"a":', '}'), { __proto__: null, constructor: { prototype: 1 } }]

export function anything(random) {
  const kind = random()
  if (kind < 0.5) return pick(random, texts)
  if (kind < 0.68) return pick(random, numbers)
  if (kind < 0.84) return pick(random, others)
  return pick(random, broken)
}

/** JSON as text, one character for each byte. Doubled: so many of its keys come twice. */
export function written(value, double = () => false) {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map((one) => written(one, double)).join(',')}]`
  if (value && typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, one]) => `${bytes(JSON.stringify(key))}:${written(one, double)}`)
    return `{${pairs.flatMap((pair) => (double() ? [pair, pair] : [pair])).join(',')}}`
  }
  return bytes(JSON.stringify(value) ?? 'null')
}
export const bytes = (text) => Buffer.from(text, 'utf8').toString('latin1')

/** Half the time as it is, else with a character changed, doubled or gone. */
function damaged(text, random) {
  if (!text || random() < 0.5) return text ?? ''
  const at = Math.floor(random() * text.length)
  return text.slice(0, at) + pick(random, ['', 'A', text[at] + text[at], String.fromCharCode(33 + Math.floor(random() * 90))]) + text.slice(at + 1)
}

/** A value that fits the schema, more or less; ids are of things that are there. */
export function fitting(schema, schemas, name, world, depth = 0) {
  const { random } = world
  if (schema.$ref) return fitting(schemas[schema.$ref.split('/').at(-1)], schemas, name, world, depth)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (schema.enum) return pick(random, schema.enum)
  if (schema.pattern?.startsWith('^[0-7]') || /(^|_)id$/.test(name)) return pick(random, world.ids[name.replace(/_id$/, 's')] ?? world.ids.all)
  if (type === 'array') return depth > 4 ? [] : [fitting(schema.items ?? {}, schemas, name.replace(/s$/, ''), world, depth + 1)]
  if (type === 'object' || schema.properties) {
    const made = {}
    for (const [key, one] of Object.entries(schema.properties ?? {}))
      if (!one.readOnly && (schema.required?.includes(key) || random() < 0.6)) made[key] = fitting(one, schemas, key, world, depth + 1)
    return made
  }
  if (type === 'integer' || type === 'number') return Math.floor(random() * 20)
  if (type === 'boolean') return random() < 0.7
  if (schema.format === 'date') return `2026-1${Math.floor(random() * 3)}-2${Math.floor(random() * 9)}`
  if (schema.format === 'date-time') return `2026-12-2${Math.floor(random() * 9)}T0${Math.floor(random() * 9)}:00:00Z`
  if (/phone/.test(name)) return `139${String(Math.floor(random() * 1e8)).padStart(8, '0')}`
  if (/division/.test(name)) return '650203004'
  if (name === 'signature') return 'M10 10L40 80L90 20'
  if (name === 'step') return pick(random, world.steps)
  if (name === 'version') return 1
  if (name === 'cursor') return damaged(pick(random, world.ids.cursors), random)
  if (name === 'sort') return pick(random, ['', '-']) + pick(random, ['id', 'name', 'title', 'submitted_at', 'starts_at', 'joined_on', 'status', 'phone'])
  if (name === 'limit') return pick(random, ['1', '5', '200', '0', '201', '-1'])
  if (name === 'format') return pick(random, ['csv', 'xlsx', 'json'])
  return pick(random, ['银河路', '王建国', 'a', '天山货运有限公司', '2026'])
}

/** Something wrong somewhere in a value, and the text of the whole. */
export function mutated(value, random) {
  const how = random()
  if (how < 0.08) return written(anything(random))
  const text = () => written(value, how < 0.16 ? () => random() < 0.3 : undefined)
  if (how < 0.24) return text().slice(0, Math.floor(random() * text().length))
  if (how < 0.3) return pick(random, ['\xef\xbb\xbf', '\xff\xfe', ' ', ')]}\'', '[']) + text() + pick(random, ['', '}', text(), '\0', '\x1a'])
  if (how < 0.34) {
    const whole = text(), at = Math.floor(random() * whole.length)
    return whole.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + whole.slice(at + 1)
  }
  const places = []
  const walk = (one) => {
    if (one && typeof one === 'object' && !(one instanceof Raw)) for (const key of Object.keys(one)) places.push([one, key]), walk(one[key])
  }
  walk(value)
  for (let times = random() < 0.8 ? 1 : 3; times && places.length; --times) {
    const [holder, key] = pick(random, places)
    if (random() < 0.1) delete holder[key]
    else holder[key] = anything(random)
  }
  if (value && typeof value === 'object' && !Array.isArray(value) && random() < 0.2) value[pick(random, [...texts.filter(Boolean), 'id', 'version', 'status', 'is_admin', 'unit_path', 'created_at'])] = anything(random)
  return text()
}

/** As an address carries it, or almost. */
export const inAddress = (text, random) =>
  random() < 0.75 ? encodeURIComponent(text.replace(/[\ud800-\udfff]/g, (c, at, all) => (/[\ud800-\udbff][\udc00-\udfff]/.test(all.slice(Math.max(0, at - 1), at + 2)) ? c : '?'))) : bytes(text).replace(/[\0- #\x7f]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
/** As a header carries it: any byte but those that end the line, which framing.mjs tries. */
export const inHeader = (text) => bytes(text).replace(/[\r\n\0]/g, ' ')
