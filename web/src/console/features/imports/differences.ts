// The differences of a row as the server writes them, as lines of a small table.
export interface Difference {
  field: string
  file: string
  kept: string
}

/** Reads JSON ([{field, file, kept}] or {field: [kept, file]}); any other text stays one line of its own. */
export function differencesOf(text: unknown): Difference[] {
  if (typeof text !== 'string' || text.trim() === '') return []
  try {
    const read = JSON.parse(text) as unknown
    if (Array.isArray(read))
      return read.map((each: Record<string, unknown>) => ({
        field: String(each.field ?? ''),
        file: String(each.file ?? each.given ?? ''),
        kept: String(each.kept ?? each.member ?? ''),
      }))
    if (read && typeof read === 'object')
      return Object.entries(read).map(([field, pair]) => {
        const [kept, file] = Array.isArray(pair) ? (pair as unknown[]) : ['', pair]
        return { field, kept: String(kept ?? ''), file: String(file ?? '') }
      })
  } catch {
    // a sentence, not JSON
  }
  return [{ field: '', file: text, kept: '' }]
}
