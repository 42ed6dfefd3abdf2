import type { UserId, Value } from '../schema/value.js'
import { compareCodePoints, compareText, compareValues } from '../schema/value-order.js'
import type { Image, OrderTerm } from './canonical.js'

type Known = NonNullable<Value>
type Compare = (a: Image, b: Image) => number
/** The order of records (FLT-13). `userName` answers a user's name, for terms by user; one without a name is ordered by the id. */
export function compareImages(order: readonly OrderTerm[], userName: (id: UserId) => string | undefined): Compare {
  const terms = order.map((term) => compareBy(term, userName))
  const [first] = terms
  if (first === undefined) return compareIds
  if (terms.length === 1) return (a, b) => first(a, b) || compareIds(a, b)
  return (a, b) => {
    for (const term of terms) {
      const order = term(a, b)
      if (order !== 0) return order
    }
    return compareIds(a, b)
  }
}
function compareIds(a: Image, b: Image): number {
  return compareCodePoints(a.id, b.id)
}
function compareBy(term: OrderTerm, userName: (id: UserId) => string | undefined): Compare {
  const read = toGetter(term.property)
  const sign = term.direction === 'ascending' ? 1 : -1
  const compare = compareKnown(term, userName)
  return (a, b) => {
    const left = read(a)
    const right = read(b)
    if (left === null || left === undefined) return right === null || right === undefined ? 0 : 1
    return right === null || right === undefined ? -1 : sign * compare(left, right)
  }
}
function compareKnown(term: OrderTerm, userName: (id: UserId) => string | undefined): (a: Known, b: Known) => number {
  if (term.by === 'text') return compareText as (a: Known, b: Known) => number
  if (term.by === 'position') return compareByPosition(term.positions ?? [])
  if (term.by === 'value') return compareByValue
  return (a, b) => compareText(userName(a as string) ?? (a as string), userName(b as string) ?? (b as string))
}
function compareByPosition(positions: readonly string[]): (a: Known, b: Known) => number {
  const places = new Map(positions.map((value, place) => [value, place]))
  const placeOf = (value: Known) => places.get(value as string) ?? positions.length
  return (a, b) => placeOf(a) - placeOf(b) || compareCodePoints(a as string, b as string)
}
function compareByValue(a: Known, b: Known): number {
  if (typeof a === 'number') return a < (b as number) ? -1 : a > (b as number) ? 1 : 0
  if (typeof a === 'string') return compareCodePoints(a, b as string)
  return typeof a === 'boolean' ? Number(a) - Number(b) : compareValues('money', a, b)
}

/** Reads one property of many records: names that every object inherits, such as `constructor`, with care; all others directly. */
export function toGetter(property: string): (image: Image) => Value | undefined {
  if (!(property in Object.prototype)) return ({ values }) => values[property]
  return ({ values }) => (Object.hasOwn(values, property) ? values[property] : null)
}
