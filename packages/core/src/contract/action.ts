import type { Schema } from '../schema/row.js'
import type { Call, NeedOf, Nothing, Used, Uses } from './call.js'
import type { Contribution, ContributionId, PermissionRef } from './contribution.js'

/** What callers know of an action. */
export interface ActionContract<Input, Output, Asked = Input> {
  readonly kind: 'action'
  readonly id: ContributionId
  readonly title: string
  /** What it changes and when it is refused, in a sentence or two. */
  readonly description?: string
  readonly permission: PermissionRef
  readonly input?: Schema<Input, Asked>
  readonly output?: Schema<Output>
  readonly destructive?: boolean
}
/** A contract and the function that makes the change: atomic, attributed, idempotent under the caller's key. */
export interface Action<Input, Output, Asked = Input, Need extends string = never>
  extends ActionContract<Input, Output, Asked>,
    Contribution<Need> {
  readonly kind: 'action'
  readonly id: ContributionId
}
/** The code of an action. What it stages is written together when it returns, and not at all when it throws. */
export interface Effect<Input, Output, U> {
  readonly uses?: U
  readonly run: (call: Call<Input> & Used<U>) => NoInfer<Output> | Promise<NoInfer<Output>>
}
type Spec<Contract> = Omit<Contract, 'kind'>

/** Only the contract, for a file that browsers import; `implementAction` adds the code. */
export function defineActionContract<Output = void, Input = undefined, Asked = Input>(
  spec: Spec<ActionContract<Input, Output, Asked>>,
): ActionContract<Input, Output, Asked> {
  return Object.freeze({ ...spec, kind: 'action' })
}
/** An action in one place. */
export function defineAction<Output = void, Input = undefined, Asked = Input, U extends Uses = Nothing>(
  spec: Spec<ActionContract<Input, Output, Asked>> & Effect<Input, Output, U>,
): Action<Input, Output, Asked, NeedOf<U>> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'action' })
}
/** An action whose contract is in another file. */
export function implementAction<Input, Output, Asked, U extends Uses = Nothing>(
  contract: ActionContract<Input, Output, Asked>,
  effect: Effect<Input, Output, U>,
): Action<Input, Output, Asked, NeedOf<U>> {
  return Object.freeze({ ...contract, ...effect, contribution: 1, kind: 'action' })
}
