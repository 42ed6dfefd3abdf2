/** A text of a plugin in the language of the page. What has no translation stays as it is. */
export type Translate = (text: string) => string

/** For a language that needs no translation. */
export const asItIs: Translate = (text) => text
