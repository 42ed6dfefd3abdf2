/** One text for each way in which a language counts; `other` is always there. */
export type PluralForms = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string }

/** Chooses the text that goes with a number: `plural(2, { one: 'result', other: 'results' })`. */
export type Plural = (count: number, forms: PluralForms) => string

/** How a language chooses. */
export function pluralIn(language: string): Plural {
  const rules = new Intl.PluralRules(language)
  return (count, forms) => forms[rules.select(count)] ?? forms.other
}
