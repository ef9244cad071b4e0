// What GET /api/my/data answers, put together again: kinds of record, their rows, the fields of each.
export interface Stored {
  record: string
  row: number
  label: string
  value: string
  purpose: string
}
export interface StoredRecord {
  label: string
  rows: Stored[][]
}

export function grouped(items: readonly Stored[]): StoredRecord[] {
  const records = new Map<string, Map<number, Stored[]>>()
  for (const item of items) {
    const rows = records.get(item.record) ?? new Map<number, Stored[]>()
    records.set(item.record, rows.set(item.row, [...(rows.get(item.row) ?? []), item]))
  }
  return [...records].map(([label, rows]) => ({ label, rows: [...rows.values()] }))
}
