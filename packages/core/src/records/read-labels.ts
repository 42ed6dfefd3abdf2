import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import type { RecordId, RecordRef } from '../schema/value.js'
import type { IO, StorageAdapter } from '../storage/adapter.js'
import { evaluate } from './evaluate.js'

/** What reading the labels of links works with. */
export interface LabelsPort {
  readonly adapter: StorageAdapter
  readonly access: Access
  readonly io: IO
}

/** The labels of a record's links along an association, by the id at the other end, as the asker may see them; none where the store keeps no links. */
export async function readLabels(
  { adapter, access, io }: LabelsPort,
  asker: Asker,
  { type, id }: RecordRef,
  association: string,
): Promise<ReadonlyMap<RecordId, readonly string[]>> {
  const own = access.type(asker, type)
  const end = own.associations.find(({ name }) => name === association)
  if (end === undefined || adapter.links === undefined) return new Map()
  const ref = access.resolve({ type: own.name, id })
  const [ends = []] = await adapter.links.read([ref], end.edge, end.forward, io)
  const labels = new Map<RecordId, readonly string[]>()
  for (const { id: other, label } of ends) if (label !== undefined) labels.set(other, [...(labels.get(other) ?? []), label])
  const refs = [ref, ...[...labels.keys()].map((other) => ({ type: end.to, id: other }))]
  const [record, ...others] = await adapter.read(refs, io)
  const isSeen = (each: (typeof others)[number] | undefined): boolean =>
    each != null && evaluate(access.policy(asker, each.ref.type, 'view'), each.ref.type, { id: each.ref.id, values: each.values })
  if (!isSeen(record)) return new Map()
  return new Map(others.flatMap((other) => (isSeen(other) && other ? [[other.ref.id, labels.get(other.ref.id) ?? []] as const] : [])))
}
