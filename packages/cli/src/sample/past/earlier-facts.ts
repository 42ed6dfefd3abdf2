import type { ImportRow, Values } from '@tenure/core'
import type { Around } from '../scored.js'
import type { EarlierRows } from './assignments.js'

const minuteMs = 60_000
/** So long before the first instant do activities still count in its score. */
const reachMs = 60 * 86_400_000

/**
 * What a score of the past looked at, as it was recorded by then: tickets with their closing, and what was talked and written. Of each only the
 * link to the customer; the rest comes with the whole row. `instants` are those of past scores, the earliest first.
 */
export function earlierFacts(around: ReadonlyMap<string, Around>, instants: readonly number[]): readonly EarlierRows[] {
  const first = instants[0] ?? 0
  const rows = instants.map((): ImportRow[] => [])
  // A minute before the first score that counts it.
  const put = (at: unknown, row: ImportRow): void => {
    const place = instants.findIndex((instant) => Number(at) < instant - minuteMs)
    rows[place]?.push(row)
  }
  for (const { tickets, activities } of around.values()) {
    for (const ticket of tickets)
      if (Number(ticket.values['closedAt'] ?? Number.POSITIVE_INFINITY) > first)
        for (const [at, values] of statesOf(ticket)) put(at, ofCustomer(ticket, values, 'company'))
    for (const activity of activities)
      if (scoredTypes.has(activity.type) && Number(activity.values['at']) > first - reachMs)
        put(activity.values['createdAt'], ofCustomer(activity, activity.values, 'companies'))
  }
  return instants.map((at, place) => ({ at: at - minuteMs, rows: rows[place] ?? [] }))
}
const scoredTypes: ReadonlySet<string> = new Set(['meeting', 'call', 'email'])

function statesOf({ values }: ImportRow): readonly (readonly [at: unknown, values: Values])[] {
  const { createdAt, closedAt } = values
  if (closedAt == null) return [[createdAt, values]]
  return [
    [createdAt, { ...values, stage: 'waiting-on-us', closedAt: null }],
    [closedAt, values],
  ]
}
function ofCustomer(row: ImportRow, values: Values, association: string): ImportRow {
  return { ...row, values, links: row.links.filter((link) => link.association === association) }
}
