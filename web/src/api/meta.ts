// The shape of records.ts, which the server writes: what tables, forms and details are drawn from.
import type { Words } from '../shared/i18n'

export type Shape =
  'text' | 'integer' | 'real' | 'boolean' | 'date' | 'instant' | 'choice' | 'id' | 'ids' | 'cents' | 'records'

export interface Choice extends Words {
  readonly value: string
}

export interface FieldMeta {
  readonly name: string
  readonly shape: Shape
  readonly label: Words
  readonly help?: Words
  readonly choices?: readonly Choice[]
  readonly required?: boolean
  readonly readonly?: boolean
  readonly personal?: boolean
  readonly secret?: boolean
  readonly sortable?: boolean
  readonly filterable?: boolean
  readonly searched?: boolean
  readonly longest?: number
  readonly least?: number
  readonly most?: number
}

export interface RecordMeta {
  readonly name: string
  readonly plural: string
  readonly label?: Words
  readonly fields: readonly FieldMeta[]
}

export const fieldOf = (record: RecordMeta, name: string): FieldMeta | undefined =>
  record.fields.find((field) => field.name === name)

/** Where records of this kind are read: their plural, as addresses spell it. */
export const pathOf = (record: RecordMeta): string => `/${record.plural.replaceAll('_', '-')}`
