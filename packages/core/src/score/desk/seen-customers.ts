import type { Asker } from '../../access/asker.js'
import { always } from '../../access/policy.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { ReadNeeds } from '../criterion/needs.js'
import type { CustomerFacts } from '../keeper/read-facts.js'
import { titlesOf, type VisiblePort } from './visible-inputs.js'

/** Of which customers somebody may see all the records that a profile looks at. */
export interface SeenCustomers {
  /** There can be no record that the user may not see. */
  readonly isEverybody: boolean
  /** Those of whom the user may see every linked record: the points of the others would tell of records that are hidden. */
  whole(customers: readonly CustomerFacts[]): Promise<readonly CustomerFacts[]>
}

/** What of the customers of a type an asker may see, as far as `needs` looks at them. */
export function seenCustomers(
  port: VisiblePort,
  asker: Asker,
  { type, needs }: { readonly type: ObjectTypeDefinition; readonly needs: ReadNeeds },
): SeenCustomers {
  const seesAll = (name: string): boolean => port.access.policy(asker, name, 'view') === always
  const narrow = type.associations.filter(({ name, to }) => needs.links.has(name) && !seesAll(to))
  return {
    isEverybody: narrow.length === 0 && seesAll(type.name),
    async whole(customers) {
      let left = customers
      for (const { name, to } of narrow) {
        const linked = (facts: CustomerFacts['facts']) => (facts.links.get(name) ?? []).map(({ record }) => record.id)
        const seen = await titlesOf(port, asker, to, [...new Set(left.flatMap(({ facts }) => linked(facts)))])
        left = left.filter(({ facts }) => linked(facts).every((id) => seen.has(id)))
      }
      return left
    },
  }
}
