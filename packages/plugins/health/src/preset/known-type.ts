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

/** That a property is not there, in words that say what to add. */
export function lacksProperty(type: KnownType | undefined, title: string, kind: 'number' | 'enumeration', names: readonly string[]) {
  const of = type?.label ?? 'The object'
  const what = kind === 'number' ? 'a number' : 'a choice with an option Good'
  return { lacks: `${title}: ${of} has no such property. It would be ${what} named ${names.join(' or ')}.` }
}
/** That an association is not there. */
export function lacksAssociation(type: KnownType | undefined, title: string, name: string) {
  return { lacks: `${title}: ${type?.label ?? 'The object'} has no association ${name}.` }
}
