// Long because the meaning of every test is read in one place.
import type { Instant } from '../base/clock.js'
import { fold } from '../schema/fold.js'
import type { Money, RecordRef, UserId, Value, Values } from '../schema/value.js'
import { compareCodePoints, compareDecimal, compareValues, equalValues } from '../schema/value-order.js'
import {
  type Atom,
  type AtomKind,
  type CanonicalQuery,
  type Expression,
  type Hop,
  type Image,
  type LinkedColumn,
  primaryLabel,
} from './canonical.js'
import { toGetter } from './compare-images.js'
import { keyOf, keyOfHop } from './expression-key.js'

export { looksBeyond } from './simplify.js'

/** What a condition may look at beyond the record itself. */
export interface World {
  /** Each record that is linked by that step and not archived, once, however many labels join the two. */
  linked(ref: RecordRef, hop: Hop): Iterable<Image>
  /** Whether history has a value (that one, where `to` is given) of the property at or after `since`. */
  changedSince(ref: RecordRef, property: string, since: Instant, to?: NonNullable<Value>): boolean
  userName(id: UserId): string | undefined
}
/** A compiled condition, ready to test many records. */
export type Test = (image: Image, world: World) => boolean
type Known = NonNullable<Value>
type Check = (value: Known) => boolean
type AtomOf<Name extends Atom['test'], A = Atom> = A extends { readonly test: string } ? (Name extends A['test'] ? A : never) : never

/** The reference meaning of a condition about records of a type. Stores may be faster; they may not differ. */
export function compileExpression(type: string, where: Expression): Test {
  if ('all' in where) return joinAll(where.all.map((part) => compileExpression(type, part)))
  if ('any' in where) return joinAny(where.any.map((part) => compileExpression(type, part)))
  if ('test' in where) return compileAtom(type, where)
  const inner = compileExpression(type, where.not)
  return (image, world) => !inner(image, world)
}
function joinAll(tests: readonly Test[]): Test {
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (tests.length === 2) return (image, world) => first(image, world) && second(image, world)
  return (image, world) => {
    for (const test of tests) if (!test(image, world)) return false
    return true
  }
}
function joinAny(tests: readonly Test[]): Test {
  const [first, second] = tests
  if (first === undefined) return () => false
  if (second === undefined) return first
  if (tests.length === 2) return (image, world) => first(image, world) || second(image, world)
  return (image, world) => {
    for (const test of tests) if (test(image, world)) return true
    return false
  }
}

function compileAtom(type: string, atom: Atom): Test {
  switch (atom.test) {
    case 'id-of':
      return compileIds(atom)
    case 'some':
      return compileSome(type, atom)
    case 'count':
      return compileCount(type, atom)
    case 'first':
      return compileFirst(type, atom)
    case 'changed':
      return ({ id }, world) => world.changedSince({ type, id }, atom.property, atom.since, atom.to)
    case 'before-property':
      return compileBefore(atom)
    default:
      return onValue(atom.property, compileCheck(atom))
  }
}
function compileIds({ ids }: AtomOf<'id-of'>): Test {
  const wanted = new Set(ids)
  return (image) => wanted.has(image.id)
}
function compileSome(type: string, { hop, where }: AtomOf<'some'>): Test {
  const inner = compileExpression(hop.to, where)
  return ({ id }, world) => {
    for (const other of world.linked({ type, id }, hop)) if (inner(other, world)) return true
    return false
  }
}
function compileCount(type: string, { hop, where, is, than }: AtomOf<'count'>): Test {
  const inner = compileExpression(hop.to, where)
  return ({ id }, world) => {
    let count = 0
    for (const other of world.linked({ type, id }, hop)) if (inner(other, world)) count++
    return compareCount(count, is, than)
  }
}
/** Whether a number of linked records passes the test of a `count` atom. */
export function compareCount(count: number, is: AtomOf<'count'>['is'], than: number): boolean {
  if (is === 'is') return count === than
  return holdsBound(is, count - than)
}
function compileFirst(type: string, { hop, among, where }: AtomOf<'first'>): Test {
  const pick = compilePick(type, hop, among)
  const inner = compileExpression(hop.to, where)
  return (image, world) => {
    const picked = pick(image, world)
    return picked !== undefined && inner(picked, world)
  }
}
type Pick = (image: Image, world: World) => Image | undefined
function compilePick(type: string, hop: Hop, among: Expression): Pick {
  const passes = compileExpression(hop.to, among)
  const primary = { ...hop, label: primaryLabel }
  return ({ id }, world) => {
    const firstOf = (step: Hop): Image | undefined => {
      let first: Image | undefined
      for (const other of world.linked({ type, id }, step))
        if ((first === undefined || compareCodePoints(other.id, first.id) < 0) && passes(other, world)) first = other
      return first
    }
    return firstOf(primary) ?? firstOf(hop)
  }
}
/** The values of linked columns, by their names, for records of a type; `null` where no record is picked, or it has no value. */
export function compileLinked(type: string, columns: readonly LinkedColumn[]): (image: Image, world: World) => Values {
  const picks = new Map<string, Pick>()
  const cells = columns.map(({ name, hop, among, property }) => {
    const key = `${keyOfHop(hop)}${keyOf(among)}`
    picks.set(key, picks.get(key) ?? compilePick(type, hop, among))
    return { name, key, read: property === 'id' ? idOf : toGetter(property) }
  })
  return (image, world) => {
    const picked = new Map([...picks].map(([key, pick]) => [key, pick(image, world)]))
    return Object.fromEntries(cells.map(({ name, key, read }) => [name, readPicked(picked.get(key), read)]))
  }
}
function idOf({ id }: Image): Value {
  return id
}
function readPicked(picked: Image | undefined, read: (image: Image) => Value | undefined): Value {
  return (picked && read(picked)) ?? null
}
function compileBefore({ property, other, kind, orEqual }: AtomOf<'before-property'>): Test {
  const left = toGetter(property)
  const right = toGetter(other)
  return (image) => {
    const value = left(image)
    const bound = right(image)
    if (value === null || value === undefined || bound === null || bound === undefined) return false
    const order = compareValues(kind, value, bound)
    return orEqual ? order <= 0 : order < 0
  }
}

function onValue(property: string, check: Check): Test {
  if (property in Object.prototype) {
    const read = toGetter(property)
    return (image) => {
      const value = read(image)
      return value !== null && value !== undefined && check(value)
    }
  }
  return (image) => {
    const value = image.values[property]
    return value !== null && value !== undefined && check(value)
  }
}
function compileCheck(atom: Exclude<Atom, { readonly test: 'id-of' | 'some' | 'count' | 'first' | 'changed' | 'before-property' }>): Check {
  switch (atom.test) {
    case 'is-known':
      return () => true
    case 'is':
      return compileIs(atom.kind, atom.value)
    case 'any-of':
      return compileAnyOf(atom)
    case 'contains-any':
      return compileContainsAny(atom.values)
    case 'contains-all':
      return ((value: readonly string[]) => atom.values.every((wanted) => value.includes(wanted as string))) as Check
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return compileText(atom.test, fold(atom.text))
    default:
      return compileBound(atom)
  }
}
function compileIs(kind: AtomKind, wanted: Known): Check {
  if (kind === 'string' || kind === 'text') return compileSameText(wanted as string)
  if (typeof wanted === 'object') return (value) => equalValues(kind, value, wanted)
  return (value) => value === wanted
}
function compileSameText(wanted: string): Check {
  const folded = fold(wanted)
  return (value) => value === folded || fold(value as string) === folded
}
function compileAnyOf({ kind, values }: AtomOf<'any-of'>): Check {
  if (kind === 'string' || kind === 'text') {
    const wanted = new Set(values.map((value) => fold(value as string)))
    return (value) => wanted.has(fold(value as string))
  }
  if (values.some((value) => typeof value === 'object')) return (value) => values.some((wanted) => equalValues(kind, value, wanted))
  const wanted = new Set(values)
  return (value) => wanted.has(value)
}
function compileContainsAny(values: readonly Known[]): Check {
  const wanted = new Set(values)
  return (value) => {
    for (const item of value as readonly string[]) if (wanted.has(item)) return true
    return false
  }
}
function compileText(test: 'contains' | 'starts-with' | 'ends-with', folded: string): Check {
  if (test === 'contains') return (value) => fold(value as string).includes(folded)
  if (test === 'starts-with') return (value) => fold(value as string).startsWith(folded)
  return (value) => fold(value as string).endsWith(folded)
}

type Bound = 'less' | 'at-most' | 'more' | 'at-least'
function holdsBound(bound: Bound, order: number): boolean {
  if (bound === 'less') return order < 0
  if (bound === 'more') return order > 0
  return bound === 'at-most' ? order <= 0 : order >= 0
}
function compileBound({ test, kind, value: bound }: AtomOf<Bound>): Check {
  if (kind === 'number' || kind === 'datetime') return compileNumberBound(test, bound as number)
  if (kind === 'date') return compileDayBound(test, bound as string)
  if (kind === 'money') return compileMoneyBound(test, bound as Money)
  return (value) => holdsBound(test, compareValues(kind, value, bound))
}
function compileNumberBound(test: Bound, bound: number): Check {
  if (test === 'less') return (value) => (value as number) < bound
  if (test === 'more') return (value) => (value as number) > bound
  if (test === 'at-most') return (value) => (value as number) <= bound
  return (value) => (value as number) >= bound
}
// Days are ASCII, where JavaScript's own order is that of code points.
function compileDayBound(test: Bound, bound: string): Check {
  if (test === 'less') return (value) => (value as string) < bound
  if (test === 'more') return (value) => (value as string) > bound
  if (test === 'at-most') return (value) => (value as string) <= bound
  return (value) => (value as string) >= bound
}
function compileMoneyBound(test: Bound, { amount, currency }: Money): Check {
  return ((value: Money) => value.currency === currency && holdsBound(test, compareDecimal(value.amount, amount))) as Check
}

/** Every object type that the answer depends on: the query's own, and those at the ends of its links. */
export function typesOf(query: CanonicalQuery): ReadonlySet<string> {
  const linked = (query.linked ?? []).flatMap(({ hop, among }) => [...propertiesOf(among, hop.to).keys()])
  return new Set([query.type, ...propertiesOf(query.where, query.type).keys(), ...linked])
}
/** The properties that a condition looks at, by object type; none for a type if only its links count. */
export function propertiesOf(
  where: Expression,
  type: string,
  found = new Map<string, Set<string>>(),
): ReadonlyMap<string, ReadonlySet<string>> {
  const names = found.get(type) ?? new Set<string>()
  found.set(type, names)
  if ('all' in where) for (const part of where.all) propertiesOf(part, type, found)
  else if ('any' in where) for (const part of where.any) propertiesOf(part, type, found)
  else if ('not' in where) propertiesOf(where.not, type, found)
  else addProperties(where, names, found)
  return found
}
function addProperties(atom: Atom, names: Set<string>, found: Map<string, Set<string>>): void {
  if ('property' in atom) names.add(atom.property)
  if (atom.test === 'before-property') names.add(atom.other)
  if ('hop' in atom) propertiesOf(atom.where, atom.hop.to, found)
  if (atom.test === 'first') propertiesOf(atom.among, atom.hop.to, found)
}
