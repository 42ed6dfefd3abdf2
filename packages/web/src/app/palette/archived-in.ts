/** What is looked for among archived records: the text without the word that says so, first or last; `undefined` where it is not said. */
export function archivedIn(text: string, word: string): string | undefined {
  const words = text.trim().split(/\s+/)
  const isWord = (one: string | undefined): boolean => one?.toLocaleLowerCase() === word.toLocaleLowerCase()
  if (words.length < 2) return undefined
  if (isWord(words[0])) return words.slice(1).join(' ')
  return isWord(words.at(-1)) ? words.slice(0, -1).join(' ') : undefined
}
