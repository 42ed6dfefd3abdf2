import { z } from 'zod'
import type { Contribution, ContributionId } from '../contribution.js'
import { contribute, definePoint, type Point } from '../point.js'
import { defineProviderContract } from '../provider.js'
import type { Place } from '../tab.js'

const language = z.string().regex(/^[a-z]{2,3}$/, 'A language is its ISO 639 code, such as de.')
// A plugin brings hundreds, and each is looked at when the plugin is admitted: that is quicker by hand than by a schema.
const texts = z.custom<Texts['texts']>(isPlainObject, 'Texts are an object.').check(({ value, issues }) => {
  const strange = Object.entries(value).find((entry) => !entry.every(isShownText))
  if (strange !== undefined)
    issues.push({ code: 'custom', path: [strange[0]], input: value, message: 'A text and its English have 1 to 500 characters.' })
})
function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isShownText(text: unknown): boolean {
  return typeof text === 'string' && text.length > 0 && text.length <= 500
}

/** What plugins say in a language other than English. */
export interface Texts {
  readonly language: string
  /**
   * By the English text, exactly as it is written: titles, labels, options. A number in it may be written `{n}`, in the translation as well:
   * `'Assigned in the last {n} days'`. In a whole sentence `{name}` is whatever is there, which is translated by itself: `'{label} takes a day.'`.
   */
  readonly texts: Readonly<Record<string, string>>
}

/** Where plugins translate what they show. */
export const TextsPoint: Point<Texts, Texts> = definePoint({
  key: 'tenure.core/texts@1',
  item: z.strictObject({ language, texts }),
})

/**
 * What a plugin shows, in another language: titles and labels of its tabs, views, columns, actions, blocks, object types and properties. What
 * has no translation stays English. Where several plugins translate the same text, the first in order wins, so a plugin may translate others too.
 */
export function defineTexts(spec: Texts & { readonly id: ContributionId; readonly order?: Place }): Contribution {
  return contribute(TextsPoint, spec)
}

/** All translations into a language, by the English text. English needs none. */
export const textsContract = defineProviderContract({
  id: 'tenure.core/texts',
  title: 'Texts in a language',
  description: 'Titles and labels of the workspace and its plugins in a language, by the English text. What is missing stays English.',
  permission: 'signed-in',
  input: z.strictObject({ language }),
  output: z.record(z.string(), z.string()),
})
