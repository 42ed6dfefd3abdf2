import type { RecordedValue, Timeline } from '@tenure/core/score'
import type { Outcome } from './question.js'

/** What became of a customer, and when. */
export interface Decision {
  readonly at: number
  readonly churned: boolean
}

/** The name at the end of a path. */
export function nameOf(path: string): string {
  return path.slice(path.indexOf('.') + 1)
}

/** What was decided of a customer by a property, in the order of time. A value that is set again decides nothing. */
export function decisionsOf(
  { customer }: Timeline,
  { property, churned, renewed, date }: Extract<Outcome, { of: 'property' }>,
): readonly Decision[] {
  const recorded = customer.values[nameOf(property)] ?? []
  const dates = date === undefined ? [] : (customer.values[nameOf(date)] ?? [])
  const found = recorded.flatMap(({ at, value }, place): readonly Decision[] => {
    if (place > 0 && recorded[place - 1]?.value === value) return []
    const left = churned.some((one) => one === value)
    const stayed = renewed?.some((one) => one === value) ?? false
    if (!left && !stayed) return []
    return [{ at: dateBefore(dates, recorded[place + 1]?.at) ?? at, churned: left }]
  })
  return found.toSorted((a, b) => a.at - b.at)
}
// The date that held last while the value did.
function dateBefore(dates: readonly RecordedValue[], next: number | undefined): number | undefined {
  const held = dates.filter(({ at }) => next === undefined || at < next).at(-1)?.value
  if (typeof held === 'number') return held
  return typeof held === 'string' ? Date.parse(held) : undefined
}

/** When the activities of an association happened. `at` is their property with the time. */
export function happeningsOf({ links }: Timeline, association: string, at: string): readonly number[] {
  return links
    .filter((link) => link.association === nameOf(association))
    .flatMap(({ record }) => {
      const happened = record.values[at]?.at(-1)?.value
      return typeof happened === 'number' ? [happened] : []
    })
}
