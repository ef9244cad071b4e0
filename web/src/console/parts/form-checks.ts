// What the marks of a record say about what was typed, before it is sent. The server has the last word.
import type { FieldProblem } from '../../shared/http'
import { pick } from '../../shared/i18n'
import { fieldOf, type FieldMeta, type RecordMeta } from '../../api/meta'
import { count } from '../../shared/format'
import { t } from './texts'

export type Values = Record<string, unknown>

export function checkField(field: FieldMeta, value: unknown): string | undefined {
  const label = pick(field.label)
  const blank = value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
  if (blank) return field.required ? t('missing', { label }) : undefined
  if (field.shape === 'integer' || field.shape === 'cents') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return t('not_a_number', { label })
    const { least = -Infinity, most = Infinity } = field
    if (value < least || value > most)
      return t('out_of_range', { label, least: count(least), most: count(most) })
  }
  const length = typeof value === 'string' ? [...value].length : 0
  if (field.longest && length > field.longest) return t('too_long', { label, longest: field.longest, length })
  return undefined
}

export function checkValues(record: RecordMeta, names: readonly string[], values: Values): FieldProblem[] {
  return names.flatMap((name) => {
    const field = fieldOf(record, name)
    const message = field && checkField(field, values[name])
    return message ? [{ field: name, message }] : []
  })
}

/** The fields whose value differs; empty text and nothing are the same. */
export function changed(names: readonly string[], before: Values, after: Values): Values {
  const plain = (value: unknown) => (value === '' || value === undefined ? null : value)
  return Object.fromEntries(
    names
      .filter((name) => plain(before[name]) !== plain(after[name]))
      .map((name) => [name, plain(after[name])]),
  )
}
