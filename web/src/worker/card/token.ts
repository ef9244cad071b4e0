// The check code of a card, typed by itself or pasted as a whole address.
export function tokenIn(typed: string): string {
  const text = typed.trim()
  const inAddress = /\/card\/([^/?#\s]+)/.exec(text)?.[1]
  try {
    return inAddress ? decodeURIComponent(inAddress) : text.replace(/\s+/g, '')
  } catch {
    return text
  }
}
