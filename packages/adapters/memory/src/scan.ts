import {
  type Atom,
  type CanonicalQuery,
  compareImages,
  compileExpression,
  compileLinked,
  type Expression,
  type PlanOffer,
  type RecordId,
  type StoredRecord,
  type Values,
} from '@tenure/core/adapter'
import { type AggregateOffer, type StoreAggregate, type StoreGroup, Tally } from '@tenure/core/aggregate'
import { type Steps, sortSteps } from '@tenure/core/slices'
import type { RecordTable, Row } from './record-table.js'
import type { Store } from './store.js'

/** The offer of a store that answers every query like the reference evaluator; one that is not open expects no number of rows. */
export function planAll(query: CanonicalQuery, store: Store | undefined): PlanOffer<CanonicalQuery> {
  const grades = new Map(atomsOf(query.where).map((atom) => [atom, 'exact' as const]))
  const count = query.count ? { count: 'exact' as const } : {}
  const rows = store && { rows: expectedRows(store.table(query.type), query.every) }
  return { grades, order: 'exact', limit: 'exact', linked: 'exact', ...count, ...rows, native: query }
}

/** The rows of a query, in order, and how many match without its window; in steps, as there may be many. */
export function* findRows(store: Store, query: CanonicalQuery): Steps<{ readonly rows: readonly Row[]; readonly total: number }> {
  const matches = compileExpression(query.type, query.where)
  const found = yield* filterSteps(
    candidates(store.table(query.type), query.every),
    (row) => isAsked(row, query.archived) && matches(row, store),
  )
  const fill = fillLinked(store, query)
  const ordered = fill !== undefined && query.order.some(({ property }) => query.linked?.some(({ name }) => name === property))
  const all = ordered ? yield* mapSteps(found, fill) : found
  const compare = compareImages(query.order, (id) => store.userName(id))
  const rest = query.after === undefined ? all : yield* filterSteps(all, comesAfter(query, compare))
  const start = query.offset ?? 0
  const first = yield* firstOf(rest, compare, start + (query.limit ?? Number.POSITIVE_INFINITY))
  const rows = first.slice(start)
  return { rows: fill && !ordered ? yield* mapSteps(rows, fill) : rows, total: all.length }
}

const atOnce = 256
function* filterSteps(rows: readonly Row[], passes: (row: Row) => boolean): Steps<readonly Row[]> {
  const found: Row[] = []
  // By number: pairs of place and row would be made for each of very many.
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as Row
    if (passes(row)) found.push(row)
    if (place % atOnce === 0) yield
  }
  return found
}
function* mapSteps(rows: readonly Row[], change: (row: Row) => Row): Steps<readonly Row[]> {
  const changed: Row[] = []
  for (const row of rows) if (changed.push(change(row)) % atOnce === 0) yield
  return changed
}
/** The offer of a store that answers every aggregate like the reference evaluator. */
export function planAggregate(aggregate: StoreAggregate): AggregateOffer<StoreAggregate> {
  const { query, by, measures } = aggregate
  const grades = new Map(atomsOf(query.where).map((atom) => [atom, 'exact' as const]))
  return { grades, by: by.map(() => 'exact'), measures: measures.map(() => 'exact'), linked: 'exact', native: aggregate }
}
/** The groups of all rows that match; in steps too. */
export function* findGroups(store: Store, aggregate: StoreAggregate): Steps<readonly StoreGroup[]> {
  const { query } = aggregate
  const matches = compileExpression(query.type, query.where)
  const fill = fillLinked(store, query)
  const tally = new Tally(aggregate)
  for (const [place, row] of candidates(store.table(query.type), query.every).entries()) {
    if (isAsked(row, query.archived) && matches(row, store)) tally.add((fill ? fill(row) : row).values)
    if (place % atOnce === 0) yield
  }
  return tally.groups()
}

// A row with its linked columns among the values.
function fillLinked(store: Store, { type, linked }: CanonicalQuery): ((row: Row) => Row) | undefined {
  if (linked === undefined) return undefined
  const read = compileLinked(type, linked)
  return (row) => {
    const values = { ...row.values, ...read(row, store) }
    return { ...row, values, record: { ...row.record, values } }
  }
}

/** The record with only the selected values. */
export function selectValues({ record }: Row, select: readonly string[]): StoredRecord {
  const values = Object.fromEntries(
    select.flatMap((name) => (Object.hasOwn(record.values, name) ? [[name, record.values[name]]] : [])),
  ) as Values
  return { ...record, values }
}

function atomsOf(where: Expression): readonly number[] {
  if ('all' in where) return where.all.flatMap(atomsOf)
  if ('any' in where) return where.any.flatMap(atomsOf)
  if ('not' in where) return atomsOf(where.not)
  if (!('hop' in where)) return [where.atom]
  return [where.atom, ...('among' in where ? atomsOf(where.among) : []), ...atomsOf(where.where)]
}

function isAsked({ record }: Row, archived: CanonicalQuery['archived']): boolean {
  return archived === 'any' || (record.archivedAt !== undefined) === (archived === 'only')
}

function comesAfter({ order, after }: CanonicalQuery, compare: (a: Row, b: Row) => number): (row: Row) => boolean {
  const values = Object.fromEntries(order.map(({ property }, place) => [property, after?.values[place] ?? null]))
  const place = { id: after?.id ?? '', values } as Row
  return (row) => compare(row, place) > 0
}

// All rows that can match: the shortest list that one of the tests leads to, or the whole table.
function candidates(table: RecordTable, every: readonly Atom[]): readonly Row[] {
  const lists = every.flatMap((atom) => idsFor(table, atom) ?? [])
  const shortest = lists.reduce<readonly RecordId[] | undefined>(
    (best, ids) => (best === undefined || ids.length < best.length ? ids : best),
    undefined,
  )
  return shortest === undefined ? [...table.rows()] : shortest.flatMap((id) => table.get(id) ?? [])
}

// How many rows that is, without collecting them.
function expectedRows(table: RecordTable, every: readonly Atom[]): number {
  return Math.min(table.size, ...every.map((atom) => postingsFor(table, atom)?.reduce((sum, { size }) => sum + size, 0) ?? table.size))
}

function idsFor(table: RecordTable, atom: Atom): readonly (readonly RecordId[])[] | undefined {
  const postings = postingsFor(table, atom)
  return postings && [[...new Set(postings.flatMap((ids) => [...ids]))]]
}
function postingsFor(table: RecordTable, atom: Atom): readonly ReadonlySet<RecordId>[] | undefined {
  if (atom.test === 'id-of') return [new Set(atom.ids)]
  if (atom.test !== 'is' && atom.test !== 'any-of') return undefined
  const values = atom.test === 'is' ? [atom.value] : atom.values
  const postings = values.flatMap((value) => table.withValue(atom.property, value) ?? [])
  return postings.length < values.length ? undefined : postings
}

// Sorts no more than necessary: of many rows only the first `count` are kept in order.
function* firstOf(rows: readonly Row[], compare: (a: Row, b: Row) => number, count: number): Steps<readonly Row[]> {
  if (count >= rows.length) return yield* sortSteps(rows, compare)
  let kept: Row[] = []
  let last: Row | undefined
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as Row
    if (place % atOnce === 0) yield
    if (last !== undefined && compare(row, last) >= 0) continue
    kept.push(row)
    if (kept.length < count * 2 + 64) continue
    kept = (yield* sortSteps(kept, compare)).slice(0, count)
    last = kept.at(-1)
  }
  return (yield* sortSteps(kept, compare)).slice(0, count)
}
