import type { Atom, AtomKind, Expression } from '../../query/canonical.js'
import { always, looksBeyond, simplify } from '../../query/simplify.js'
import { fold } from '../../schema/fold.js'
import type { RecordId, Value, Values } from '../../schema/value.js'

/** A value that has to be equal: of a property, or the id where none is named; `folded` as the evaluator compares text. */
export interface EqualPart {
  readonly property?: string
  readonly folded: boolean
}
/** A bound of one property; a record whose value is on the wrong side of it cannot match. */
export interface RangePart {
  readonly property: string
  readonly bound: 'above' | 'below'
  readonly threshold: number
  /** Nothing else in the conjunction, or in what was taken to hold, looks at that property. */
  readonly alone: boolean
}
/** Where a view is to be found: a record matches it only with one of these keys, and inside the range. */
export interface Anchor {
  readonly equals: readonly EqualPart[]
  readonly keys: readonly string[]
  readonly range?: RangePart
}

const mostConjunctions = 16
const mostKeys = 64
const comparedRaw: ReadonlySet<AtomKind> = new Set(['number', 'boolean', 'date', 'datetime', 'enumeration', 'user'])

/** What is left of a condition when all that looks beyond the record is taken to hold: whatever matches the condition matches this. */
export function toLocal(where: Expression): Expression {
  return looksBeyond(where) ? simplify(relax(simplify(where))) : where
}
function relax(where: Expression): Expression {
  if (!looksBeyond(where)) return where
  if ('all' in where) return { all: where.all.map(relax) }
  return 'any' in where ? { any: where.any.map(relax) } : always
}

/** One anchor for each conjunction of what a condition says of the record alone; none for a condition that never holds. */
export function anchorsOf(where: Expression): readonly Anchor[] {
  const local = toLocal(where)
  const beyond = local === where ? [] : without(propertiesIn(where), propertiesIn(local))
  return conjunctionsOf(local).map((conjunction) => toAnchor(conjunction, beyond))
}
/** What is left of a list when each of others is taken out once. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...names]
  for (const name of others) if (left.includes(name)) left.splice(left.indexOf(name), 1)
  return left
}

/** The records that alone can match a condition, where it names them. */
export function namedIn(where: Expression): ReadonlySet<RecordId> | undefined {
  const parts = 'all' in where ? where.all : [where]
  const named = parts.find((part) => 'test' in part && part.test === 'id-of')
  return named !== undefined && 'ids' in named ? new Set(named.ids) : undefined
}

type Conjunction = readonly Expression[]
function conjunctionsOf(where: Expression): readonly Conjunction[] {
  if ('any' in where) {
    const branches = where.any.flatMap(conjunctionsOf)
    return where.any.length === 0 || branches.length <= mostConjunctions ? branches : [[where]]
  }
  return 'all' in where ? multiply(where.all) : [[where]]
}
// The shortest alternatives first; those that would give too many conjunctions stay whole.
function multiply(parts: readonly Expression[]): readonly Conjunction[] {
  const factors = parts.map((part) => ({ part, branches: conjunctionsOf(part) })).sort((a, b) => a.branches.length - b.branches.length)
  let product: readonly Conjunction[] = [[]]
  for (const { part, branches } of factors) {
    const used = product.length * branches.length > mostConjunctions ? [[part]] : branches
    product = product.flatMap((left) => used.map((right) => [...left, ...right]))
  }
  return product
}

/** `beyond`: properties of the record that those parts look at which are taken to hold. */
function toAnchor(conjunction: Conjunction, beyond: readonly string[]): Anchor {
  const chosen = chooseEquals(conjunction)
  const range = chooseRange(conjunction, beyond)
  return { equals: chosen.map(({ part }) => part), keys: toKeys(chosen.map(({ values }) => values)), ...(range && { range }) }
}

interface Equal {
  readonly part: EqualPart
  readonly values: readonly string[]
}
// The most selective first; more of them as long as the view need not be listed under too many keys.
function chooseEquals(conjunction: Conjunction): readonly Equal[] {
  const byProperty = new Map<string | undefined, Equal>()
  for (const equal of conjunction.map(toEqual).sort((a, b) => (a?.values.length ?? 0) - (b?.values.length ?? 0)))
    if (equal && !byProperty.has(equal.part.property)) byProperty.set(equal.part.property, equal)
  let keys = 1
  const chosen = [...byProperty.values()].filter(({ values }, place) => {
    const fits = place === 0 || keys * values.length <= mostKeys
    if (fits) keys *= values.length
    return fits
  })
  return chosen.sort((a, b) => ((a.part.property ?? '') < (b.part.property ?? '') ? -1 : 1))
}
function toEqual(expression: Expression): Equal | undefined {
  if (!('test' in expression)) return undefined
  if (expression.test === 'id-of') return { part: { folded: false }, values: expression.ids }
  if (expression.test === 'is') return toEqualValues(expression, [expression.value])
  return expression.test === 'any-of' ? toEqualValues(expression, expression.values) : undefined
}
function toEqualValues(
  { property, kind }: Atom & { readonly property: string; readonly kind: AtomKind },
  values: readonly Value[],
): Equal | undefined {
  const folded = kind === 'string' || kind === 'text'
  if (!folded && !comparedRaw.has(kind)) return undefined
  return { part: { property, folded }, values: [...new Set(values.map((value) => toHash(value, folded)))] }
}
function toHash(value: Value, folded: boolean): string {
  return folded ? fold(value as string) : String(value)
}
function toKeys(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.reduce<readonly string[]>(
    (keys, values, place) => keys.flatMap((key) => values.map((value) => (place ? `${key}\0${value}` : value))),
    [''],
  )
}

/** The key under which views of that shape look for a record; `undefined` when it has no value for one of its parts. */
export function keyOfRecord(equals: readonly EqualPart[], id: string, values: Values): string | undefined {
  let key = ''
  for (let place = 0; place < equals.length; place++) {
    const { property, folded } = equals[place] as EqualPart
    const value = property === undefined ? id : values[property]
    if (value === null || value === undefined) return undefined
    key = place ? `${key}\0${toHash(value, folded)}` : toHash(value, folded)
  }
  return key
}

function chooseRange(conjunction: Conjunction, beyond: readonly string[]): RangePart | undefined {
  const looked = [...conjunction.flatMap(propertiesIn), ...beyond]
  const ranges = conjunction.flatMap((part) => toRange(part, looked))
  return ranges.find(({ alone }) => alone) ?? ranges[0]
}
function toRange(expression: Expression, looked: readonly string[]): readonly RangePart[] {
  if (!('test' in expression) || !('value' in expression) || expression.test === 'is') return []
  const { property, test, value } = expression
  const threshold = toNumber(value)
  if (threshold === undefined) return []
  const alone = looked.filter((name) => name === property).length === 1
  return [{ property, threshold, alone, bound: test === 'more' || test === 'at-least' ? 'above' : 'below' }]
}
/** A number in the same order as the values; different values may share one. `undefined` for values that have none, and for missing ones. */
export function toNumber(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? Number(value.slice(0, 4) + value.slice(5, 7) + value.slice(8)) : undefined
  return value !== null && typeof value === 'object' && 'amount' in value ? Number(value['amount']) : undefined
}

/** Every property of the record itself that a condition looks at, as often as it does. */
export function propertiesIn(where: Expression): readonly string[] {
  if ('all' in where) return where.all.flatMap(propertiesIn)
  if ('any' in where) return where.any.flatMap(propertiesIn)
  if ('not' in where) return propertiesIn(where.not)
  if (!('property' in where)) return []
  return where.test === 'before-property' ? [where.property, where.other] : [where.property]
}
