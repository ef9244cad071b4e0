// What a line of the audit says, in words: the act, the thing it was done to, and where that is shown.
import { subjects, verbs } from '../../../api/audit'
import type { FieldMeta } from '../../../api/meta'
import { pick } from '../../../shared/i18n'
import { stepLabel } from '../../parts/steps'
import { t as parts } from '../../parts/texts'
import { nameOf, references } from '../../parts/names'
import { valueText } from '../../parts/values'
import { can } from '../../session'
import { acts } from './acts'

/** Lines of one request stand under its own verb or the step that was taken; what neither knows is shown as it is. */
export function verbText(verb: string): string {
  if (acts.has(verb)) return acts(verb)
  const known = verbs[verb]
  if (known) return pick(known)
  const [of = '', step = ''] = verb.split('.')
  const label = stepLabel(of, step)
  return label === step ? verb : parts('named', { label: subjectText(of), value: label })
}

export function subjectText(subject: string): string {
  const label = subjects[subject]?.label
  return label ? pick(label) : subject
}

const pages: Record<string, readonly [right: string, address: (id: string) => string]> = {
  application: ['members', (id) => `/applications/${id}`],
  approval: ['approvals', (id) => `/approvals/${id}`],
  bulletin: ['bulletins', (id) => `/bulletins/${id}`],
  drive: ['drives', (id) => `/drives/${id}`],
  event: ['events', (id) => `/events/${id}`],
  import: ['members.import', (id) => `/imports/${id}`],
  member: ['members', (id) => `/members/${id}`],
}
/** The page of the thing, for those who may open it. */
export function pageOf(subject: string, id: string): string | undefined {
  const page = pages[subject]
  return id && page && can(page[0]) ? page[1](id) : undefined
}

export interface Change {
  name: string
  before: string
  after: string
  /** Personal: the audit says that it changed, not what it was. */
  covered: boolean
}
/** The changes of a line, field by field, as its table names and writes them. */
export function changesOf(subject: string, json: unknown): Change[] {
  let found: Record<string, unknown>
  try {
    found = JSON.parse(typeof json === 'string' ? json : '{}') as Record<string, unknown>
  } catch {
    return [{ name: String(json), before: '', after: '', covered: true }]
  }
  return Object.entries(found).map(([key, value]) => {
    const field = subjects[subject]?.fields.find(({ name }) => name === key)
    const write = (side: unknown) => textOf(field, key, side)
    const pair = Array.isArray(value) ? value : []
    return {
      name: field ? pick(field.label) : key,
      before: write(pair[0]),
      after: write(pair[1]),
      covered: !Array.isArray(value),
    }
  })
}
function textOf(field: FieldMeta | undefined, key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return parts('none')
  const list = references[key]
  // Names are asked for only where they may be read: the unions by all staff.
  if (list === 'units') return nameOf(list, String(value))
  return field ? valueText(field, value) : String(value)
}
