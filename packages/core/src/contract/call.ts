import type { Key, NeedOfKey } from '../base/key.js'
import type { RecordId, UserId } from '../schema/value.js'

/** The user of a call, and where it runs. */
export interface Session {
  readonly user: UserId
  readonly workspace: RecordId
  readonly timeZone: string
  readonly locale: string
  /** There where the user acts with a token, and not on a page: histories and the audit say so. */
  readonly source?: 'api'
}
/** One call: the parsed input, the user's session, and the sign to stop. */
export interface Call<Input> {
  readonly input: Input
  readonly session: Session
  readonly signal: AbortSignal
}

/** The keys that a contribution names; the names that every call has are taken. */
export type Uses<Need extends string = string> = Readonly<Record<string, Key<unknown, Need>>> & {
  readonly [K in keyof Call<unknown>]?: never
}
/** What the keys open, under the same names. */
export type Used<U> = {
  readonly [K in keyof U as K extends keyof Call<unknown> ? never : K]: U[K] extends Key<infer T, string> ? T : never
}
/** What must have been granted for these keys. */
export type NeedOf<U> = NeedOfKey<U[keyof U]>
/** Needs of code that changes nothing. */
export type ReadNeed = `read ${string}` | `ask ${string}` | `config ${string}`
/** Nothing at all: what a contribution without `uses` has, and what every object covers. */
export type Nothing = Record<never, never>
