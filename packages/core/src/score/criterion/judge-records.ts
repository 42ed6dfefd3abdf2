import type { Instant } from '../../base/clock.js'
import { refuse } from '../../query/binding.js'
import type { Image } from '../../query/canonical.js'
import type { Value } from '../../schema/value.js'
import { toUnits, unitsPerPoint } from '../engine/units.js'
import type { Decay, EventsCriterion, RecordMeasure, RecordsCriterion } from '../model/criterion.js'
import { always, associationOf, compileScoreFilter, dayMs, type FilterPlace, type ScoreTest } from './compile-filter.js'
import type { FactLink, Facts } from './facts.js'
import { earlier, type Judge } from './judge.js'
import { numberIn } from './judge-property.js'
import { createNeeds, joinNeeds } from './needs.js'
import { propertyOf } from './property-of.js'
import { rangePoints } from './range-points.js'

/** Judges how many activities took place in a time frame, each counted less with age where there is a decay (HS-4). */
export function judgeEvents(place: FilterPlace, criterion: EventsCriterion): Judge {
  const { association, where, days, decay, earn } = criterion
  const { name, to } = associationOf(place.customer, association)
  const at = place.schema.get(to)?.activity?.at
  if (at === undefined) throw refuse(['association'], `${association} leads to no activities.`)
  place.needs.link(name, at)
  const among = amongOf(place, name, where, { property: at, days })
  const points = 'each' in earn ? (count: number) => Math.round((count * earn.each * unitsPerPoint) / 100) : byRanges(earn)
  // In hundredths of an event.
  const count = (facts: Facts, now: Instant): Counted => {
    let weight = 0
    let until = among.until(facts, now)
    for (const { values } of among.list(facts, now)) {
      const age = now - (values[at] as number)
      weight += remaining(decay, age)
      if (decay !== undefined && remaining(decay, age) > 0) until = earlier(until, now - age + nextStep(decay, age))
    }
    return { weight, until }
  }
  return {
    judge(facts, now) {
      const { weight, until } = count(facts, now)
      return { units: points(weight), until }
    },
    inputs: (facts, now) => [{ ...inputOf(name, among.list(facts, now), [at, ...among.properties], count(facts, now).weight / 100) }],
  }
}
interface Counted {
  readonly weight: number
  readonly until: Instant | undefined
}
function byRanges({ ranges, bound }: Extract<EventsCriterion['earn'], { readonly ranges: unknown }>): (count: number) => number {
  const inUnits = { bound, ranges: ranges.map((range) => ({ ...range, points: toUnits(range.points) })) }
  return (count) => rangePoints(inUnits, count / 100)
}
function remaining(decay: Decay | undefined, age: number): number {
  return decay === undefined ? 100 : Math.max(0, 100 - decay.percent * Math.floor(age / (decay.everyDays * dayMs)))
}
function nextStep({ everyDays }: Decay, age: number): number {
  const interval = everyDays * dayMs
  return (Math.floor(age / interval) + 1) * interval
}

/** Judges a measure of associated records by ranges. */
export function judgeRecords(place: FilterPlace, criterion: RecordsCriterion): Judge {
  const { association, where, within, measure } = criterion
  const { name, to } = associationOf(place.customer, association)
  const type = place.schema.get(to)
  if (type === undefined) throw refuse(['association'], `There is no object type ${to}.`)
  place.needs.link(name)
  const among = amongOf(place, name, where, within && { property: propertyOf(type, within.property).name, days: within.days })
  const measured = measure.by === 'count' ? undefined : propertyOf(type, measure.property).name
  if (measured !== undefined) place.needs.link(name, measured)
  const dated = measure.by === 'latest' ? propertyOf(type, measure.date).name : undefined
  if (dated !== undefined) place.needs.link(name, dated)
  const ranges = { ...criterion, ranges: criterion.ranges.map((range) => ({ ...range, points: toUnits(range.points) })) }
  const sizeOf = (records: readonly Image[]): number | undefined => measureOf(measure, records, measured)
  const listOf = (facts: Facts, now: Instant): readonly Image[] => {
    const records = among.list(facts, now)
    return dated === undefined || measured === undefined ? records : latestOf(records, { measured, dated, now })
  }
  return {
    judge(facts, now) {
      const value = sizeOf(listOf(facts, now))
      const until = dated === undefined ? undefined : nextDated(facts.links.get(name) ?? [], dated, now)
      return { units: value === undefined ? undefined : rangePoints(ranges, value), until: earlier(among.until(facts, now), until) }
    },
    inputs(facts, now) {
      const records = listOf(facts, now)
      const properties = [measured, dated].filter((property) => property !== undefined)
      return [inputOf(name, records, [...properties, ...among.properties], sizeOf(records) ?? null)]
    },
  }
}
/** The newest that has the value, alone; of two of one instant that with the greater id. What is planned does not count yet. */
function latestOf(
  records: readonly Image[],
  { measured, dated, now }: { readonly measured: string; readonly dated: string; readonly now: Instant },
): readonly Image[] {
  let latest: { readonly record: Image; readonly at: Instant } | undefined
  for (const record of records) {
    const at = instantIn(record.values[dated] ?? null)
    if (at === undefined || at > now || (record.values[measured] ?? null) === null) continue
    if (latest === undefined || at > latest.at || (at === latest.at && record.id > latest.record.id)) latest = { record, at }
  }
  return latest === undefined ? [] : [latest.record]
}
function nextDated(links: readonly FactLink[], dated: string, now: Instant): Instant | undefined {
  const ahead = links.map(({ record }) => instantIn(record.values[dated] ?? null)).filter((at) => at !== undefined && at > now)
  return ahead.reduce<Instant | undefined>((first, at) => earlier(first, at), undefined)
}
function measureOf(measure: RecordMeasure, records: readonly Image[], property: string | undefined): number | undefined {
  if (measure.by === 'count' || property === undefined) return records.length
  const values = records.map(({ values }) => numberIn(values[property] ?? null, measure.currency)).filter((value) => value !== undefined)
  if (measure.by === 'sum') return values.reduce((sum, value) => sum + value, 0)
  if (values.length === 0) return undefined
  if (measure.by === 'latest') return values[0]
  if (measure.by === 'average') return values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((a, b) => (measure.by === 'minimum' ? Math.min(a, b) : Math.max(a, b)))
}
function inputOf(association: string, records: readonly Image[], properties: readonly string[], value: Value) {
  return { of: 'records', association, properties, records: records.map(({ id }) => id), value } as const
}

/** The linked records that count at an instant. */
interface Among {
  readonly properties: readonly string[]
  list(facts: Facts, now: Instant): readonly Image[]
  until(facts: Facts, now: Instant): Instant | undefined
}
interface TimeFrame {
  readonly property: string
  readonly days: number
}
function amongOf(place: FilterPlace, association: string, where: RecordsCriterion['where'], frame: TimeFrame | undefined): Among {
  const own = createNeeds()
  const test: ScoreTest = where === undefined ? always : compileScoreFilter({ ...place, needs: own }, where, association)
  joinNeeds(place.needs, own)
  if (frame !== undefined) place.needs.link(association, frame.property)
  return {
    properties: [...(frame === undefined ? [] : [frame.property]), ...(own.links.get(association) ?? [])],
    list(facts, now) {
      const found: Image[] = []
      for (const { record } of facts.links.get(association) ?? [])
        if ((frame === undefined || isWithin(frame, record, now)) && test.holds(record, facts, now)) found.push(record)
      return found
    },
    until(facts, now) {
      let until = test.until(now)
      if (frame !== undefined)
        for (const { record } of facts.links.get(association) ?? []) until = earlier(until, nextCrossing(frame, record, now))
      return until
    },
  }
}
// In (now − days, now]: what is planned does not count yet.
function isWithin({ property, days }: TimeFrame, { values }: Image, now: Instant): boolean {
  const at = instantIn(values[property] ?? null)
  return at !== undefined && at <= now && at > now - days * dayMs
}
function nextCrossing({ property, days }: TimeFrame, { values }: Image, now: Instant): Instant | undefined {
  const at = instantIn(values[property] ?? null)
  if (at === undefined) return undefined
  if (at > now) return at
  const end = at + days * dayMs
  return end > now ? end : undefined
}
function instantIn(value: Value): Instant | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? Date.parse(value) : undefined
}
