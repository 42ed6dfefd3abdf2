/** An entry of `uses`. `T` is what the call receives; `Need` is what the plugin must have been granted for it. */
export interface Key<T, Need extends string = never> {
  readonly key: string
  readonly optional?: true
  readonly '~gives'?: () => T
  readonly '~need'?: Need
}
/** Key of a service. Identity is the text, version included: two copies of a package agree. */
export interface Token<T> extends Key<T> {
  readonly key: `${string}/${string}@${number}`
}
/** A key for a service of your own; `defineService` and `defineResource` fill it. */
export function defineToken<T>(key: `${string}/${string}@${number}`): Token<T> {
  return Object.freeze({ key })
}
/** The same key, for a service that may be missing. A live view that uses it restarts when it comes or goes. */
export function optional<T, K extends Key<T, string>>(key: K & Key<T, string>): Key<T | undefined, NeedOfKey<K>> {
  const opened: object = { ...key, optional: true }
  return Object.freeze(opened) as Key<T | undefined>
}
/** What must have been granted for a key. Without `exactOptionalPropertyTypes`, the member of a key that needs nothing is `undefined`, not `never`. */
export type NeedOfKey<K> = K extends { readonly '~need'?: infer Need } ? Extract<Need, string> : never
