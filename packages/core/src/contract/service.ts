import type { Token } from '../base/key.js'
import type { Scope } from '../base/scope.js'
import type { Call, NeedOf, Nothing, ReadNeed, Used, Uses } from './call.js'
import type { Contribution } from './contribution.js'

/** A service for other contributions, made for each session: what it uses acts with that user's rights. */
export function defineService<T, U extends Uses<ReadNeed> = Nothing>(spec: {
  readonly token: Token<T>
  readonly uses?: U
  readonly create: (of: Pick<Call<undefined>, 'session'> & Used<U>) => NoInfer<T>
}): Contribution<NeedOf<U>> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'service', id: spec.token.key })
}
/** A service with one instance for the plugin's life; `scope` closes what it opened. It knows no user, so it reads no records. */
export function defineResource<T, U extends Uses<`config ${string}`> = Nothing>(spec: {
  readonly token: Token<T>
  readonly uses?: U
  readonly open: (of: { readonly scope: Scope } & Used<U>) => NoInfer<T> | Promise<NoInfer<T>>
}): Contribution<NeedOf<U>> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'resource', id: spec.token.key })
}
