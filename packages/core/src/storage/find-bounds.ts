import type { CalendarDay } from '../base/clock.js'
import { daysOf, endOf, type Span, spanOf, splitSpan, toBound } from '../query/aggregate/bucket.js'
import type { Bucket, Grouping, StoreAggregate, StoreGroup } from '../query/aggregate/canonical-aggregate.js'

/** Where the periods of a grouping begin, as a store compares them, and the day that names each; the number of a period counts the bounds up to it. */
export interface Bounds {
  readonly bounds: readonly (CalendarDay | number)[]
  readonly days: ReadonlyMap<number, CalendarDay>
}
/** Asks the store about the same records. `undefined` where it cannot say exactly. */
export type AskStore = (asked: Pick<StoreAggregate, 'by' | 'measures'>) => Promise<readonly StoreGroup[] | undefined>

/** Periods that a store is asked to tell apart at most. */
const mostPeriods = 2_000
/** Parts of the calendar that are looked at in one round, to leave out those without a record. */
const partsOfRound = 200
const mostRounds = 4

/**
 * The periods in which there are records. Some years of months are all between the least and the greatest value; where that would be
 * too many, since a few values lie far away, parts of the calendar without a record are left out.
 */
export async function findBounds(
  grouping: Pick<Grouping, 'property' | 'kind'> & { readonly bucket: Bucket },
  ask: AskStore,
): Promise<Bounds | 'too many'> {
  const { property, kind, bucket } = grouping
  const found = await ask({
    by: [],
    measures: [
      { measure: 'minimum', property, kind },
      { measure: 'maximum', property, kind },
    ],
  })
  const [least, greatest] = (found?.[0]?.measures ?? []).map((state) => (state as readonly (CalendarDay | number)[])[0])
  if (found === undefined) return 'too many'
  if (least === undefined || greatest === undefined) return { bounds: [], days: new Map() }
  let spans: readonly Span[] = [spanOf(bucket, least, greatest)]
  for (let round = 0; round < mostRounds && countPeriods(spans) > mostPeriods; round++) {
    const size = Math.ceil(countPeriods(spans) / partsOfRound)
    const parts = spans.flatMap((span) => splitSpan(span, bucket, size))
    const marks = toMarks(parts, bucket)
    const groups = await ask({ by: [{ property, kind, bounds: marks.bounds }], measures: [] })
    if (groups === undefined) return 'too many'
    const held = new Set(groups.map(({ key: [number] }) => number))
    spans = parts.filter((_, place) => held.has(marks.places[place] as number))
  }
  return countPeriods(spans) > mostPeriods ? 'too many' : toBounds(spans, bucket)
}

function countPeriods(spans: readonly Span[]): number {
  return spans.reduce((sum, { count }) => sum + count, 0)
}
function toBounds(spans: readonly Span[], bucket: Bucket): Bounds {
  const periods = spans.flatMap((span) => daysOf(span, bucket).map((first) => ({ first, count: 1 })))
  const { bounds, places } = toMarks(periods, bucket)
  return { bounds, days: new Map(periods.map(({ first }, place) => [places[place] as number, first])) }
}
/** The beginning of each span, and its end where the next does not begin there; the place of a span is its number as a group. */
function toMarks(spans: readonly Span[], bucket: Bucket): { readonly bounds: Bounds['bounds']; readonly places: readonly number[] } {
  const bounds: (CalendarDay | number)[] = []
  const places: number[] = []
  for (const [place, span] of spans.entries()) {
    const next = spans[place + 1]
    const end = endOf(span, bucket)
    bounds.push(toBound(bucket, span.first))
    places.push(bounds.length)
    if (next?.first !== end) bounds.push(toBound(bucket, end))
  }
  return { bounds, places }
}
