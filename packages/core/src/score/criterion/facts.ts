import type { Instant } from '../../base/clock.js'
import type { Image } from '../../query/canonical.js'
import type { RecordId, Value } from '../../schema/value.js'

/** A record that is linked to the customer, with the labels of the link. */
export interface FactLink {
  readonly record: Image
  readonly labels: readonly string[]
}
/** All that a score looks at of one customer: its values, and the records at its associations that are not archived, each once. */
export interface Facts {
  readonly customer: Image
  /** By the name of the customer's association: `tickets`. */
  readonly links: ReadonlyMap<string, readonly FactLink[]>
}

/** A value, and when it was recorded. */
export interface RecordedValue {
  readonly at: Instant
  readonly value: Value
}
/** A time from an instant until before another; still going on where there is none. */
export interface RecordedSpan {
  readonly from: Instant
  readonly to?: Instant
}
/** What was recorded of one record, each in ascending order. */
export interface RecordTimeline {
  readonly id: RecordId
  /** When it was there and not archived. */
  readonly spans: readonly RecordedSpan[]
  readonly values: Readonly<Record<string, readonly RecordedValue[]>>
}
/** A link of the customer, as long as it was there. */
export interface LinkTimeline {
  readonly association: string
  readonly record: RecordTimeline
  readonly spans: readonly (RecordedSpan & { readonly labels?: readonly string[] })[]
}
/** What was recorded of a customer and of what is linked to it. */
export interface Timeline {
  readonly customer: RecordTimeline
  readonly links: readonly LinkTimeline[]
}

/**
 * What was recorded before the instant: what was recorded at it, or later, counts for nothing, so dropping or replacing it changes no score. Nothing
 * where the customer was not there.
 */
export function factsAt({ customer, links }: Timeline, at: Instant): Facts | undefined {
  if (spanAt(customer.spans, at) === undefined) return undefined
  const found = new Map<string, FactLink[]>()
  for (const link of links) {
    const span = spanAt(link.spans, at)
    if (span === undefined || spanAt(link.record.spans, at) === undefined) continue
    const entry = { record: imageAt(link.record, at), labels: span.labels ?? [] }
    const known = found.get(link.association)
    if (known === undefined) found.set(link.association, [entry])
    else known.push(entry)
  }
  return { customer: imageAt(customer, at), links: found }
}
function imageAt({ id, values }: RecordTimeline, at: Instant): Image {
  const image: Record<string, Value> = {}
  for (const name in values) image[name] = valueAt(values[name] as readonly RecordedValue[], at)
  return { id, values: image }
}
function valueAt(recorded: readonly RecordedValue[], at: Instant): Value {
  for (let place = recorded.length - 1; place >= 0; place -= 1) {
    const entry = recorded[place] as RecordedValue
    if (entry.at < at) return entry.value
  }
  return null
}
function spanAt<Span extends RecordedSpan>(spans: readonly Span[], at: Instant): Span | undefined {
  return spans.find(({ from, to }) => from < at && (to === undefined || to >= at))
}
