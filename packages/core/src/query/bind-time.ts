import type { CalendarDay, Instant } from '../base/clock.js'
import type { Duration } from '../base/duration.js'
import { addDays, addPeriods, startOfPeriod } from '../base/zone/calendar-day.js'
import type { PropertyDefinition } from '../schema/definition.js'
import { bindValue } from './bind-value.js'
import { type Binding, type BoundClock, getTarget, type Place, refuse, type Target } from './binding.js'
import type { Expression } from './canonical.js'
import type { FilterData, OperandData, Period } from './filter-data.js'

/** A test of days and instants. */
export type TimeFilter = Extract<
  FilterData,
  {
    readonly test:
      | 'before'
      | 'after'
      | 'on'
      | 'in-last'
      | 'in-next'
      | 'before-last'
      | 'after-next'
      | 'in-period'
      | 'before-property'
      | 'after-property'
      | 'on-property'
  }
>
/** The tested property, and where the filter names it. */
export interface Subject extends Target {
  readonly binding: Binding
  readonly at: Place
}

/** Constants for a test of days and instants, as the clock and the user's zone have it now. */
export function bindTime(filter: TimeFilter, subject: Subject): Expression {
  switch (filter.test) {
    case 'before':
      return isBefore(subject, toMoment(filter.value, subject, 'value'))
    case 'after':
      return isAfter(subject, toMoment(filter.value, subject, 'value'))
    case 'on':
      return isOn(subject, toMoment(filter.value, subject, 'value'))
    case 'in-period':
      return isInPeriod(subject, filter.period, filter.shift)
    case 'before-property':
      return compareOther(subject, filter.other, (own, other) => precedes(own, other, false))
    case 'after-property':
      return compareOther(subject, filter.other, (own, other) => precedes(other, own, false))
    case 'on-property':
      return compareOther(subject, filter.other, (own, other) => ({ all: [precedes(own, other, true), precedes(other, own, true)] }))
    default:
      return bindSpan(filter.test, filter.span, subject)
  }
}
/** Between two days or instants, both included. */
export function bindBetween(from: OperandData, to: OperandData, subject: Subject): Expression {
  return { all: [startsAt(subject, toMoment(from, subject, 'from')), endsAt(subject, toMoment(to, subject, 'to'))] }
}
/** Since when something counts as within that time before now. */
export function bindSince(span: Duration, { clock }: Binding, at: Place): Instant {
  const { days, ms } = checkSpan(span, at)
  return days === undefined ? clock.minute() - ms : clock.startOf(addDays(clock.today(), -days))
}

type Moment = CalendarDay | Instant
/** Of a `date` always a day; of a `datetime` a day or an instant. */
function toMoment(operand: OperandData, { property, binding, at }: Subject, key: string): Moment {
  const isDay = property.kind === 'date' || typeof operand === 'string'
  return bindValue(operand, isDay && property.kind === 'datetime' ? { ...property, kind: 'date' } : property, binding, [
    ...at,
    key,
  ]) as Moment
}
const clockOf = (subject: Subject): BoundClock => subject.binding.clock
const isDate = ({ property }: Subject): boolean => property.kind === 'date'

function bound({ property: { name, kind } }: Subject, test: 'less' | 'at-most' | 'more' | 'at-least', value: Moment): Expression {
  return { atom: 0, test, property: name, kind, value }
}
function isBefore(subject: Subject, moment: Moment): Expression {
  return bound(subject, 'less', isDate(subject) || typeof moment === 'number' ? moment : clockOf(subject).startOf(moment))
}
function isAfter(subject: Subject, moment: Moment): Expression {
  if (isDate(subject) || typeof moment === 'number') return bound(subject, 'more', moment)
  return bound(subject, 'at-least', clockOf(subject).startOf(addDays(moment, 1)))
}
function startsAt(subject: Subject, moment: Moment): Expression {
  return bound(subject, 'at-least', isDate(subject) || typeof moment === 'number' ? moment : clockOf(subject).startOf(moment))
}
function endsAt(subject: Subject, moment: Moment): Expression {
  if (isDate(subject) || typeof moment === 'number') return bound(subject, 'at-most', moment)
  return bound(subject, 'less', clockOf(subject).startOf(addDays(moment, 1)))
}
function isOn(subject: Subject, moment: Moment): Expression {
  const day = typeof moment === 'number' ? clockOf(subject).dayOf(moment) : moment
  const { name, kind } = subject.property
  return isDate(subject) ? { atom: 0, test: 'is', property: name, kind, value: day } : within(subject, day, day)
}
function within(subject: Subject, first: CalendarDay, last: CalendarDay): Expression {
  return { all: [startsAt(subject, first), endsAt(subject, last)] }
}
function isInPeriod(subject: Subject, period: Period, shift: number): Expression {
  const next = (day: CalendarDay) => addPeriods(startOfPeriod(day, period), period, 1)
  const start = addPeriods(startOfPeriod(clockOf(subject).today(next), period), period, shift)
  return within(subject, start, addDays(addPeriods(start, period, 1), -1))
}

type SpanTest = 'in-last' | 'in-next' | 'before-last' | 'after-next'
function bindSpan(test: SpanTest, span: Duration, subject: Subject): Expression {
  const { days, ms } = checkSpan(span, [...subject.at, 'span'])
  if (days !== undefined) return bindDays(test, days, subject)
  if (!isDate(subject)) return bindMilliseconds(test, ms, subject)
  throw refuse(
    [...subject.at, 'span'],
    `${subject.property.name} is a calendar day, so that the span of ${test} is given in days, not in milliseconds.`,
  )
}
function bindDays(test: SpanTest, days: number, subject: Subject): Expression {
  const today = clockOf(subject).today()
  if (test === 'in-last') return within(subject, addDays(today, -days), today)
  if (test === 'in-next') return within(subject, today, addDays(today, days))
  return test === 'before-last' ? isBefore(subject, addDays(today, -days)) : isAfter(subject, addDays(today, days))
}
// The present minute is to these what today is to spans in days: it counts as a whole.
function bindMilliseconds(test: SpanTest, ms: number, subject: Subject): Expression {
  const minute = clockOf(subject).minute()
  const end = minute + 60_000
  if (test === 'in-last') return { all: [bound(subject, 'at-least', minute - ms), bound(subject, 'less', end)] }
  if (test === 'in-next') return { all: [bound(subject, 'at-least', minute), bound(subject, 'less', end + ms)] }
  return test === 'before-last' ? bound(subject, 'less', minute - ms) : bound(subject, 'at-least', end + ms)
}
/** The longest span: 100,000 days, about 270 years. */
const maxDays = 100_000
function checkSpan({ days, ms }: Duration, at: Place): { readonly days?: number; readonly ms: number } {
  if (days !== undefined && ms === undefined && isCount(days, maxDays)) return { days, ms: 0 }
  if (ms !== undefined && days === undefined && isCount(ms, maxDays * 86_400_000)) return { ms }
  throw refuse(at, `A span is a whole number of days, at most ${maxDays}, or as many milliseconds: { "days": 30 }.`)
}
function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max
}

type Compare = (own: PropertyDefinition, other: PropertyDefinition) => Expression
function compareOther({ property, binding, at, link }: Subject, path: string, compare: Compare): Expression {
  const { property: other, link: otherLink } = getTarget(binding, path, [...at, 'other'])
  if (otherLink?.name !== link?.name)
    throw refuse([...at, 'other'], `${path} is of another record; two properties of one record can be compared.`)
  if (other.kind === property.kind) return compare(property, other)
  throw refuse(
    [...at, 'other'],
    `${property.name} is of the kind ${property.kind} and ${path} of the kind ${other.kind}; two of one kind can be compared.`,
  )
}
function precedes(property: PropertyDefinition, other: PropertyDefinition, orEqual: boolean): Expression {
  return { atom: 0, test: 'before-property', property: property.name, kind: property.kind, other: other.name, orEqual }
}
