/** What templates and presets have to know of an object type: that of the core fits. */
export interface KnownType {
  readonly name: string
  readonly label: string
  readonly properties: readonly {
    readonly name: string
    readonly kind: string
    readonly label: string
    readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined
  }[]
  readonly associations: readonly { readonly name: string; readonly to: string }[]
}
/** Object types by their names. */
export type KnownTypes = ReadonlyMap<string, KnownType>

/** A text of ours in English, with the values of its `{names}`. */
export interface Lack {
  readonly english: string
  readonly values: Readonly<Record<string, string>>
}
/** That a property is not there, in words that say what to add. */
export function lacksProperty(
  type: KnownType | undefined,
  title: string,
  kind: 'number' | 'enumeration',
  names: readonly string[],
): { readonly lacks: Lack } {
  const values = { signal: title, type: type?.label ?? '', names: names.join(', ') }
  return { lacks: { english: kind === 'number' ? lackTexts.number : lackTexts.enumeration, values } }
}
/** That an association is not there. */
export function lacksAssociation(type: KnownType | undefined, title: string, name: string): { readonly lacks: Lack } {
  return { lacks: { english: lackTexts.association, values: { signal: title, type: type?.label ?? '', name } } }
}
/** How each is said. */
export const lackTexts = {
  number: '{signal}: {type} has no such property. It would be a number with one of these names: {names}.',
  enumeration: '{signal}: {type} has no such property. It would be a choice with an option Good, with one of these names: {names}.',
  association: '{signal}: {type} has no association {name}.',
} as const
