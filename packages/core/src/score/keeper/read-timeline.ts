import type { Instant } from '../../base/clock.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef } from '../../schema/value.js'
import type { HistoryEntry, StoredRecord } from '../../storage/adapter.js'
import type { LinkTimeline, RecordedValue, RecordTimeline, Timeline } from '../criterion/facts.js'
import type { ReadNeeds } from '../criterion/needs.js'
import type { FactsPort } from './read-facts.js'

/** As many past values of a record are looked at. */
const mostEntries = 2_000

/**
 * What was recorded of these customers and of what is linked to them now, by history. History dates values, not links: a link counts for as long as its
 * record was there. Nothing where the store keeps no history.
 */
export async function readTimelines(
  { storage, io }: FactsPort,
  type: ObjectTypeDefinition,
  { needs, ids }: { readonly needs: ReadNeeds; readonly ids: readonly RecordId[] },
): Promise<readonly (Timeline | undefined)[]> {
  if (storage.history === undefined) return ids.map(() => undefined)
  const port = { storage, io }
  const customers = await recordTimelines(
    port,
    ids.map((id) => ({ type: type.name, id })),
    [...needs.properties],
  )
  const links = ids.map((): LinkTimeline[] => [])
  for (const association of type.associations.filter(({ name }) => needs.links.has(name))) {
    const found = await linkTimelines(port, { type: type.name, ids, association, names: [...(needs.links.get(association.name) ?? [])] })
    for (const [at, list] of found.entries()) links[at]?.push(...list)
  }
  return customers.map((customer, at) => customer && { customer, links: links[at] ?? [] })
}
async function recordTimelines(
  { storage, io }: FactsPort,
  refs: readonly RecordRef[],
  names: readonly string[],
): Promise<readonly (RecordTimeline | undefined)[]> {
  if (refs.length === 0) return []
  const records = await storage.read(refs, io)
  // Of every record something tells when it came, even where a profile looks at none of its values.
  const entries = (await storage.history?.read(refs, [...new Set([...names, 'createdAt'])], mostEntries, io)) ?? []
  return records.map((record, at) => (record === null ? undefined : timelineOf(record, entries[at] ?? [], names)))
}
function timelineOf({ ref, values, archivedAt }: StoredRecord, entries: readonly HistoryEntry[], names: readonly string[]): RecordTimeline {
  const found: Record<string, RecordedValue[]> = {}
  for (const name of names) found[name] = []
  let from: Instant | undefined
  // Newest first.
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const { property, value, at: recorded } = entries[at] as HistoryEntry
    from = from === undefined ? recorded : Math.min(from, recorded)
    found[property]?.push({ at: recorded, value })
  }
  const created = from ?? Number(values['createdAt'] ?? 0)
  return { id: ref.id, values: found, spans: [{ from: created, ...(archivedAt !== undefined && { to: archivedAt }) }] }
}

interface LinksOf {
  readonly type: string
  readonly ids: readonly RecordId[]
  readonly association: AssociationDefinition
  readonly names: readonly string[]
}
async function linkTimelines(port: FactsPort, { type, ids, association, names }: LinksOf): Promise<readonly (readonly LinkTimeline[])[]> {
  const { edge, forward, to, name } = association
  const ends =
    (await port.storage.links?.read(
      ids.map((id) => ({ type, id })),
      edge,
      forward,
      port.io,
    )) ?? []
  const linked = [...new Set(ends.flat().map(({ id }) => id))]
  const timelines = await recordTimelines(
    port,
    linked.map((id) => ({ type: to, id })),
    names,
  )
  const byId = new Map(linked.map((id, at) => [id, timelines[at]]))
  return ends.map((list) => {
    const labels = new Map<RecordId, string[]>()
    for (const { id, label } of list) labels.set(id, [...(labels.get(id) ?? []), ...(label === undefined ? [] : [label])])
    return [...labels].flatMap(([id, own]): readonly LinkTimeline[] => {
      const record = byId.get(id)
      return record === undefined ? [] : [{ association: name, record, spans: record.spans.map((span) => ({ ...span, labels: own })) }]
    })
  })
}
