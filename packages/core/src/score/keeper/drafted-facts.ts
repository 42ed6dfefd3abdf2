import type { Image } from '../../query/canonical.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef, Values } from '../../schema/value.js'
import { compareCodePoints } from '../../schema/value-order.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { FactLink } from '../criterion/facts.js'
import type { ReadNeeds } from '../criterion/needs.js'
import { type CustomerFacts, type FactsPort, readLinked } from './read-facts.js'

/** What is read of customers as a draft will leave them. */
export interface DraftedFactsOptions {
  readonly needs: ReadNeeds
  readonly ids: readonly RecordId[]
  readonly draft: Draft
}

/**
 * What the scores of these customers look at once the draft is stored: what is stored, with the records and links of the draft. They are in the draft, and it
 * archives nothing and takes no link away. Nothing where it links a record that it lacks.
 */
export async function draftedFacts(
  port: FactsPort,
  type: ObjectTypeDefinition,
  { needs, ids, draft }: DraftedFactsOptions,
): Promise<readonly CustomerFacts[] | undefined> {
  const found = ids.flatMap((id) => draft.find({ type: type.name, id }) ?? []).filter(({ archived }) => !archived)
  const customers = found.map(asStored)
  const links = customers.map(() => new Map<string, readonly FactLink[]>())
  for (const association of type.associations.filter(({ name }) => needs.links.has(name))) {
    const stored = await readLinked(port, customers, association, [...(needs.links.get(association.name) ?? [])])
    for (const [at, { ref }] of customers.entries()) {
      const linked = withDrafted(draft, ref, association, stored[at] ?? [])
      if (linked === undefined) return undefined
      links[at]?.set(association.name, linked)
    }
  }
  return customers.map((record, at) => ({
    record,
    facts: { customer: { id: record.ref.id, values: record.values }, links: links[at] ?? new Map() },
  }))
}

// Under the version that the draft has read: that of the store comes with the commit.
function asStored({ ref, before, values }: DraftRecord): StoredRecord {
  return { ref, version: before?.version ?? '0', values: known(values) }
}

function withDrafted(
  draft: Draft,
  customer: RecordRef,
  association: AssociationDefinition,
  stored: readonly FactLink[],
): readonly FactLink[] | undefined {
  const { to } = association
  const imageOf = (id: RecordId): Image | undefined => {
    const record = draft.find({ type: to, id })
    return record === undefined || record.archived ? undefined : { id, values: known(record.values) }
  }
  const links = stored.map(({ record, labels }) => ({ record: imageOf(record.id) ?? record, labels }))
  for (const { id, label } of draft.added(customer, association)) {
    const at = links.findIndex(({ record }) => record.id === id)
    const record = links[at]?.record ?? imageOf(id)
    if (record === undefined) return undefined
    const labels = new Set([...(links[at]?.labels ?? []), ...(label === undefined ? [] : [label])])
    links.splice(at < 0 ? links.length : at, at < 0 ? 0 : 1, { record, labels: [...labels].sort(compareCodePoints) })
  }
  // As a store gives them.
  return links.length === stored.length ? links : links.sort((a, b) => compareCodePoints(a.record.id, b.record.id))
}
function known(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
