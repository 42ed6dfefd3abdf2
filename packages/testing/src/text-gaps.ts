import type { Plugin } from '@tenure/core/plugin'

/** How the translations of a plugin and its texts differ. */
export interface TextGaps {
  /** Titles and labels that it shows and does not translate. */
  readonly missing: readonly string[]
  /** English texts that it translates and shows nowhere: misspelt, or changed since. */
  readonly unknown: readonly string[]
}

/** Kinds whose titles only developers read. */
const unseen = new Set(['provider', 'action', 'service', 'resource', 'permission'])
const shown = new Set(['title', 'label', 'plural', 'description', 'unit', 'group', 'labels', 'hints'])
/** Places among others are no texts. */
const skipped = new Set(['order'])

/**
 * Compares what a plugin shows with what it translates into a language: `expect(textGaps(customers, 'de')).toEqual({ missing: [], unknown: [] })`.
 * `others`: texts that its code says, or that are shown elsewhere, such as the titles of its actions.
 */
export function textGaps(plugin: Plugin<never>, language: string, others: readonly string[] = []): TextGaps {
  const { contributes } = plugin as unknown as { readonly contributes: readonly Readonly<Record<string, unknown>>[] }
  const translated = contributes.flatMap((each) => textsIn(each, language))
  const said = new Set([...contributes.filter(({ kind }) => !unseen.has(String(kind))).flatMap((each) => textsOf(each)), ...others])
  const isIn = (all: Iterable<string>, text: string) => [...all].some((one) => one === text || numberless(one) === numberless(text))
  return {
    missing: [...said].filter((text) => !isIn(translated, text)).sort(),
    unknown: translated.filter((text) => !isIn(said, text)).sort(),
  }
}

/** The English texts that the code of an element says by `text('…')`. */
export function textsInCode(code: string): readonly string[] {
  return [...code.matchAll(/\btext\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, said = '']) => said.replaceAll("\\'", "'"))
}

const numberless = (text: string) => text.replace(/\d+/g, '{n}')

function textsIn(contribution: Readonly<Record<string, unknown>>, language: string): readonly string[] {
  const { point, item } = contribution as {
    readonly point?: string
    readonly item?: { readonly language?: string; readonly texts?: object }
  }
  return point === 'tenure.core/texts@1' && item?.language === language ? Object.keys(item.texts ?? {}) : []
}

// Plain data only: schemas and code say nothing to a person, and a property that it refers to is translated where it is defined.
function textsOf(value: unknown, seen = new Set<unknown>(), isShown = false): readonly string[] {
  if (typeof value === 'string') return isShown ? [value] : []
  if (typeof value !== 'object' || value === null || seen.has(value) || '~standard' in value || 'propertyKind' in value) return []
  seen.add(value)
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, seen, isShown))
  if ('point' in value && value.point === 'tenure.core/texts@1') return []
  if (unseen.has(String((value as { readonly kind?: unknown }).kind))) return []
  // The title of an object type is the name of a property.
  const isType = 'properties' in value && 'associations' in value
  const entries = Object.entries(value).filter(([key]) => !skipped.has(key) && !(isType && key === 'title'))
  return entries.flatMap(([key, part]) => textsOf(part, seen, shown.has(key) || (isShown && typeof part === 'string')))
}
