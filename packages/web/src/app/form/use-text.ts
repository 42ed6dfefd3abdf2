import { useReading } from '../format/use-formats.js'

/** Writes a text of a plugin in the language of the page; `{name}` in it is replaced by the value of that name, numbers as the language writes them. */
export type Text = (english: string, values?: Readonly<Record<string, string | number>>) => string

/** For an element: its texts are English in its code, and translated by `defineTexts` of its plugin, with the same `{name}` in both. */
export function useText(): Text {
  const { translate, formats } = useReading()
  return (english, values) => fillIn(translate(english), formats.number, values)
}

/** A text with its values in it. */
export function fillIn(text: string, write: (value: number) => string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : whole
    return typeof value === 'number' ? write(value) : String(value)
  })
}
