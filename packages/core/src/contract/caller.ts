import type { Observable } from 'rxjs'
import { defineToken, type Token } from '../base/key.js'
import type { Outcome } from '../base/outcome.js'
import type { Given, Property } from '../schema/property.js'
import type { RecordId } from '../schema/value.js'
import type { ActionContract } from './action.js'
import type { Nothing } from './call.js'
import type { Frame } from './frame.js'
import type { ProviderContract } from './provider.js'
import type { Records } from './records.js'

/** The argument of what takes a `T`: none where there is none to give, one that may be left out where all of it may. */
export type Argument<T, Rest extends readonly unknown[] = []> = [T] extends [undefined]
  ? [nothing?: undefined, ...Rest]
  : Nothing extends T
    ? [input?: T, ...Rest]
    : [input: T, ...Rest]

/** Options of one action. */
export interface ActOptions {
  /** The same key again repeats the answer, not the change. */
  readonly key?: string
}
/** Options of one read. */
export interface ReadOptions {
  /** Aborts when the answer is no longer waited for: the work for it ends. */
  readonly signal?: AbortSignal
}
/** The three ways to call. A host in the same process and a client across the network have the same. */
export interface Caller {
  /** The first live value of the stream. */
  read<Input, Output, Asked>(
    provider: ProviderContract<Input, Output, Asked>,
    ...input: Argument<NoInfer<Asked>, [options?: ReadOptions]>
  ): Promise<Outcome<Output>>
  /** Frames until the subscriber leaves or the host closes; the stream neither errors nor ends before. */
  watch<Input, Output, Asked>(
    provider: ProviderContract<Input, Output, Asked>,
    ...input: Argument<NoInfer<Asked>>
  ): Observable<Frame<Output>>
  act<Input, Output, Asked>(
    action: ActionContract<Input, Output, Asked>,
    ...input: Argument<NoInfer<Asked>, [options?: ActOptions]>
  ): Promise<Outcome<Output>>
}
/** All that one user may do, without plugins in between. */
export interface Desk extends Caller {
  readonly records: Records
  edit<P extends Property>(id: RecordId, property: P, value: Given<P> | null): Promise<Outcome<void>>
}
/** Providers of the plugin itself, called for the same user. Those of other plugins take a grant: `asks`. */
export interface Providers extends Pick<Caller, 'read' | 'watch'> {}
export const Providers: Token<Providers> = defineToken('tenure.core/providers@1')
