import type { Access } from '../access/access.js'
import { type AliasBook, aliasId, aliasType } from '../access/alias-book.js'
import type { Asker } from '../access/asker.js'
import { sealCursor } from '../access/cursor.js'
import { isInternal } from '../access/internal-property.js'
import { isReadable } from '../access/policy.js'
import { seenVersion } from '../access/seen-version.js'
import type { Clock } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { Aggregate, AggregateData } from '../query/aggregate/aggregate-data.js'
import type { CanonicalAggregate } from '../query/aggregate/canonical-aggregate.js'
import { toAggregate } from '../query/aggregate/tally.js'
import type { CanonicalQuery } from '../query/canonical.js'
import type { QueryData } from '../query/filter-data.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { RecordId, RecordRef, UserId } from '../schema/value.js'
import type { HistoryEntry, IO, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { runQuery, type WindowResult } from '../storage/planner.js'
import { type AggregateResult, runAggregate } from '../storage/run-aggregate.js'
import { evaluate } from './evaluate.js'
import { readLabels } from './read-labels.js'
import { type PastsOf, readPasts, type WholePast } from './read-pasts.js'

/** What reading works with. */
export interface ReaderOptions {
  readonly adapter: StorageAdapter
  readonly access: Access
  readonly io: IO
  readonly aliases: Pick<AliasBook, 'merged'>
  readonly clock: Pick<Clock, 'now'>
  readonly userName: (id: UserId) => string | undefined
}
/** A part of a list: the records with what was selected, the number of all, and the place after the last. */
export interface RecordWindow {
  readonly records: readonly StoredRecord[]
  readonly total: number
  readonly next?: string
}

/** For whom something is read, and until when: the read ends once the caller has left. */
export interface ReadLimits {
  readonly caller?: UserId
  readonly signal?: AbortSignal
}

/** An entry of the history of a record, or of one that was merged into it: `from` is the id of that one. */
export interface FoundEntry extends HistoryEntry {
  readonly from?: RecordId
}

/** A query of records; of those that are archived in place of the others (REC-10). */
export interface ListQuery extends QueryData {
  readonly archived?: 'only'
}
/** Records of one type. */
export interface HistoriesOf {
  readonly type: string
  readonly ids: readonly RecordId[]
}
/** The one door for reading: every question is limited to what its asker may see. */
export interface Reader {
  list(asker: Asker, query: ListQuery, limits?: ReadLimits): Promise<RecordWindow>
  count(asker: Asker, query: Omit<QueryData, 'select'>): Promise<number>
  /** With only what the user may read, and the version of that; `undefined` for a record that does not exist or that the user may not see. Finds archived records. */
  find(asker: Asker, ref: RecordRef): Promise<StoredRecord | undefined>
  /** Newest first, with the current rights (ACC-12). Errors: `record.not-found`. */
  history(asker: Asker, ref: RecordRef, property: string | undefined, limit: number): Promise<readonly FoundEntry[]>
  /** The same of these properties for many records, one list for each id; empty for records that the asker may not see. Errors: `input.too-large`. */
  histories(asker: Asker, of: HistoriesOf, properties: readonly string[], limit: number): Promise<readonly (readonly FoundEntry[])[]>
  /** The whole past of records and of what is linked to them, with the current rights. Errors: `input.too-large`, `storage.refused`. */
  pasts(asker: Asker, of: PastsOf): Promise<readonly (WholePast | undefined)[]>
  /** How the records that were merged into one came to it, newest first; `from` is the id of each. Errors: `record.not-found`. */
  merges(asker: Asker, ref: RecordRef): Promise<readonly FoundEntry[]>
  /** The labels of a record's links along an association, by the id at the other end; unlabelled links and records that the user may not see are left out. */
  labels(asker: Asker, ref: RecordRef, association: string): Promise<ReadonlyMap<RecordId, readonly string[]>>
  /** How many records there are and what they come to, by group. */
  aggregate(asker: Asker, aggregate: AggregateData): Promise<Aggregate>
  /** Runs a bound aggregate unchanged, for the live engine. */
  runAggregate(aggregate: CanonicalAggregate, limits?: ReadLimits): Promise<AggregateResult>
  /** Runs a bound query unchanged, for the live engine. */
  run(query: CanonicalQuery, limits?: ReadLimits): Promise<WindowResult>
}

/** A read that takes longer is refused, before the one who asked is blamed for a late answer. */
const longestReadMs = 9000

/** Reading over a store. */
export function createReader({ adapter, access, aliases, io, clock, userName }: ReaderOptions): Reader {
  const ioOf = (limits: ReadLimits | undefined): IO => (limits === undefined ? io : limitedIo(limits, io, clock))
  const run: Reader['run'] = (query, limits) => runQuery(adapter, query, ioOf(limits), userName)
  const find: Reader['find'] = async (asker, ref) => {
    const type = access.type(asker, ref.type)
    const [record] = await adapter.read([access.resolve({ type: type.name, id: ref.id })], io)
    if (!record || !evaluate(access.policy(asker, type.name, 'view'), type.name, { id: record.ref.id, values: record.values }))
      return undefined
    const values = Object.fromEntries(Object.entries(record.values).filter(([name]) => isReadable(asker.principal, type, name)))
    return { ...record, version: seenVersion(asker.principal, type, record), values }
  }
  const runBound: Reader['runAggregate'] = (aggregate, limits) => runAggregate(adapter, aggregate, ioOf(limits), userName)
  return {
    run,
    find,
    runAggregate: runBound,
    async aggregate(asker, data) {
      const { aggregate } = access.bindAggregate(asker, data)
      return toAggregate(aggregate, (await runBound(aggregate, limitsOf(asker))).groups)
    },
    async list(asker, { archived, ...query }, limits = limitsOf(asker)) {
      const bound = access.bind(asker, query, { count: true, withOrder: query.limit !== undefined, archived: archived ?? 'no' })
      const { records, total = records.length } = await run(bound.query, limits)
      const next = nextOf(records, bound.query)
      return next === undefined ? { records, total } : { records, total, next }
    },
    async count(asker, query) {
      const bound = access.bind(asker, { ...query, select: [], limit: 0 }, { count: true })
      return (await run(bound.query, limitsOf(asker))).total ?? 0
    },
    pasts: (asker, of) => readPasts({ adapter, access, aliases, io }, asker, of),
    histories: (asker, of, properties, limit) => readHistories({ adapter, access, aliases, io }, asker, of, { properties, limit }),
    async history(asker, ref, property, limit) {
      const type = access.type(asker, ref.type)
      const record = demandFound(await find(asker, ref), ref)
      const readable = type.properties.filter(({ name }) => isReadable(asker.principal, type, name)).map(({ name }) => name)
      const names = property === undefined ? readable : readable.filter((name) => name === property)
      if (names.length === 0)
        throw new TenureError('input.invalid', `There is no property ${property ?? ''}.`, {
          issues: [{ path: ['property'], message: 'There is no such property.' }],
        })
      const merged = aliases.merged(record.ref)
      const [own = [], ...theirs] = await historyOf(adapter).read(
        [record.ref, ...merged.map((id) => ({ type: type.name, id }))],
        names,
        limit,
        io,
      )
      // What was merged into the record has its history there.
      const found = merged.length === 0 ? own : newestFirst([own, ...namedFrom(theirs, merged)]).slice(0, limit)
      return asSeen(found, asker, type)
    },
    async merges(asker, ref) {
      const record = demandFound(await find(asker, ref), ref)
      return readMerges(record.ref, { adapter, aliases, io })
    },
    labels: (asker, ref, association) => readLabels({ adapter, access, io }, asker, ref, association),
  }
}

function historyOf({ history, kind }: StorageAdapter): NonNullable<StorageAdapter['history']> {
  if (history === undefined) throw new TenureError('storage.refused', `The store ${kind} keeps no history.`, { capability: 'history' })
  return history
}

/** So many records have their past read at once. */
const mostHistories = 1000
/** What the records went through that were merged into one of these belongs to it. */
async function readHistories(
  { adapter, access, aliases, io }: Pick<ReaderOptions, 'adapter' | 'access' | 'aliases' | 'io'>,
  asker: Asker,
  { type: name, ids }: HistoriesOf,
  { properties, limit }: { readonly properties: readonly string[]; readonly limit: number },
): Promise<readonly (readonly FoundEntry[])[]> {
  if (ids.length > mostHistories)
    throw new TenureError('input.too-large', `The past of at most ${mostHistories} records is read at once.`, {
      limit: 'records',
      max: mostHistories,
    })
  const type = access.type(asker, name)
  const readable = properties.filter((property) => isReadable(asker.principal, type, property))
  const policy = access.policy(asker, type.name, 'view')
  const found = await adapter.read(
    ids.map((id) => access.resolve({ type: type.name, id })),
    io,
  )
  const seen = found.map((record) => record && evaluate(policy, type.name, { id: record.ref.id, values: record.values }) && record.ref)
  const refs = seen.flatMap((ref) => (ref ? [ref, ...aliases.merged(ref).map((id) => ({ type: type.name, id }))] : []))
  if (readable.length === 0 || refs.length === 0) return ids.map(() => [])
  const entries = (await historyOf(adapter).read(refs, readable, limit, io)).values()
  const next = (): readonly HistoryEntry[] => entries.next().value ?? []
  return seen.map((ref) => {
    if (!ref) return []
    const merged = aliases.merged(ref)
    const own = next()
    const theirs = merged.map(next)
    return asSeen(merged.length === 0 ? own : newestFirst([own, ...namedFrom(theirs, merged)]).slice(0, limit), asker, type)
  })
}
// To whom properties are hidden, the time of the last change says that there was one, not whose: it may have been one of those (REC-7).
function asSeen(entries: readonly FoundEntry[], { principal }: Asker, type: ObjectTypeDefinition): readonly FoundEntry[] {
  const hidesSome = type.properties.some(({ name }) => !isInternal(name) && !isReadable(principal, type, name))
  return hidesSome ? entries.map(withoutActor) : entries
}
function withoutActor(entry: FoundEntry): FoundEntry {
  if (entry.property !== 'updatedAt') return entry
  const { group: _, ...rest } = entry
  return { ...rest, actor: { source: 'system' } }
}

/** Where a list goes on after these records; nothing where they are the last. */
export function nextOf(records: readonly StoredRecord[], { limit, order }: Pick<CanonicalQuery, 'limit' | 'order'>): string | undefined {
  const last = records.at(-1)
  return limit !== undefined && records.length === limit && last !== undefined ? sealCursor(last, order) : undefined
}

function demandFound(record: StoredRecord | undefined, ref: RecordRef): StoredRecord {
  if (record === undefined) throw notFound(ref)
  return record
}
function limitsOf({ principal }: Asker): ReadLimits | undefined {
  return principal.system ? undefined : { caller: principal.user }
}
function limitedIo({ signal, caller }: ReadLimits, io: IO, clock: Pick<Clock, 'now'>): IO {
  const limited = { signal: signal ?? io.signal, deadline: clock.now() + longestReadMs }
  return caller === undefined ? limited : { ...limited, caller }
}

/** When an alias got its target the record behind it was merged. */
async function readMerges(
  { type, id }: RecordRef,
  { adapter, aliases, io }: Pick<ReaderOptions, 'adapter' | 'aliases' | 'io'>,
): Promise<readonly FoundEntry[]> {
  const merged = aliases.merged({ type, id })
  if (merged.length === 0 || adapter.history === undefined) return []
  const refs = merged.map((other) => ({ type: aliasType, id: aliasId({ type, id: other }) }))
  return newestFirst(namedFrom(await adapter.history.read(refs, ['to'], 1, io), merged))
}
function newestFirst(entries: readonly (readonly FoundEntry[])[]): readonly FoundEntry[] {
  return entries.flat().sort((a, b) => b.at - a.at)
}
function namedFrom(entries: readonly (readonly HistoryEntry[])[], ids: readonly RecordId[]): readonly (readonly FoundEntry[])[] {
  return entries.map((list, index) => list.map((entry) => ({ ...entry, from: ids[index] ?? '' })))
}
function notFound(ref: RecordRef): TenureError {
  return new TenureError('record.not-found', `There is no ${ref.type} with the id ${ref.id}.`, { record: ref })
}
