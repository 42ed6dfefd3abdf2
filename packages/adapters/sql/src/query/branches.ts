import type { Atom, CanonicalQuery, Expression } from '@tenure/core/adapter'
import { columnsOf, fixedColumns, type IndexLayout } from '../layout.js'
import type { LayoutView, TypeView } from '../layout-view.js'
import { constantsOf } from './atom-constants.js'
import { testedColumns } from './covered.js'
import { namesRecords, shapeExpression } from './expression-sql.js'
import { valueColumns } from './order-sql.js'

/** A part of a query's condition, and which of the query's constants is its first. */
export interface Placed {
  readonly where: Expression
  readonly slot: number
}
/**
 * One reason for which a row is in the list. `values` says that the reason is a list of so many values, each a walk of its own.
 * `others` are the earlier reasons that a row may also have: it is then counted and shown there.
 */
export interface Branch {
  readonly reason: Placed
  readonly values: number | undefined
  readonly others: readonly Placed[]
  /** Whether an index is enough to count the rows that this reason shares with the other one. */
  readonly countsShared: boolean
}
/** A list that is read as several branches, each by an index in the order of the list: the common condition, and the reasons. */
export interface Branches {
  readonly type: TypeView
  readonly rest: readonly Placed[]
  readonly each: readonly Branch[]
  /** Where the constants of the order start. */
  readonly orderSlot: number
}

/** Walks that are merged at most: each costs some microseconds to start, whatever it finds. */
const mostWalks = 40

/**
 * The branches of a limited list whose rows are there for one of several reasons, such as a user's rights to what they own.
 * None if some reason has no index in the order of the list, or where ids already name the rows.
 */
export function findBranches(query: CanonicalQuery, type: TypeView, view: LayoutView): Branches | undefined {
  if (query.linked !== undefined && query.linked.length > 0) return undefined
  const order = firstOrderColumns(query, type)
  if (query.limit === undefined || query.archived !== 'no' || order === undefined || query.every.some((atom) => isOne(atom, type)))
    return undefined
  const parts = placeParts('all' in query.where ? query.where.all : [query.where], 0, (where) => countConstants(where, type, view))
  for (const part of parts.placed) {
    const rest = parts.placed.filter((other) => other !== part)
    const each = 'any' in part.where ? toBranches(part.where.any, part.slot, { type, view, order, rest }) : undefined
    if (each !== undefined) return { type, rest, each, orderSlot: parts.next }
  }
  return undefined
}

interface Surroundings {
  readonly type: TypeView
  readonly view: LayoutView
  readonly order: readonly string[]
  readonly rest: readonly Placed[]
}

function toBranches(any: readonly Expression[], slot: number, { type, view, order, rest }: Surroundings): readonly Branch[] | undefined {
  const { placed } = placeParts(any, slot, (where) => countConstants(where, type, view))
  const each = placed.map((reason, at): Branch => {
    const others = placed.slice(0, at).filter(({ where }) => !areApart(where, reason.where))
    const values = 'test' in reason.where ? countValues(reason.where, type) : undefined
    return { reason, values, others, countsShared: others.length === 1 && isCovered([reason, ...others], rest, type) }
  })
  const walks = each.reduce((sum, { values }) => sum + (values ?? 1), 0)
  if (each.length < 2 || walks > mostWalks) return undefined
  return placed.every(({ where }) => hasIndex(where, order, type)) ? each : undefined
}

function placeParts(parts: readonly Expression[], first: number, count: (where: Expression) => number) {
  let next = first
  const placed = parts.map((where): Placed => {
    const slot = next
    next += count(where)
    return { where, slot }
  })
  return { placed, next }
}

function countConstants(where: Expression, type: TypeView, view: LayoutView): number {
  const shape = { key: '', values: [] }
  shapeExpression(where, type, view, shape)
  return shape.values.length
}

// What an index must hold next for the first term of the order; the id where there is none.
function firstOrderColumns({ order }: CanonicalQuery, type: TypeView): readonly string[] | undefined {
  const [term] = order
  if (term === undefined) return [fixedColumns.id]
  const column = type.get(term.property)
  if (term.by === 'text') return column.fold === undefined ? undefined : [column.fold]
  return term.by === 'value' ? valueColumns(column) : undefined
}

// Few rows are left by an id or by a value that only one record has: these are looked up at once.
function isOne(atom: Atom, type: TypeView): boolean {
  return (
    atom.test === 'id-of' ||
    (atom.test === 'some' && namesRecords(atom.where)) ||
    (atom.test === 'is' && type.get(atom.property).unique === true)
  )
}

/** Columns that a reason sets equal to a value or to null. Empty for a reason of another form. */
function equalColumns(where: Expression, type: TypeView): readonly string[] {
  if ('test' in where && where.test === 'any-of') return countValues(where, type) === undefined ? [] : singleColumn(where.property, type)
  return partsOf(where).flatMap((part) => {
    const property = 'test' in part && part.test === 'is' ? part.property : missingProperty(part)
    return property === undefined ? [] : singleColumn(property, type)
  })
}
function partsOf(where: Expression): readonly Expression[] {
  return 'all' in where ? where.all : [where]
}
function missingProperty(where: Expression): string | undefined {
  return 'not' in where && 'test' in where.not && where.not.test === 'is-known' ? where.not.property : undefined
}
function singleColumn(property: string, type: TypeView): readonly string[] {
  const columns = columnsOf(type.get(property))
  return columns.length === 1 ? columns : []
}

// A long list is one text, and a folded one may name a value twice: neither is walked value by value.
function countValues(atom: Atom, type: TypeView): number | undefined {
  if (atom.test !== 'any-of' || singleColumn(atom.property, type).length === 0) return undefined
  const { length } = constantsOf(atom, type.get(atom.property))
  return length > 1 ? length : undefined
}

function hasIndex(where: Expression, order: readonly string[], type: TypeView): boolean {
  const equal = equalColumns(where, type)
  return indexesFor([where], type).some(({ columns: [first, ...columns] }) => {
    const end = columns.findIndex((column) => !equal.includes(column))
    return first === fixedColumns.archivedAt && end > 0 && order.every((column, at) => columns[end + at] === column)
  })
}

// An index that leaves out records without a value does not find those.
function indexesFor(reasons: readonly Expression[], type: TypeView): readonly IndexLayout[] {
  const missing = reasons.flatMap(misses).flatMap((property) => columnsOf(type.get(property)))
  return type.layout.indexes.filter(({ known }) => known === undefined || !missing.includes(known))
}

// No row has both: one needs a value of a property that the other needs to be missing.
function areApart(one: Expression, other: Expression): boolean {
  return misses(one).some((property) => holds(other).includes(property)) || misses(other).some((property) => holds(one).includes(property))
}
function misses(where: Expression): readonly string[] {
  return partsOf(where).flatMap((part) => missingProperty(part) ?? [])
}
function holds(where: Expression): readonly string[] {
  return partsOf(where).flatMap((part) => ('test' in part && (part.test === 'is' || part.test === 'any-of') ? [part.property] : []))
}

// An index starts with the properties that both set equal, and contains all others that are tested.
function isCovered(reasons: readonly Placed[], rest: readonly Placed[], type: TypeView): boolean {
  const parts = reasons.flatMap(({ where }) => partsOf(where))
  const equal = [...new Set(reasons.flatMap(({ where }) => equalColumns(where, type)))]
  const tested = [...parts, ...rest.map(({ where }) => where)].map((part) => columnsOfTest(part, type))
  const indexes = indexesFor(
    reasons.map(({ where }) => where),
    type,
  )
  return indexes.some(({ columns: [first, ...columns] }) => {
    const start = columns.slice(0, equal.length)
    const holdsAll = tested.every((needed) => needed?.every((column) => columns.includes(column)))
    return first === fixedColumns.archivedAt && equal.every((column) => start.includes(column)) && holdsAll
  })
}

function columnsOfTest(where: Expression, type: TypeView): readonly string[] | undefined {
  if ('not' in where) return columnsOfTest(where.not, type)
  return 'test' in where ? testedColumns(where, type) : undefined
}
