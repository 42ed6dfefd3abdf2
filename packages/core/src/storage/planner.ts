import { createSlices, inSlices, type Slices, sortSteps } from '../base/slices.js'
import { TenureError } from '../errors/tenure-error.js'
import type { Atom, CanonicalQuery, Expression, Image } from '../query/canonical.js'
import { compareImages } from '../query/compare-images.js'
import { propertiesOf } from '../query/evaluator.js'
import { isNever, looksBeyond } from '../query/simplify.js'
import type { UserId, Value, Values } from '../schema/value.js'
import type { FeedCursor, IO, Page, PlanOffer, StorageAdapter, StoredRecord } from './adapter.js'
import { BoundedHeap } from './bounded-heap.js'
import { type FillLinked, fillLinked, withoutLinked } from './fill-linked.js'
import { LinkReader } from './link-reader.js'
import { type Price, priceOf } from './price.js'
import { compileNear, compileResidual, type Residual } from './residual.js'

/** Answer to a canonical query: some of the records, in order, and the total if the query counts. */
export interface WindowResult {
  readonly records: readonly StoredRecord[]
  readonly total?: number
  /** The state of the store that was seen, where it says so. */
  readonly asOf?: FeedCursor
}
/** What the store does of a query; the rest is done here. */
export interface Explanation {
  readonly atoms: readonly { readonly atom: Atom; readonly grade: Grade }[]
  readonly order: Share
  readonly limit: Share
  readonly count: Share
  /** Who reads the linked columns; absent where there are none. */
  readonly linked?: Share
  readonly price: Price
}
/** `exact`: only by the store. `inexact`: filtered by the store, checked again here. `none`: only by the core. */
export type Grade = 'exact' | 'inexact' | 'none'
/** Who does it. */
export type Share = 'store' | 'core'
type UserName = (id: UserId) => string | undefined

/** Runs a query on any store: what the store does not do exactly is done here. Errors: `storage.*`. */
export async function runQuery(adapter: StorageAdapter, query: CanonicalQuery, io: IO, userName: UserName): Promise<WindowResult> {
  const { asOf, ...result } = await runWhole(adapter, query, io, userName)
  // Without snapshots a cursor would promise more than the store does.
  return adapter.capabilities.snapshots && asOf !== undefined ? { ...result, asOf } : result
}
async function runWhole(adapter: StorageAdapter, query: CanonicalQuery, io: IO, userName: UserName): Promise<WindowResult> {
  const { asked, offer, fills } = share(adapter, query)
  if (isNever(query.where)) return answerNothing(adapter, query, offer, io)
  const run: Run = { adapter, io, userName, links: new LinkReader(adapter, io) }
  if (!fills) return answersWhole(query, offer) ? collect(adapter, query, offer, io) : complete(run, query)
  const fill = fillLinked(query, run)
  if (asked.order.length < query.order.length) return complete(run, query, fill)
  const result = answersWhole(asked, offer) ? await collect(adapter, asked, offer, io) : await complete(run, asked)
  return { ...result, records: await fill(result.records) }
}
interface Run {
  readonly adapter: StorageAdapter
  readonly io: IO
  readonly userName: UserName
  readonly links: LinkReader
}
/** The query that goes to the store, and whether linked columns are filled in here. */
interface Shared {
  readonly asked: CanonicalQuery
  readonly offer: PlanOffer
  readonly fills: boolean
}
function share(adapter: StorageAdapter, query: CanonicalQuery): Shared {
  const offer = adapter.plan(query)
  if (query.linked === undefined || offer.linked === 'exact') return { asked: query, offer, fills: false }
  const asked = withoutLinked(query)
  return { asked, offer: adapter.plan(asked), fills: true }
}
/** Who does what of a query. */
export function explainQuery(adapter: StorageAdapter, query: CanonicalQuery): Explanation {
  const { asked, offer, fills } = share(adapter, query)
  const filtered = restOf(query, offer) === undefined
  const atoms = atomsOf(query.where).map((atom) => ({ atom, grade: offer.grades.get(atom.atom) ?? ('none' as const) }))
  const toShare = (exact: boolean): Share => (exact ? 'store' : 'core')
  const order = toShare(offer.order === 'exact' && asked.order.length === query.order.length)
  return {
    atoms,
    order,
    limit: toShare(filtered && order === 'store' && offer.limit === 'exact'),
    count: toShare(filtered && offer.count === 'exact'),
    ...(query.linked && { linked: toShare(!fills) }),
    price: priceOf(query, offer),
  }
}

// No test is left for the store, so only its current state is read.
async function answerNothing(adapter: StorageAdapter, { count }: CanonicalQuery, offer: PlanOffer, io: IO): Promise<WindowResult> {
  const total = count ? 0 : undefined
  for await (const { asOf } of adapter.scan(offer, io)) return toResult([], total, asOf)
  return toResult([], total, undefined)
}
function answersWhole(query: CanonicalQuery, offer: PlanOffer): boolean {
  if (restOf(query, offer) !== undefined || offer.order !== 'exact') return false
  return (offer.limit === 'exact' || !isCut(query)) && (offer.count === 'exact' || !query.count)
}
function isCut({ limit, offset, after }: CanonicalQuery): boolean {
  return limit !== undefined || offset !== undefined || after !== undefined
}
async function collect(adapter: StorageAdapter, query: CanonicalQuery, offer: PlanOffer, io: IO): Promise<WindowResult> {
  const cut = cutter(query.select)
  const records: StoredRecord[] = []
  const slices = createSlices(io.signal)
  let first: Page | undefined
  for await (const page of adapter.scan(offer, io)) {
    io.signal.throwIfAborted()
    first ??= page
    for (const record of page.records) records.push(cut(record))
    await slices.next()
  }
  if (query.count && first?.total === undefined) throw brokenPromise(adapter, 'gives the total on its first page')
  return toResult(records, query.count ? first?.total : undefined, first?.asOf)
}
function brokenPromise({ kind }: StorageAdapter, what: string): TenureError {
  return new TenureError('storage.failed', `The store ${kind} offered that it ${what}, and does not.`, { transient: false })
}
function toResult(records: readonly StoredRecord[], total: number | undefined, asOf: FeedCursor | undefined): WindowResult {
  return { records, ...(total === undefined ? {} : { total }), ...(asOf === undefined ? {} : { asOf }) }
}

// The store returns everything that may match, with every property needed; the window is cut here. With `fill`, linked columns decide the order.
async function complete(run: Run, query: CanonicalQuery, fill?: FillLinked): Promise<WindowResult> {
  const { adapter, io, userName, links } = run
  const offer = adapter.plan(fill ? withoutLinked(widen(query)) : widen(query))
  const sift = compileSift(run, query, restOf(query, offer))
  const window = openWindow(query, offer.order === 'exact' && fill === undefined, userName)
  const slices = createSlices(io.signal)
  let asOf: FeedCursor | undefined
  for await (const page of adapter.scan(offer, io)) {
    io.signal.throwIfAborted()
    asOf ??= page.asOf
    for (const some of inParts(page.records)) {
      const passed = await sift(some)
      for (const record of fill ? await fill(passed) : passed) window.add(record)
      await slices.next()
    }
    links.forget()
    if (window.isFull()) break
  }
  const records = await window.records(slices)
  return toResult(records.map(cutter(query.select)), query.count ? window.total() : undefined, asOf)
}
/** All that matches a query, page by page and in no order, with every column that it selects: for what looks at each record once. */
export async function* scanMatches(adapter: StorageAdapter, query: CanonicalQuery, io: IO, userName: UserName): AsyncGenerator<Page> {
  const run: Run = { adapter, io, userName, links: new LinkReader(adapter, io) }
  const offer = adapter.plan(withoutLinked(widen({ ...query, order: [] })))
  const sift = compileSift(run, query, restOf(query, offer))
  const fill = query.linked === undefined ? undefined : fillLinked(query, run)
  const slices = createSlices(io.signal)
  for await (const { records, asOf } of adapter.scan(offer, io)) {
    io.signal.throwIfAborted()
    for (const some of inParts(records)) {
      // No test is left for the store, so only its current state is read.
      const passed = isNever(query.where) ? [] : await sift(some)
      yield { records: fill === undefined ? passed : await fill(passed), ...(asOf !== undefined && { asOf }) }
      await slices.next()
    }
    run.links.forget()
  }
}
// A store may give all records in one page: others have their turn in between.
function* inParts(records: readonly StoredRecord[]): Generator<readonly StoredRecord[]> {
  if (records.length <= partSize) yield records
  else for (let from = 0; from < records.length; from += partSize) yield records.slice(from, from + partSize)
}
const partSize = 1000
// Tests of only the record go first, so that the others read little; those read for the whole page at once.
function compileSift(run: Run, { type, archived }: CanonicalQuery, rest: Expression | undefined): Residual {
  const parts = rest === undefined ? [] : 'all' in rest ? rest.all : [rest]
  const near = compileNear(type, { all: parts.filter((part) => !looksBeyond(part)) })
  const beyond = parts.filter(looksBeyond)
  const passing = compileResidual({ ...run, type, where: { all: beyond } })
  return async (records) => {
    const left = records.filter((record) => isAsked(record, archived) && near(record))
    return beyond.length === 0 ? left : passing(left)
  }
}
function isAsked({ archivedAt }: StoredRecord, archived: CanonicalQuery['archived']): boolean {
  return archived === 'any' || (archivedAt !== undefined) === (archived === 'only')
}
function widen({ limit: _limit, offset: _offset, after: _after, ...query }: CanonicalQuery): CanonicalQuery {
  const looked = propertiesOf(query.where, query.type).get(query.type) ?? []
  const select = new Set([...query.select, ...looked, ...query.order.map(({ property }) => property)])
  return { ...query, select: [...select].sort(), count: false }
}
// The part of the condition that the store does not settle: whole conjuncts, so that each is either trusted or tested again. What nothing
// passes has no test that a store could grade.
function restOf({ where }: CanonicalQuery, { grades }: PlanOffer): Expression | undefined {
  const parts = 'all' in where ? where.all : [where]
  const rest = parts.filter((part) => isNever(part) || atomsOf(part).some(({ atom }) => grades.get(atom) !== 'exact'))
  return rest.length === 0 ? undefined : { all: rest }
}
/** Tests of the record itself; those of linked records belong to the test of the link. */
export function atomsOf(where: Expression): readonly Atom[] {
  if ('test' in where) return [where]
  if ('not' in where) return atomsOf(where.not)
  return ('all' in where ? where.all : where.any).flatMap(atomsOf)
}

interface Window {
  add(record: StoredRecord): void
  /** Whether no further record can change the answer. */
  isFull(): boolean
  records(slices: Slices): Promise<readonly StoredRecord[]>
  total(): number
}
function openWindow(query: CanonicalQuery, ordered: boolean, userName: UserName): Window {
  const { offset = 0, limit = Number.POSITIVE_INFINITY, count } = query
  const comesAfter = startsAfter(query, userName)
  const kept = ordered ? openList(offset + limit) : openHeap(query, offset + limit, userName)
  let total = 0
  return {
    add(record) {
      total++
      if (comesAfter(record)) kept.add(record)
    },
    isFull: () => ordered && !count && kept.isFull(),
    records: async (slices) => (await kept.sorted(slices)).slice(offset),
    total: () => total,
  }
}
interface Kept {
  add(record: StoredRecord): void
  isFull(): boolean
  sorted(slices: Slices): readonly StoredRecord[] | Promise<readonly StoredRecord[]>
}
function openList(most: number): Kept {
  const records: StoredRecord[] = []
  return {
    add: (record) => void (records.length < most && records.push(record)),
    isFull: () => records.length >= most,
    sorted: () => records,
  }
}
function openHeap({ order }: CanonicalQuery, most: number, userName: UserName): Kept {
  const compare = compareImages(order, userName)
  const heap = new BoundedHeap<Placed>(most, compare)
  return {
    add: (record) => heap.add(toPlaced(record)),
    isFull: () => false,
    sorted: async (slices) => (await inSlices(sortSteps(heap.items(), compare), slices)).map(({ record }) => record),
  }
}
interface Placed extends Image {
  readonly record: StoredRecord
}
function toPlaced(record: StoredRecord): Placed {
  return { id: record.ref.id, values: record.values, record }
}
function startsAfter({ order, after }: CanonicalQuery, userName: UserName): (record: StoredRecord) => boolean {
  if (after === undefined) return () => true
  const compare = compareImages(order, userName)
  const values: Values = Object.fromEntries(order.map(({ property }, index): [string, Value] => [property, after.values[index] ?? null]))
  const last: Image = { id: after.id, values }
  return (record) => compare(toPlaced(record), last) > 0
}

// Only selected properties leave, even if the store returns more; a record with no more than these is used unchanged.
function cutter(select: readonly string[]): (record: StoredRecord) => StoredRecord {
  const asked = new Set(select)
  return (record) => {
    const names = Object.keys(record.values)
    if (names.every((name) => asked.has(name))) return record
    const values: Values = Object.fromEntries(names.filter((name) => asked.has(name)).map((name) => [name, record.values[name] ?? null]))
    return { ...record, values }
  }
}
