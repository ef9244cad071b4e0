// The differences of a row, as the server says them ("姓名：张三 → 张山；…"), taken apart so that they can be laid out.
export interface Difference {
  label: string
  kept: string
  given: string
}

/** Anything that is not said in that way stays one line of its own. */
export function differencesOf(text: unknown): Difference[] {
  if (typeof text !== 'string' || text.trim() === '') return []
  return text
    .split(/；|; /)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const told = /^(.+?)(?:：|: )(.*) → (.*)$/.exec(part.trim())
      return told
        ? { label: told[1]!, kept: told[2]!.trim(), given: told[3]!.trim() }
        : { label: '', kept: '', given: part.trim() }
    })
}
