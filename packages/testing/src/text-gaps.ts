import * as contract from '@tenure/core/contract'
import { toLabel } from '@tenure/core/page'
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
 * Labels of built-in properties are the core's: they are not missing. `others`: texts that its code says, or that are shown elsewhere, such as the
 * titles of its actions.
 */
export function textGaps(plugin: Plugin<never>, language: string, others: readonly string[] = []): TextGaps {
  const { contributes } = plugin as unknown as { readonly contributes: readonly Part[] }
  const translated = contributes.flatMap((each) => textsIn(each, language))
  const own = contributes.filter(({ kind }) => !unseen.has(String(kind))).flatMap((each) => [...textsOf(each), ...labelsOf(each)])
  const said = new Set([...own, ...others])
  const isIn = (all: Iterable<string>, text: string) => [...all].some((one) => one === text || numberless(one) === numberless(text))
  return {
    missing: [...said].filter((text) => !isIn(translated, text) && !builtInLabels().has(text)).sort(),
    unknown: translated.filter((text) => !isIn(said, text)).sort(),
  }
}

/** The English texts that the code of an element says by `text('…')`. */
export function textsInCode(code: string): readonly string[] {
  return [...code.matchAll(/\btext\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, said = '']) => said.replaceAll("\\'", "'"))
}

const numberless = (text: string) => text.replace(/\d+/g, '{n}')

type Part = Readonly<Record<string, unknown>>
function textsIn(contribution: Part, language: string): readonly string[] {
  const { point, item } = contribution as {
    readonly point?: string
    readonly item?: { readonly language?: string; readonly texts?: object }
  }
  return point === 'tenure.core/texts@1' && item?.language === language ? Object.keys(item.texts ?? {}) : []
}

/** Labels of a property or an object type that the plugin adds, also where it leaves them to the core, and of the columns of its collections. */
function labelsOf(contribution: Part): readonly string[] {
  if (contribution['kind'] === 'property') {
    const { label, options = [] } = contribution as unknown as contract.Property
    return [label, ...options.map(toLabel)]
  }
  if (contribution['kind'] === 'object-type') return labelsOfType(contribution['~extension'] as TypeExtension)
  return contribution['kind'] === 'collection'
    ? ((contribution as { readonly columns?: readonly Shown[] }).columns?.map(labelOf) ?? [])
    : []
}
interface Named {
  readonly name: string
  readonly label?: string
}
interface TypeExtension extends Named {
  readonly plural?: string
  readonly associations?: readonly (Named & { readonly inverse?: Named })[]
}
function labelsOfType({ name, label = toLabel(name), plural = `${label}s`, associations = [] }: TypeExtension): readonly string[] {
  const links = associations.flatMap((link) => (link.inverse === undefined ? [link] : [link, link.inverse]))
  return [label, plural, ...links.map((end) => end.label ?? toLabel(end.name))]
}
interface Shown {
  readonly property: contract.Property
  readonly label?: string
}
function labelOf({ property, label = property.label }: Shown): string {
  return label
}
/** What the core calls the properties of its own object types and roles, which it translates. */
function builtInLabels(): ReadonlySet<string> {
  labelsOfCore ??= new Set(
    Object.values(contract)
      .filter(isType)
      .flatMap((type) => Object.values(type).flatMap(labelIn)),
  )
  return labelsOfCore
}
let labelsOfCore: ReadonlySet<string> | undefined
function isType(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'objectType' in value
}
function labelIn(member: unknown): readonly string[] {
  return typeof member === 'object' && member !== null && 'propertyKind' in member ? [(member as contract.Property).label] : []
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
