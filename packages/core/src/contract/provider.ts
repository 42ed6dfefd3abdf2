import type { Observable } from 'rxjs'
import type { Schema } from '../schema/row.js'
import type { Call, NeedOf, Nothing, ReadNeed, Used, Uses } from './call.js'
import type { Contribution, ContributionId, PermissionRef } from './contribution.js'

/** What callers know of a provider: enough for the typed client, the route, the stream and the agent's tool. */
export interface ProviderContract<Input, Output, Asked = Input> {
  readonly kind: 'provider'
  readonly id: ContributionId
  /** What it is called where people read it: the API's description, an agent's list of tools. */
  readonly title?: string
  /** What it answers and what a caller should know, in a sentence or two. */
  readonly description?: string
  readonly permission: PermissionRef
  readonly input?: Schema<Input, Asked>
  readonly output: Schema<Output>
}
/** A contract and the function that answers it. */
export interface Provider<Input, Output, Asked = Input, Need extends string = never>
  extends ProviderContract<Input, Output, Asked>,
    Contribution<Need> {
  readonly kind: 'provider'
  readonly id: ContributionId
}
/** The code of a provider. */
export interface Answer<Input, Output, U> {
  readonly uses?: U
  /** A promise answers once; an observable stays live. */
  readonly watch: (call: Call<Input> & Used<U>) => Observable<NoInfer<Output>> | Promise<NoInfer<Output>>
}
type Spec<Contract> = Omit<Contract, 'kind'>

/** Only the contract, for a file that browsers import; `implementProvider` adds the code. */
export function defineProviderContract<Output, Input = undefined, Asked = Input>(
  spec: Spec<ProviderContract<Input, Output, Asked>>,
): ProviderContract<Input, Output, Asked> {
  return Object.freeze({ ...spec, kind: 'provider' })
}
/** A provider in one place. */
export function defineProvider<Output, Input = undefined, Asked = Input, U extends Uses<ReadNeed> = Nothing>(
  spec: Spec<ProviderContract<Input, Output, Asked>> & Answer<Input, Output, U>,
): Provider<Input, Output, Asked, NeedOf<U>> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'provider' })
}
/** A provider whose contract is in another file. */
export function implementProvider<Input, Output, Asked, U extends Uses<ReadNeed> = Nothing>(
  contract: ProviderContract<Input, Output, Asked>,
  answer: Answer<Input, Output, U>,
): Provider<Input, Output, Asked, NeedOf<U>> {
  return Object.freeze({ ...contract, ...answer, contribution: 1, kind: 'provider' })
}
