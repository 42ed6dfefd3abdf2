import type { Image } from '../../query/canonical.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordId } from '../../schema/value.js'
import type { IO, LinkEnd, StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { runQuery } from '../../storage/planner.js'
import type { FactLink, Facts } from '../criterion/facts.js'
import type { ReadNeeds } from '../criterion/needs.js'

/** What reading facts works with. */
export interface FactsPort {
  readonly storage: StorageAdapter
  readonly io: IO
}
/** A customer with what its scores look at. */
export interface CustomerFacts {
  readonly record: StoredRecord
  readonly facts: Facts
}

/** Reads what the scores of these customers look at, with one call for each association and its records. Archived customers are left out. */
export async function readFacts(
  { storage, io }: FactsPort,
  type: ObjectTypeDefinition,
  { needs, ids }: { readonly needs: ReadNeeds; readonly ids: readonly RecordId[] },
): Promise<readonly CustomerFacts[]> {
  const found = await storage.read(
    ids.map((id) => ({ type: type.name, id })),
    io,
  )
  const customers = found.filter((record) => record !== null && record.archivedAt === undefined) as readonly StoredRecord[]
  const links = customers.map(() => new Map<string, readonly FactLink[]>())
  for (const association of type.associations.filter(({ name }) => needs.links.has(name))) {
    const linked = await readLinked({ storage, io }, customers, association, [...(needs.links.get(association.name) ?? [])])
    for (const [at, list] of linked.entries()) links[at]?.set(association.name, list)
  }
  return customers.map((record, at) => ({
    record,
    facts: { customer: { id: record.ref.id, values: record.values }, links: links[at] ?? new Map() },
  }))
}

/** So many linked records are read at once. */
const most = 2_000

/** The records at an association of these customers, at the place of each. */
export async function readLinked(
  { storage, io }: FactsPort,
  customers: readonly StoredRecord[],
  { edge, forward, to }: AssociationDefinition,
  select: readonly string[],
): Promise<readonly (readonly FactLink[])[]> {
  const refs = customers.map(({ ref }) => ref)
  const whole = await storage.links?.readRecords?.(refs, { edge, forward, to, select }, io)
  if (whole !== undefined) return whole.map(toLinks)
  const ends = (await storage.links?.read(refs, edge, forward, io)) ?? []
  const ids = [...new Set(ends.flat().map(({ id }) => id))]
  const images = new Map<RecordId, Image>()
  for (let at = 0; at < ids.length; at += most) {
    const wanted = { atom: 0, test: 'id-of', ids: ids.slice(at, at + most) } as const
    const query = { type: to, every: [wanted], where: wanted, order: [], select, count: false, archived: 'no' } as const
    for (const { ref, values } of (await runQuery(storage, query, io, () => undefined)).records) images.set(ref.id, { id: ref.id, values })
  }
  return ends.map((list) => factLinks(list, images))
}
// Most links have no label, and most records one link.
function toLinks(linked: readonly (LinkEnd & Image)[]): readonly FactLink[] {
  const links = linked.map((record) => ({ record, labels: record.label === undefined ? noLabels : [record.label] }))
  return links.some(({ labels }) => labels !== noLabels) ? joinLabels(links) : links
}
const noLabels: readonly string[] = []
// Those of one record come one after the other.
function joinLabels(links: readonly FactLink[]): readonly FactLink[] {
  const found: { readonly record: Image; labels: readonly string[] }[] = []
  for (const { record, labels } of links) {
    const last = found.at(-1)
    if (last?.record.id === record.id) last.labels = [...last.labels, ...labels]
    else found.push({ record, labels })
  }
  return found
}

function factLinks(ends: readonly LinkEnd[], images: ReadonlyMap<RecordId, Image>): readonly FactLink[] {
  const found = new Map<RecordId, { readonly record: Image; readonly labels: string[] }>()
  for (const { id, label } of ends) {
    const record = images.get(id)
    if (record === undefined) continue
    const known = found.get(id) ?? { record, labels: [] }
    found.set(id, known)
    if (label !== undefined) known.labels.push(label)
  }
  return [...found.values()]
}
