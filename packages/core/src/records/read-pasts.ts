import type { Access } from '../access/access.js'
import type { AliasBook } from '../access/alias-book.js'
import type { Asker } from '../access/asker.js'
import { isReadable } from '../access/policy.js'
import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../schema/definition.js'
import type { RecordId, RecordRef, Value } from '../schema/value.js'
import type { HistoryEntry, IO, LinkEnd, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { evaluate } from './evaluate.js'

/** What reading whole pasts works with. */
export interface PastsPort {
  readonly adapter: StorageAdapter
  readonly access: Access
  readonly aliases: Pick<AliasBook, 'merged'>
  readonly io: IO
}
/** Whose past is read: these properties of the records, and those of the records at these associations. */
export interface PastsOf {
  readonly type: string
  readonly ids: readonly RecordId[]
  readonly properties: readonly string[]
  readonly links: Readonly<Record<string, readonly string[]>>
}
/** What was recorded of one record, each in ascending order. */
export interface RecordPast {
  readonly id: RecordId
  /** From when it was first recorded until it was archived. */
  readonly spans: readonly { readonly from: Instant; readonly to?: Instant }[]
  readonly values: Readonly<Record<string, readonly { readonly at: Instant; readonly value: Value }[]>>
}
/** A record that is linked, since both were there: a store keeps no time of a link. */
export interface LinkedPast {
  readonly association: string
  readonly record: RecordPast
  readonly spans: readonly { readonly from: Instant; readonly labels: readonly string[] }[]
}
/** What was recorded of a record and of what is linked to it. */
export interface WholePast {
  readonly record: RecordPast
  readonly links: readonly LinkedPast[]
}

/** So many records have their whole past read at once. */
const mostPasts = 1000
/** So many entries of the past of one record are read. */
const mostEntries = 20_000

/**
 * The whole past of records, in the order of the ids, with the rights of now (ACC-12): without properties that the asker may not read, and nothing of
 * records that the asker may not see. What was erased is in no past. Errors: `input.too-large`, `storage.refused` where the store keeps no history.
 */
export async function readPasts(port: PastsPort, asker: Asker, of: PastsOf): Promise<readonly (WholePast | undefined)[]> {
  if (of.ids.length > mostPasts)
    throw new TenureError('input.too-large', `The past of at most ${mostPasts} records is read at once.`, {
      limit: 'records',
      max: mostPasts,
    })
  const type = port.access.type(asker, of.type)
  const records = await readSeen(
    port,
    asker,
    of.ids.map((id) => port.access.resolve({ type: type.name, id })),
  )
  const pasts = await pastsOf(port, asker, { type, records, properties: of.properties })
  const links = pasts.map((): LinkedPast[] => [])
  for (const [name, properties] of Object.entries(of.links)) {
    const end = type.associations.find((association) => association.name === name)
    if (end === undefined) continue
    for (const [place, found] of (await linkedPasts(port, asker, { end, records, pasts, properties })).entries())
      links[place]?.push(...found)
  }
  return pasts.map((record, place) => record && { record, links: links[place] ?? [] })
}

type Found = StoredRecord | undefined
async function readSeen({ adapter, access, io }: PastsPort, asker: Asker, refs: readonly RecordRef[]): Promise<readonly Found[]> {
  const records = refs.length === 0 ? [] : await adapter.read(refs, io)
  return records.map((record) => {
    if (record === null) return undefined
    const policy = access.policy(asker, record.ref.type, 'view')
    return evaluate(policy, record.ref.type, { id: record.ref.id, values: record.values }) ? record : undefined
  })
}

interface OfType {
  readonly type: ObjectTypeDefinition
  readonly records: readonly Found[]
  readonly properties: readonly string[]
}
async function pastsOf(
  { adapter, aliases, io }: PastsPort,
  asker: Asker,
  { type, records, properties }: OfType,
): Promise<readonly (RecordPast | undefined)[]> {
  const { history, kind } = adapter
  if (history === undefined) throw new TenureError('storage.refused', `The store ${kind} keeps no history.`, { capability: 'history' })
  const readable = properties.filter((property) => isReadable(asker.principal, type, property))
  // The title dates a record of which nothing else is asked.
  const names = [...new Set([...readable, type.title])]
  const lists = records.map((record) =>
    record === undefined ? [] : [record.ref, ...aliases.merged(record.ref).map((id) => ({ type: type.name, id }))],
  )
  const refs = lists.flat()
  const entries = (refs.length === 0 ? [] : await history.read(refs, names, mostEntries, io)).values()
  const wanted = new Set(readable)
  return records.map((record, place) => {
    const found = (lists[place] ?? []).flatMap(() => (entries.next().value ?? []).toReversed())
    return record && toPast(record, found.length > 1 ? found.sort((a, b) => a.at - b.at) : found, wanted)
  })
}
function toPast({ ref, values: now, archivedAt }: StoredRecord, entries: readonly HistoryEntry[], wanted: ReadonlySet<string>): RecordPast {
  const created = now['createdAt']
  const from = Math.min(entries[0]?.at ?? Number.POSITIVE_INFINITY, typeof created === 'number' ? created : Number.POSITIVE_INFINITY)
  const values: Record<string, { readonly at: Instant; readonly value: Value }[]> = {}
  for (const { property, at, value } of entries) {
    if (!wanted.has(property)) continue
    values[property] ??= []
    values[property].push({ at, value })
  }
  return { id: ref.id, spans: [{ from, ...(archivedAt !== undefined && { to: archivedAt }) }], values }
}

interface LinksOf {
  readonly end: AssociationDefinition
  readonly records: readonly Found[]
  readonly pasts: readonly (RecordPast | undefined)[]
  readonly properties: readonly string[]
}
async function linkedPasts(
  port: PastsPort,
  asker: Asker,
  { end, records, pasts, properties }: LinksOf,
): Promise<readonly (readonly LinkedPast[])[]> {
  const { adapter, access, io } = port
  if (adapter.links === undefined) return records.map(() => [])
  const there = records.flatMap((record) => (record === undefined ? [] : [record.ref]))
  const ends = (there.length === 0 ? [] : await adapter.links.read(there, end.edge, end.forward, io)).values()
  const linked = records.map((record) => (record === undefined ? [] : (ends.next().value ?? [])))
  const ids = [...new Set(linked.flatMap((all) => all.map(({ id }) => id)))]
  const type = access.type(asker, end.to)
  const others = new Map<RecordId, RecordPast>()
  for (let from = 0; from < ids.length; from += mostPasts) {
    const refs = ids.slice(from, from + mostPasts).map((id) => ({ type: end.to, id }))
    const seen = await readSeen(port, asker, refs)
    for (const past of await pastsOf(port, asker, { type, records: seen, properties })) if (past) others.set(past.id, past)
  }
  return linked.map((all, place) => linksOf(end.name, all, pasts[place], others))
}
function linksOf(
  association: string,
  ends: readonly LinkEnd[],
  own: RecordPast | undefined,
  others: ReadonlyMap<RecordId, RecordPast>,
): readonly LinkedPast[] {
  const labels = new Map<RecordId, readonly string[]>()
  for (const { id, label } of ends) labels.set(id, [...(labels.get(id) ?? []), ...(label === undefined ? [] : [label])])
  return [...labels].flatMap(([id, labelled]) => {
    const record = others.get(id)
    if (record === undefined || own === undefined) return []
    const from = Math.max(own.spans[0]?.from ?? 0, record.spans[0]?.from ?? 0)
    return [{ association, record, spans: [{ from, labels: labelled }] }]
  })
}
