import type { Instant } from '../../base/clock.js'
import { refuse } from '../../query/binding.js'
import type { FilterData } from '../../query/filter-data.js'
import type { Value } from '../../schema/value.js'
import { toUnits } from '../engine/units.js'
import type { DateCriterion, NumberCriterion, PropertyCriterion, SegmentCriterion } from '../model/criterion.js'
import { compileScoreFilter, dayMs, type FilterPlace } from './compile-filter.js'
import { earlier, type Judge, type Judgement } from './judge.js'
import { createNeeds, joinNeeds } from './needs.js'
import { propertyOf } from './property-of.js'
import { nextWhole, rangePoints, wholeEdges } from './range-points.js'

/** Judges a property by the first of its tests that holds. */
export function judgeProperty(place: FilterPlace, criterion: PropertyCriterion): Judge {
  const name = propertyOf(place.customer, criterion.property).name
  place.needs.property(name)
  const cases = criterion.cases.map(({ test, points }) => ({ test: compileScoreFilter(place, test), units: toUnits(points) }))
  const asksKnown = criterion.cases.some(({ test }) => asks(test))
  return {
    judge(facts, now) {
      const { customer } = facts
      if (!asksKnown && (customer.values[name] ?? null) === null) return missing
      let until: Instant | undefined
      let units = 0
      for (const one of cases) {
        until = earlier(until, one.test.until(now))
        if (!one.test.holds(customer, facts, now)) continue
        units = one.units
        break
      }
      return { units, until }
    },
    inputs: ({ customer }) => [{ of: 'property', property: criterion.property, value: customer.values[name] ?? null }],
  }
}
const missing: Judgement = { units: undefined }
function asks(filter: FilterData): boolean {
  if ('filters' in filter) return filter.filters.some(asks)
  if (filter.test === 'not') return asks(filter.filter)
  return filter.test === 'is-known' || filter.test === 'is-unknown' || ('missing' in filter && filter.missing === true)
}

/** Judges a number by ranges. */
export function judgeNumber({ customer, needs }: FilterPlace, criterion: NumberCriterion): Judge {
  const { name, kind } = propertyOf(customer, criterion.property)
  if (kind !== 'number' && kind !== 'money') throw refuse(['property'], `${criterion.property} is no number and no amount of money.`)
  needs.property(name)
  const ranges = { ...criterion, ranges: criterion.ranges.map((range) => ({ ...range, points: toUnits(range.points) })) }
  return {
    judge({ customer: { values } }) {
      const value = numberIn(values[name] ?? null, criterion.currency)
      return value === undefined ? missing : { units: rangePoints(ranges, value) }
    },
    inputs: ({ customer: { values } }) => [{ of: 'property', property: criterion.property, value: values[name] ?? null }],
  }
}
/** A number, or the amount of money in that currency. */
export function numberIn(value: Value, currency: string | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || !('amount' in value)) return undefined
  const money = value as { readonly amount: string; readonly currency: string }
  return currency === undefined || money.currency === currency ? Number(money.amount) : undefined
}

/** Judges a date by whole days since it, or until it. */
export function judgeDate({ customer, needs }: FilterPlace, criterion: DateCriterion): Judge {
  const { name, kind } = propertyOf(customer, criterion.property)
  if (kind !== 'date' && kind !== 'datetime') throw refuse(['property'], `${criterion.property} is no date.`)
  needs.property(name)
  const ranges = { ...criterion, ranges: criterion.ranges.map((range) => ({ ...range, points: toUnits(range.points) })) }
  const isSince = criterion.count === 'since'
  const edges = wholeEdges(ranges)
  return {
    judge({ customer: { values } }, now) {
      const value = values[name] ?? null
      if (value === null) return missing
      const at = typeof value === 'number' ? value : Date.parse(value as string)
      // The day of a date is a whole one in UTC, so that of now is, too.
      const clock = typeof value === 'number' ? now : Math.floor(now / dayMs) * dayMs
      const days = Math.floor((isSince ? clock - at : at - clock) / dayMs)
      const next = nextWhole(ranges, edges, days, isSince ? 1 : -1)
      return {
        units: rangePoints(ranges, days),
        ...(next !== undefined && { until: instantOf(next, at, isSince, typeof value === 'number') }),
      }
    },
    inputs: ({ customer: { values } }) => [{ of: 'property', property: criterion.property, value: values[name] ?? null }],
  }
}
// When so many days are first counted.
function instantOf(days: number, at: Instant, isSince: boolean, isInstant: boolean): Instant {
  if (isSince) return at + days * dayMs
  return isInstant ? at - (days + 1) * dayMs + 1 : at - days * dayMs
}

/** Judges whether the customer is in a segment. */
export function judgeSegment(place: FilterPlace, criterion: SegmentCriterion): Judge {
  const own = createNeeds()
  const test = compileScoreFilter({ ...place, needs: own }, criterion.filter)
  joinNeeds(place.needs, own)
  const [inside, outside] = [toUnits(criterion.inside), toUnits(criterion.outside)]
  const input = { of: 'segment', segment: criterion.segment, properties: [...own.properties], associations: [...own.links.keys()] } as const
  return {
    judge: (facts, now) => ({ units: test.holds(facts.customer, facts, now) ? inside : outside, until: test.until(now) }),
    inputs: (facts, now) => [{ ...input, value: test.holds(facts.customer, facts, now) }],
  }
}
