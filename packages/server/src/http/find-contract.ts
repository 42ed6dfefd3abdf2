import type { ActionContract, ProviderContract } from '@tenure/core/contract'
import type { HostPort } from '../host-port.js'

type AnyContract = ProviderContract<unknown, unknown> | ActionContract<unknown, unknown>
const indexes = new WeakMap<readonly AnyContract[], ReadonlyMap<string, AnyContract>>()

/** The installed provider of that id. */
export function findProvider(host: HostPort, id: string): ProviderContract<unknown, unknown> | undefined {
  return indexOf(host.contracts().providers).get(id)
}

/** The installed action of that id. */
export function findAction(host: HostPort, id: string): ActionContract<unknown, unknown> | undefined {
  return indexOf(host.contracts().actions).get(id)
}

// The list is another object after a plugin came or went, so an index of it stays right.
function indexOf<C extends AnyContract>(contracts: readonly C[]): ReadonlyMap<string, C> {
  const known = indexes.get(contracts) as ReadonlyMap<string, C> | undefined
  if (known !== undefined) return known
  const index = new Map<string, C>(contracts.map((contract) => [contract.id, contract]))
  indexes.set(contracts, index)
  return index
}
