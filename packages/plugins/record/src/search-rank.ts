import { fold } from '@tenure/core/query'

/** How well a text is met by a value: the text itself, its beginning, the beginning of a word in it, or any part. Lower is better. */
export type Rank = 0 | 1 | 2 | 3

const partOfWord = /[\p{L}\p{N}]/u
const beginsAsWord = /^[\p{L}\p{N}]/u

/** How well a value meets a text that is folded; `undefined` where it does not. A text that begins with a sign begins where the sign is. */
export function rankOf(value: string, text: string): Rank | undefined {
  const folded = fold(value)
  if (folded === text) return 0
  if (folded.startsWith(text)) return 1
  let at = folded.indexOf(text)
  if (at < 0) return undefined
  if (!beginsAsWord.test(text)) return 2
  for (; at >= 0; at = folded.indexOf(text, at + 1)) if (!partOfWord.test(before(folded, at))) return 2
  return 3
}

// The letter before, whole also where it takes two units.
function before(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  return text.slice(low >= 0xdc00 && low <= 0xdfff ? at - 2 : at - 1, at)
}
