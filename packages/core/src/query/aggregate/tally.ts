import { TenureError } from '../../errors/tenure-error.js'
import type { Value, Values } from '../../schema/value.js'
import { compareCodePoints, compareText } from '../../schema/value-order.js'
import { keyOfValue } from '../expression-key.js'
import { type Aggregate, type AggregateGroup, aggregateLimits } from './aggregate-data.js'
import { createBuckets } from './bucket.js'
import type { CanonicalAggregate, Grouping, Measure, StoreAggregate, StoreGroup, StoreGrouping } from './canonical-aggregate.js'
import { type Measuring, startMeasure, toMeasureValue } from './measure-state.js'

/** Groups that a record counts in: one, or one for each value of a set. */
export type GroupKeys = (values: Values) => readonly (readonly Value[])[]
type KeyPart = (values: Values) => readonly Value[]

/** The reference meaning of an aggregate: the groups of records that are added one by one. Stores may be faster; they may not differ. */
export class Tally {
  readonly #keysOf: GroupKeys
  readonly #measures: readonly Measure[]
  readonly #most: number
  readonly #groups = new Map<string, { readonly key: readonly Value[]; count: number; readonly measures: readonly Measuring[] }>()

  constructor({ by, measures, most }: Pick<StoreAggregate, 'measures' | 'most'> & { readonly by: readonly (Grouping | StoreGrouping)[] }) {
    this.#keysOf = groupKeys(by)
    this.#measures = measures
    this.#most = most
    if (by.length === 0) this.#groupOf([])
  }

  /** Errors: `input.too-large` for more groups than an answer may have. */
  add(values: Values): void {
    for (const key of this.#keysOf(values)) {
      const group = this.#groupOf(key)
      group.count++
      for (const measure of group.measures) measure.add(values)
    }
  }

  groups(): readonly StoreGroup[] {
    return [...this.#groups.values()].map(({ key, count, measures }) => ({ key, count, measures: measures.map((each) => each.state()) }))
  }

  #groupOf(key: readonly Value[]) {
    const name = nameOfKey(key)
    const known = this.#groups.get(name)
    if (known !== undefined) return known
    if (this.#groups.size >= this.#most) throw tooManyGroups()
    const group = { key, count: 0, measures: this.#measures.map(startMeasure) }
    this.#groups.set(name, group)
    return group
  }
}

/** The error of an aggregate whose answer would have too many groups. */
export function tooManyGroups(): TenureError {
  const { groups: max } = aggregateLimits
  const message = `There are more than ${max} groups. Group by longer periods, by a property with fewer values, or narrow the filter.`
  return new TenureError('input.too-large', message, { limit: 'groups', max })
}

/** Text that two keys share when they name the same group. */
export function nameOfKey(key: readonly Value[]): string {
  const [only] = key
  return key.length === 1 && typeof only === 'string' ? only : key.map(keyOfValue).join()
}

/** Which groups a record counts in. */
export function groupKeys(by: readonly (Grouping | StoreGrouping)[]): GroupKeys {
  const parts = by.map(toKeyPart)
  const [first] = parts
  if (first === undefined) return () => [[]]
  if (parts.length === 1) return (values) => first(values).map((value) => [value])
  return (values) =>
    parts.reduce<readonly (readonly Value[])[]>((keys, part) => keys.flatMap((key) => part(values).map((value) => [...key, value])), [[]])
}
function toKeyPart(grouping: Grouping | StoreGrouping): KeyPart {
  const { property } = grouping
  const toGroup = groupOf(grouping)
  return (values) => {
    const value = (Object.hasOwn(values, property) ? values[property] : null) ?? null
    if (value === null) return missing
    if (Array.isArray(value)) return value.length === 0 ? missing : [...new Set(value as readonly string[])]
    return [toGroup(value)]
  }
}
const missing: readonly Value[] = [null]

function groupOf(grouping: Grouping | StoreGrouping): (value: NonNullable<Value>) => Value {
  if ('bounds' in grouping && grouping.bounds !== undefined) return countBounds(grouping.bounds)
  if ('bucket' in grouping && grouping.bucket !== undefined) return createBuckets(grouping.bucket) as (value: NonNullable<Value>) => Value
  return (value) => (value === 0 ? 0 : value)
}
// How many of the bounds are not after the value, by halves.
function countBounds(bounds: readonly (string | number)[]): (value: NonNullable<Value>) => number {
  return (value) => {
    let low = 0
    let high = bounds.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((value as string | number) < (bounds[middle] as string | number)) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** The answer from the groups that were found, whose periods are named by their first days. */
export function toAggregate({ by, measures }: CanonicalAggregate, found: readonly StoreGroup[]): Aggregate {
  const groups = found.map((group) => toGroup(measures, group))
  return { groups: by.length === 0 ? groups : groups.sort(compareGroups(by)) }
}
/** One group of an answer. */
export function toGroup(measures: readonly Measure[], { key, count, measures: states }: StoreGroup): AggregateGroup {
  return { by: key, count, measures: measures.map((measure, place) => toMeasureValue(measure, states[place] ?? 0)) }
}

/** Order of groups: by each grouping in turn, options as they are listed, missing values last. */
export function compareGroups(by: readonly Grouping[]): (a: AggregateGroup, b: AggregateGroup) => number {
  const places = by.map(({ positions = [] }) => new Map(positions.map((value, place) => [value, place])))
  return (a, b) => {
    for (const [place, positions] of places.entries()) {
      const order = compareKeys(a.by[place] ?? null, b.by[place] ?? null, positions)
      if (order !== 0) return order
    }
    return 0
  }
}
function compareKeys(a: Value, b: Value, positions: ReadonlyMap<string, number>): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b)
  const placeOf = (value: string): number => positions.get(value) ?? positions.size
  return placeOf(a) - placeOf(b) || compareText(a, b) || compareCodePoints(a, b)
}
