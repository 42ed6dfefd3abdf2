import type { Observable } from 'rxjs'
import { z } from 'zod'
import type { Key } from '../base/key.js'
import type { Schema } from '../schema/row.js'
import type { Contribution, ContributionId } from './contribution.js'
import type { ProviderContract } from './provider.js'
import type { Place } from './tab.js'

/** A place where other plugins contribute. Its owner uses it as a key and gets the valid items, in order, over time. */
export interface Point<Item, Written = Item> extends Key<Observable<readonly Item[]>> {
  readonly key: `${string}/${string}@${number}`
  readonly item: Schema<Item, Written>
}
/** What a plugin gives to a point: the item as written, its id and its place. */
export interface PointItem extends Contribution {
  readonly kind: 'item'
  readonly id: ContributionId
  readonly point: string
  readonly schema: Schema
  readonly order?: Place
  readonly item: unknown
}

/** Defines a point of your own. Items are data; code comes in as providers and actions, by value (`providerOf`). */
export function definePoint<Item, Written>(spec: {
  readonly key: `${string}/${string}@${number}`
  readonly item: Schema<Item, Written>
}): Point<Item, Written> {
  return Object.freeze({ ...spec })
}
/** Contributes an item to a point. The item waits while the point's owner is absent. */
export function contribute<Item, Written>(
  point: Point<Item, Written>,
  item: NoInfer<Written> & { readonly id: ContributionId; readonly order?: Place },
): Contribution {
  const { id, order, ...written } = item
  const given: PointItem = {
    contribution: 1,
    kind: 'item',
    id,
    point: point.key,
    schema: point.item,
    item: written,
    ...(order && { order }),
  }
  return Object.freeze(given)
}
/** Schema of a provider given by value; the point's items then bring code that runs under the host's guards. */
export function providerOf<Asked, Output>(
  input: Schema<unknown, Asked>,
  output: Schema<Output>,
): Schema<ProviderContract<unknown, Output, Asked>, ProviderContract<unknown, Output, Asked>> {
  const expected = { input, output }
  return z.custom<ProviderContract<unknown, Output, Asked>>(isProvider, 'A provider is expected here, by value.').meta({ expected })
}

function isProvider(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'provider' && 'id' in value && 'output' in value
}
