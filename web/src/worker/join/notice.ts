// The notice shown before joining: who processes what, why and for how long, and the sentence on being free to refuse.
import { api } from '@shared/http'

export interface Notice {
  version: string
  hash: string
  text: string
  voluntariness: string
  demonstration?: boolean
}

export const getNotice = (): Promise<Notice> => api.get<Notice>('/join/notice')

const readableAtOnceCharacters = 160
/** Chinese says in one character what takes two and a half letters. */
const widthOf = (line: string) =>
  [...line].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 1 : 0.4), 0)

/** The first paragraphs that are read at a glance, and the rest. Nothing is left out and nothing is reworded. */
export function inTwo(text: string): { first: string[]; rest: string[] } {
  const paragraphs = text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
  let length = 0
  const end = paragraphs.findIndex((line) => (length += widthOf(line)) > readableAtOnceCharacters)
  const cut = end === -1 ? paragraphs.length : Math.max(1, end)
  return { first: paragraphs.slice(0, cut), rest: paragraphs.slice(cut) }
}
