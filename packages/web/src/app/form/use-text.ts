import { useTranslate } from '../language/texts-provider.js'

/** Writes a text of a plugin in the language of the page; `{name}` in it is replaced by the value of that name. */
export type Text = (english: string, values?: Readonly<Record<string, string | number>>) => string

/** For an element: its texts are English in its code, and translated by `defineTexts` of its plugin, with the same `{name}` in both. */
export function useText(): Text {
  const translate = useTranslate()
  return (english, values) => fillIn(translate(english), values)
}

/** A text with its values in it. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole))
}
