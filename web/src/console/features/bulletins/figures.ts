// Figures as the server shows them with a bulletin, and how one is written into the text.
export interface ShownFigure {
  key: string
  label: string
  text: string
  unit_of_count: string
  qualifier: string
  definition: string
  source: string
  as_of: string
  period: string
  typed: boolean
  evidence: string
}
export interface Choosable {
  key: string
  label: string
  definition: string
  unit_of_count: string
  by_drive: boolean
}

export const mark = (key: string, inWan = false): string => `{${key}${inWan ? ':wan' : ''}}`

/** The text with a figure put in where the cursor is, and where the cursor is then. */
export function withMark(text: string, from: number, to: number, key: string, inWan = false) {
  const put = mark(key, inWan)
  return { text: text.slice(0, from) + put + text.slice(to), cursor: from + put.length }
}
