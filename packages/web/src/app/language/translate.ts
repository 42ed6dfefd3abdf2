/** A text of a plugin in the language of the page. What has no translation stays as it is. */
export type Translate = (text: string) => string

/** For a language that needs no translation. */
export const asItIs: Translate = (text) => text

/** Translates by the English text; `{n}` in it is any number. */
export function translatorOf(texts: Readonly<Record<string, string>>): Translate {
  const find = (text: string) => (Object.hasOwn(texts, text) ? texts[text] : undefined)
  return (text) => {
    const exact = find(text)
    const numbers = exact === undefined ? text.match(/\d+/g) : null
    if (numbers === null) return exact ?? text
    let at = 0
    return find(text.replace(/\d+/g, '{n}'))?.replace(/\{n\}/g, () => numbers[at++] ?? '') ?? text
  }
}
