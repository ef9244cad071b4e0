// Writes src/api/audit.ts: what the audit calls each act and each record, out of the description of the API and the record
// tables. Run by `npm run gen`; a test keeps the file as this writes it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const at = (file) => path.resolve(import.meta.dirname, file)
const short = (text) => text.split(/[：；:;]/)[0].replace(/[。.]$/, '')

export function auditWords() {
  const { paths } = JSON.parse(readFileSync(at('../../docs/golden/openapi.json'), 'utf8'))
  const tables = new Map(
    [...readFileSync(at('../src/api/records.ts'), 'utf8').matchAll(/^export const \w+: RecordMeta = (.+)$/gm)].map(
      ([, json]) => [JSON.parse(json).name, json],
    ),
  )
  const verbs = {}
  const subjects = new Set()
  for (const route of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const verb = route['x-audit']
    if (!verb) continue
    subjects.add(verb.split('.')[0])
    for (const answer of Object.values(route.responses ?? {})) {
      const gives = answer.content?.['application/json']?.schema?.$ref
      if (gives) subjects.add(gives.split('/').pop())
    }
    if (!verb.endsWith('.*')) verbs[verb] ??= { zh: short(route['x-summary-zh']), en: short(route.summary) }
  }
  const sorted = (names) => [...names].sort()
  return [
    '// Written by scripts/audit-words.mjs (npm run gen); not by hand.',
    "import type { Words } from '../shared/i18n'",
    "import type { RecordMeta } from './meta'",
    'export const verbs: Record<string, Words> = {',
    ...sorted(Object.keys(verbs)).map((verb) => `  ${JSON.stringify(verb)}: ${JSON.stringify(verbs[verb])},`),
    '}',
    'export const subjects: Record<string, RecordMeta> = {',
    ...sorted(subjects)
      .filter((name) => tables.has(name))
      .map((name) => `  ${JSON.stringify(name)}: ${tables.get(name)},`),
    '}',
    '',
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(at('../src/api/audit.ts'), auditWords())
