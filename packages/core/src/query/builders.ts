import type { CalendarDay } from '../base/clock.js'
import type { Duration } from '../base/duration.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AnyObjectType, Association, Given, OfKind, Property } from '../schema/property.js'
import type { RecordId, UserId } from '../schema/value.js'
import type { FilterData, OperandData, Period } from './filter-data.js'
import { propertyTests } from './operator/property-tests.js'

/** A condition, as plain data. `Path` collects the properties that it looks at; those of linked records have a dot in front. */
export type Filter<Path extends string = string> = FilterData & { readonly '~path'?: Path }
/** A value known only when the query runs. */
export interface Operand<V> {
  readonly operand: 'me' | 'today'
  readonly '~value'?: V
}
/** The acting user, when the query runs. */
export const me: Operand<UserId> = Object.freeze({ operand: 'me' })
/** The day in the acting user's zone, when the query runs. */
export const today: Operand<CalendarDay> = Object.freeze({ operand: 'today' })

type OrOperand<P extends Property> = Given<P> | Operand<Given<P>>
type Numeric = OfKind<'number' | 'money'>
type Textual = OfKind<'string' | 'text'>
type Timely = OfKind<'date' | 'datetime'>
type Several = OfKind<'multi_enumeration'>

/** All pass. Logic is two-valued: a missing value passes no test. */
export function all<Path extends string>(...filters: readonly Filter<Path>[]): Filter<Path> {
  return make({ test: 'all', filters: Object.freeze(filters) })
}
/** Any of them passes. */
export function any<Path extends string>(...filters: readonly Filter<Path>[]): Filter<Path> {
  return make({ test: 'any', filters: Object.freeze(filters) })
}
/** The exact complement: what does not pass, records without a value among them. */
export function not<Path extends string>(filter: Filter<Path>): Filter<Path> {
  return make({ test: 'not', filter })
}
/** The same test, which records without a value pass too (VIEW-7). Errors: `input.invalid` for a condition that cannot have it. */
export function orMissing<Path extends string>(filter: Filter<Path>): Filter<Path> {
  if (!('property' in filter) || propertyTests[filter.test].decidesMissing)
    throw toRefusal(`The test ${filter.test} says by itself what a missing value means; combine it by any() and isUnknown().`)
  return make({ ...filter, missing: true } as FilterData)
}

/** It is one of these records. */
export function isRecord(type: AnyObjectType, ...ids: readonly RecordId[]): Filter<never> {
  return make({ test: 'id-of', type: type.objectType, ids: Object.freeze(ids) })
}
/** It has a value. */
export function isKnown<P extends Property>(property: P): Filter<P['path']> {
  return make({ test: 'is-known', property: property.path })
}
/** It has no value. */
export function isUnknown<P extends Property>(property: P): Filter<P['path']> {
  return make({ test: 'is-unknown', property: property.path })
}
/** It has this value; text is compared by Unicode folding. */
export function is<P extends Property>(property: P, value: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'is', property: property.path, value: toData(value) })
}
/** It has a value, and another one. */
export function isNot<P extends Property>(property: P, value: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'is-not', property: property.path, value: toData(value) })
}
/** It has one of these values. */
export function isAnyOf<P extends Property>(property: P, ...values: readonly OrOperand<P>[]): Filter<P['path']> {
  return make({ test: 'any-of', property: property.path, values: Object.freeze(values.map(toData)) })
}
/** It has a value, and none of these. */
export function isNoneOf<P extends Property>(property: P, ...values: readonly OrOperand<P>[]): Filter<P['path']> {
  return make({ test: 'none-of', property: property.path, values: Object.freeze(values.map(toData)) })
}

/** The text occurs in it, folded. */
export function contains<P extends Textual>(property: P, text: string): Filter<P['path']> {
  return make({ test: 'contains', property: property.path, text })
}
/** It has a value, in which the text does not occur. */
export function doesNotContain<P extends Textual>(property: P, text: string): Filter<P['path']> {
  return make({ test: 'does-not-contain', property: property.path, text })
}
/** It begins with the text, folded. */
export function startsWith<P extends Textual>(property: P, text: string): Filter<P['path']> {
  return make({ test: 'starts-with', property: property.path, text })
}
/** It ends with the text, folded. */
export function endsWith<P extends Textual>(property: P, text: string): Filter<P['path']> {
  return make({ test: 'ends-with', property: property.path, text })
}

/** Lower bound of numbers and money, included; money of another currency does not pass. */
export function isAtLeast<P extends Numeric>(property: P, value: Given<P>): Filter<P['path']> {
  return make({ test: 'at-least', property: property.path, value: toData(value) })
}
/** Upper bound of numbers and money, included; money of another currency does not pass. */
export function isAtMost<P extends Numeric>(property: P, value: Given<P>): Filter<P['path']> {
  return make({ test: 'at-most', property: property.path, value: toData(value) })
}
/** Lower bound of numbers and money, not included. */
export function isMoreThan<P extends Numeric>(property: P, value: Given<P>): Filter<P['path']> {
  return make({ test: 'more', property: property.path, value: toData(value) })
}
/** Upper bound of numbers and money, not included. */
export function isLessThan<P extends Numeric>(property: P, value: Given<P>): Filter<P['path']> {
  return make({ test: 'less', property: property.path, value: toData(value) })
}
/** Both bounds are included. */
export function isBetween<P extends Numeric | Timely>(property: P, from: OrOperand<P>, to: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'between', property: property.path, from: toData(from), to: toData(to) })
}

/** Earlier than that day or instant. */
export function isBefore<P extends Timely>(property: P, value: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'before', property: property.path, value: toData(value) })
}
/** Later than that day or instant. */
export function isAfter<P extends Timely>(property: P, value: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'after', property: property.path, value: toData(value) })
}
/** On that calendar day in the user's zone, or on the day of that instant. */
export function isOn<P extends Timely>(property: P, value: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'on', property: property.path, value: toData(value) })
}
/** Within that time from now. It moves with the clock, in the user's zone. */
export function isInNext<P extends Timely>(property: P, span: Duration): Filter<P['path']> {
  return make({ test: 'in-next', property: property.path, span })
}
/** Within that time before now. It moves with the clock, in the user's zone. */
export function isInLast<P extends Timely>(property: P, span: Duration): Filter<P['path']> {
  return make({ test: 'in-last', property: property.path, span })
}
/** More than that time ago. */
export function isBeforeLast<P extends Timely>(property: P, span: Duration): Filter<P['path']> {
  return make({ test: 'before-last', property: property.path, span })
}
/** More than that time from now. */
export function isAfterNext<P extends Timely>(property: P, span: Duration): Filter<P['path']> {
  return make({ test: 'after-next', property: property.path, span })
}
/** In the present period of the calendar. */
export function isInThis<P extends Timely>(property: P, period: Period): Filter<P['path']> {
  return make({ test: 'in-period', property: property.path, period, shift: 0 })
}
/** In the period of the calendar before the present one. */
export function isInPrevious<P extends Timely>(property: P, period: Period): Filter<P['path']> {
  return make({ test: 'in-period', property: property.path, period, shift: -1 })
}
/** In the period of the calendar after the present one. */
export function isInFollowing<P extends Timely>(property: P, period: Period): Filter<P['path']> {
  return make({ test: 'in-period', property: property.path, period, shift: 1 })
}
/** Earlier than another day or instant of the same record; the two are of one kind. */
export function isBeforeProperty<P extends Timely, Other extends OfKind<P['propertyKind']>>(
  property: P,
  other: Other,
): Filter<P['path'] | Other['path']> {
  return make({ test: 'before-property', property: property.path, other: other.path })
}
/** Later than another day or instant of the same record; the two are of one kind. */
export function isAfterProperty<P extends Timely, Other extends OfKind<P['propertyKind']>>(
  property: P,
  other: Other,
): Filter<P['path'] | Other['path']> {
  return make({ test: 'after-property', property: property.path, other: other.path })
}
/** The same day or instant as another of the record; the two are of one kind. */
export function isOnProperty<P extends Timely, Other extends OfKind<P['propertyKind']>>(
  property: P,
  other: Other,
): Filter<P['path'] | Other['path']> {
  return make({ test: 'on-property', property: property.path, other: other.path })
}

/** At least one of these is in the set. */
export function containsAny<P extends Several>(property: P, ...values: readonly string[]): Filter<P['path']> {
  return make({ test: 'contains-any', property: property.path, values: Object.freeze(values) })
}
/** Each of these is in the set. */
export function containsAll<P extends Several>(property: P, ...values: readonly string[]): Filter<P['path']> {
  return make({ test: 'contains-all', property: property.path, values: Object.freeze(values) })
}
/** It has a value, and none of these is in the set. */
export function containsNone<P extends Several>(property: P, ...values: readonly string[]): Filter<P['path']> {
  return make({ test: 'contains-none', property: property.path, values: Object.freeze(values) })
}
/** The set is these and no others. */
export function isExactly<P extends Several>(property: P, ...values: readonly string[]): Filter<P['path']> {
  return make({ test: 'exactly', property: property.path, values: Object.freeze(values) })
}
/** The user is in one of the acting user's teams. */
export function isInMyTeam<P extends OfKind<'user'>>(property: P): Filter<P['path']> {
  return make({ test: 'is-in-my-team', property: property.path })
}
/** The user was deactivated. */
export function isDeactivated<P extends OfKind<'user'>>(property: P): Filter<P['path']> {
  return make({ test: 'is-deactivated', property: property.path })
}

/** It was set, to this value where one is given, within that time: by property history. */
export function changedInLast<P extends Property>(property: P, span: Duration, to?: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'changed-in-last', property: property.path, span, ...(to === undefined ? {} : { to: toData(to) }) })
}
/** It was not set, to this value where one is given, within that time. */
export function notChangedInLast<P extends Property>(property: P, span: Duration, to?: OrOperand<P>): Filter<P['path']> {
  return make({ test: 'not-changed-in-last', property: property.path, span, ...(to === undefined ? {} : { to: toData(to) }) })
}

type OfType<Name extends string> = `${Name}.${string}`
type Linked = `.${string}`
/** What a nested filter looks at, seen from outside: each path with one dot in front. */
export type ThroughLink<Path extends string> = Path extends Linked ? Path : `.${Path}`

/** At least one linked record passes. The nested filter is on the linked type. */
export function some<Path extends string>(link: Association<Path>): Filter<Path>
export function some<Path extends string, To extends string, Inner extends OfType<To> | Linked>(
  link: Association<Path, To>,
  filter: Filter<Inner>,
): Filter<Path | ThroughLink<Inner>>
export function some(link: Association, filter?: Filter): Filter {
  return make({ test: 'some', link: link.path, ...(filter === undefined ? {} : { filter }) })
}
/** No linked record passes. The nested filter is on the linked type. */
export function none<Path extends string>(link: Association<Path>): Filter<Path>
export function none<Path extends string, To extends string, Inner extends OfType<To> | Linked>(
  link: Association<Path, To>,
  filter: Filter<Inner>,
): Filter<Path | ThroughLink<Inner>>
export function none(link: Association, filter?: Filter): Filter {
  return make({ test: 'none', link: link.path, ...(filter === undefined ? {} : { filter }) })
}
/** How a number of linked records compares with `than`. */
export interface CountBound {
  readonly is: 'is' | 'less' | 'at-most' | 'more' | 'at-least'
  readonly than: number
}
/** So many linked records pass. The nested filter is on the linked type. */
export function hasCount<Path extends string>(link: Association<Path>, bound: CountBound): Filter<Path>
export function hasCount<Path extends string, To extends string, Inner extends OfType<To> | Linked>(
  link: Association<Path, To>,
  bound: CountBound,
  filter: Filter<Inner>,
): Filter<Path | ThroughLink<Inner>>
export function hasCount(link: Association, { is, than }: CountBound, filter?: Filter): Filter {
  return make({ test: 'count', link: link.path, is, than, ...(filter === undefined ? {} : { filter }) })
}
/** The same association test, on links with that label alone. Errors: `input.invalid` for a condition that is no association test. */
export function withLabel<Path extends string>(label: string, filter: Filter<Path>): Filter<Path> {
  if (filter.test !== 'some' && filter.test !== 'none' && filter.test !== 'count')
    throw toRefusal(`Only an association test has a label; this one is ${filter.test}.`)
  return make({ ...filter, label })
}

function make<Path extends string>(data: FilterData): Filter<Path> {
  return Object.freeze(data)
}
// Values are JSON or operands; the rest of the types is only for the compiler.
function toData(value: unknown): OperandData {
  return value as OperandData
}
function toRefusal(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
