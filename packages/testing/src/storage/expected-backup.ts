import {
  compareCodePoints,
  type HistoryEntry,
  type LinkEnd,
  type RecordRef,
  type StorageAdapter,
  type StoredRecord,
  type Values,
} from '@tenure/core/adapter'
import type { KeptPage, KeptRecord } from '@tenure/core/backup'
import { same, show, unlimited } from './claim.js'
import { pick } from './kit.js'
import { kitSchema } from './kit-schema.js'
import type { Model, ModelEntry } from './model.js'

/** A record as a backup has to hold it, without what only the store knows: its version, and when it was archived. */
interface Expected {
  readonly ref: RecordRef
  readonly values: Values
  readonly archived: boolean
  readonly links: readonly string[]
  readonly history: readonly ModelEntry[]
}
/** What a backup has to hold. */
interface ExpectedBackup {
  readonly records: readonly Expected[]
  readonly purged: readonly RecordRef[]
}
/** What the other operations of a store say about the same records; history and links where it keeps them. */
interface Answers {
  readonly records: readonly (StoredRecord | null)[]
  readonly history: readonly (readonly HistoryEntry[])[] | undefined
  readonly links: readonly (readonly (readonly LinkEnd[])[])[] | undefined
}

/** What the kit has written. */
export function expectedOf(model: Model): ExpectedBackup {
  const records = refsOf(model).map((ref) => {
    const { values = {}, archived = false } = model.get(ref.type, ref.id) ?? {}
    return { ref, values, archived, links: linksOf(model, ref), history: model.historyOf(ref) }
  })
  return { records, purged: inOrder(model.purged) }
}
/** What a store answers about everything that the kit has written. */
export async function answersOf(adapter: StorageAdapter, model: Model): Promise<Answers> {
  const refs = refsOf(model)
  const sides = kitSchema.edges.flatMap(({ edge, from, to }) => [
    { edge, forward: true, ends: refs.filter(({ type }) => type === from) },
    { edge, forward: false, ends: refs.filter(({ type }) => type === to) },
  ])
  const read = ({ edge, forward, ends }: (typeof sides)[number]) => adapter.links?.read(ends, edge, forward, unlimited)
  return {
    records: (await adapter.read(refs, unlimited)).map((record) => record && { ...record, values: known(record.values) }),
    history: (await adapter.history?.read(refs, undefined, 1_000, unlimited))?.map(byCommit),
    links: adapter.links && (await Promise.all(sides.map(async (side) => (await read(side)) ?? []))),
  }
}
/** Fails unless a backup holds what was written, with versions, times and groups as the store's other operations say them. */
export function holdsEverything(kept: readonly KeptPage[], expected: ExpectedBackup, { records, history }: Answers): void {
  const all = kept.flatMap((page) => page.records)
  same(
    { records: all.map(toExpected), purged: kept.flatMap(({ purged = [] }) => purged) },
    expected,
    'A backup holds every record in its order, with values, links and past, and the ids that stay taken.',
  )
  same(
    all.map(({ ref, version, archivedAt, values }) => ({ ref, version, archivedAt, values: known(values) })),
    records,
    'A backup holds each record as it is read, with version and time of archiving.',
  )
  if (history !== undefined)
    same(
      all.map((record) => byCommit(record.history)),
      history,
      'A backup holds the past as history has it.',
    )
}

// The order within a commit is left to the store.
function byCommit(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toSorted((a, b) => Number(b.version) - Number(a.version) || compareCodePoints(a.property, b.property))
}
function toExpected({ ref, values, archivedAt, links, history }: KeptRecord): Expected {
  return {
    ref,
    values: known(values),
    archived: archivedAt !== undefined,
    links: links.map(({ edge, to, label }) => showLink(edge, to, label)).sort(),
    history: history.map(({ version: _, ...entry }) => entry),
  }
}
function refsOf({ records }: Model): readonly RecordRef[] {
  return inOrder([...records.values()].map(({ ref }) => ref))
}
function inOrder(refs: readonly RecordRef[]): readonly RecordRef[] {
  return refs.toSorted((a, b) => compareCodePoints(a.type, b.type) || compareCodePoints(a.id, b.id))
}
function linksOf(model: Model, { type, id }: RecordRef): readonly string[] {
  const own = kitSchema.edges.filter(({ from }) => from === type)
  const links = own.flatMap(({ edge, to }) =>
    model.linksOf(id, edge, true).map((link) => showLink(edge, { type: to, id: link.id }, link.label)),
  )
  return links.sort()
}
function showLink(edge: string, { type, id }: RecordRef, label = ''): string {
  return show([edge, type, id, label])
}
function known(values: Values): Values {
  return pick(values, Object.keys(values))
}
