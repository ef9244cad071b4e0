import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditWords } from '../../../../scripts/audit-words.mjs'
import { language, type Language } from '../../../shared/i18n'
import { mount, serve, text } from '../../parts/testing'
import AuditPage from './AuditPage.vue'
import { changesOf, verbText } from './words'

const root = path.resolve(import.meta.dirname, '../../../../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

test('the words out of the description of the API are current (npm run gen writes them)', () => {
  expect(read('web/src/api/audit.ts')).toBe(auditWords())
})

test('every act that a route, a step or the house itself records has words in both languages', () => {
  const recorded = new Set<string>()
  const { paths } = JSON.parse(read('docs/golden/openapi.json')) as {
    paths: Record<string, Record<string, { 'x-audit'?: string; 'x-steps'?: Record<string, string> }>>
  }
  for (const route of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const verb = route['x-audit']
    if (verb?.endsWith('.*')) for (const step in route['x-steps']) recorded.add(verb.replace('*', step))
    else if (verb) recorded.add(verb)
  }
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  for (const file of sources.filter((name) => name.endsWith('.cpp') && !name.endsWith('_test.cpp')))
    for (const [, verb = ''] of read(`src/${file}`).matchAll(
      /(?:note(?:<[\w:]+>)?\(|verb = |as_system\()(?:\w+, )?"(\w+\.\w+)"/g,
    ))
      recorded.add(verb)
  expect(recorded.size).toBeGreaterThan(100)
  const wordless = (other: Language, looks: RegExp) => {
    language.value = other
    const found = [...recorded].filter((verb) => !looks.test(verbText(verb)) || verbText(verb).includes(verb))
    language.value = 'zh-CN'
    return found
  }
  expect(wordless('zh-CN', /\p{Script=Han}/u)).toEqual([])
  expect(wordless('en', /^\P{Script=Han}+$/u)).toEqual([])
})

test('a change is said by the label of its field and of its value, and what is personal is not said', () => {
  expect(changesOf('event', '{"status":["planned","open"],"place":"changed"}')).toEqual([
    { name: '状态', before: '已计划', after: '开放中', covered: false },
    expect.objectContaining({ covered: true }),
  ])
})

test('a line says who did what to which thing, in words', async () => {
  serve({
    'GET /api/audit': {
      items: [
        {
          chain: 0,
          seq: 7,
          at: '2024-05-20T10:00:00Z',
          actor_kind: 'staff',
          actor: '0SA87K7YG0001',
          actor_name: '何建国',
          verb: 'event.hold',
          subject: 'event',
          subject_id: '0SA87K7PW0007',
          subject_name: '入会仪式',
          request_id: 'ff00',
          changes: '{"status":["open","held"]}',
        },
      ],
    },
  })
  const { root: page } = await mount(AuditPage)
  const line = text(page.querySelector('tbody tr'))
  expect(line).toContain('何建国')
  expect(line).toContain('入会仪式')
  expect(line).toContain('开放中 → 已举办')
  expect(line).not.toContain('event.hold')
})
