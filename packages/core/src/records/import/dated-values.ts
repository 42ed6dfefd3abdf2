import type { Instant } from '../../base/clock.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Value, Values } from '../../schema/value.js'
import { sameValue } from '../../schema/value-order.js'
import type { HistoryEntry } from '../../storage/adapter.js'
import type { Draft, DraftRecord } from '../draft.js'
import type { ImportRow } from './import-row.js'

/** Values that a row writes to a record, and when they are dated. */
export interface DatedRow {
  readonly row: ImportRow
  readonly type: ObjectTypeDefinition
  /** The record as it is; `undefined` where the row creates it. */
  readonly record: DraftRecord | undefined
  readonly values: Values
  readonly now: Instant
}
/** What is left to write, or why nothing may be. */
export type Dated = { readonly values: Values } | { readonly issues: readonly Issue[] }

/**
 * Checks since when values hold. The past of a property only grows at its end: a value that is older than the newest one is refused, unless
 * an import gave that value for that time already; then there is nothing to write. Nothing holds since a time that is still to come.
 */
export async function checkDates(draft: Draft, { row: { since }, type, record, values, now }: DatedRow): Promise<Dated> {
  if (since === undefined) return { values }
  const issues: Issue[] = []
  const written: Record<string, Value> = {}
  for (const [property, value = null] of Object.entries(values)) {
    const at = since[property]
    const past = at === undefined || record === undefined ? [] : await draft.past(record, property)
    if (at !== undefined && isKnown(type, past, { property, value, at })) continue
    const reason = at === undefined ? undefined : refusal({ at, now, newest: past[0], isTwice: record?.since?.[property] !== undefined })
    if (reason === undefined) written[property] = value
    else issues.push({ path: [property], message: `${labelOf(type, property)}: ${reason}` })
  }
  return issues.length > 0 ? { issues } : { values: written }
}

/** Since when the values of a record hold once these are written. */
export function datesOf(record: DraftRecord | undefined, { since = {} }: ImportRow, values: Values): Readonly<Record<string, Instant>> {
  const kept = Object.entries(record?.since ?? {}).filter(([property]) => !Object.hasOwn(values, property))
  return Object.fromEntries([...kept, ...Object.entries(since).filter(([property]) => Object.hasOwn(values, property))])
}

/** When a new activity happened, if it is not planned: history dates all of it from then. */
export function happenedAt({ activity }: ObjectTypeDefinition, values: Values, now: Instant): Instant | undefined {
  const at = activity && values[activity.at]
  return typeof at === 'number' && at <= now ? at : undefined
}

interface DatedValue {
  readonly property: string
  readonly value: Value
  readonly at: Instant
}
function isKnown(type: ObjectTypeDefinition, past: readonly HistoryEntry[], { property, value, at }: DatedValue): boolean {
  const source = past[0]?.actor.source
  if (source !== 'import' && source !== 'system') return false
  const kind = type.properties.find(({ name }) => name === property)?.kind
  return past.some((entry) => entry.at === at && sameValue(entry.value, value, kind))
}

interface Dating {
  readonly at: Instant
  readonly now: Instant
  readonly newest: HistoryEntry | undefined
  readonly isTwice: boolean
}
function refusal({ at, now, newest, isTwice }: Dating): string | undefined {
  if (at > now) return `${timeOf(at)} is still to come, and a value cannot hold since then. Import it when it does.`
  if (isTwice) return 'two rows of one batch date this value. Import them in a batch each.'
  if (newest === undefined || newest.at <= at) return undefined
  return `a value of ${timeOf(newest.at)} is there, and this one is older, of ${timeOf(at)}. Import values in the order of their dates.`
}
function timeOf(at: Instant): string {
  return new Date(at).toISOString()
}
function labelOf({ properties }: ObjectTypeDefinition, property: string): string {
  return properties.find(({ name }) => name === property)?.label ?? property
}
