import { addDays, addPeriods, type FilterData, type Value } from '@tenure/core/contract'
import type { ReportQuery } from '@tenure/core/report'
import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const keySchema = z.strictObject({ by: z.array(scalar), currency: z.string().optional() })
/** A group of a report: the values of its groupings, and its currency where amounts have one. */
export type GroupKey = z.output<typeof keySchema>

/** The group as text, for the list behind it. */
export function keyOf(by: readonly Value[], currency?: string): string {
  return JSON.stringify({ by, ...(currency !== undefined && { currency }) })
}
/** Reads it; `undefined` where it is none of this report. */
export function parseKey(text: string, { by }: ReportQuery): GroupKey | undefined {
  try {
    const parsed = keySchema.safeParse(JSON.parse(text))
    return parsed.success && parsed.data.by.length === by.length ? parsed.data : undefined
  } catch {
    return undefined
  }
}

type Grouping = ReportQuery['by'][number]
/** The records of a group, as a filter. `kinds` are those of the groupings' properties. Text is compared folded, so letters of another case pass. */
export function filterOf({ where, by }: ReportQuery, key: GroupKey, kinds: readonly string[]): FilterData {
  const tests = by.map((grouping, at) => testOf(grouping, kinds[at] ?? 'string', key.by[at] ?? null))
  return { test: 'all', filters: [...(where === undefined ? [] : [where]), ...tests] }
}
function testOf({ property, period }: Grouping, kind: string, value: GroupKey['by'][number]): FilterData {
  if (value === null) return { test: 'is-unknown', property }
  if (period !== undefined) return { test: 'between', property, from: value, to: addDays(addPeriods(String(value), period, 1), -1) }
  if (kind === 'multi_enumeration') return { test: 'contains-any', property, values: [String(value)] }
  return { test: 'is', property, value }
}
