import type { CanonicalQuery, LinkedColumn } from '../query/canonical.js'
import type { Value } from '../schema/value.js'
import type { StoredRecord } from './adapter.js'
import { compilePick, type ResidualOptions } from './residual.js'

/** Puts the values of linked columns into records. */
export type FillLinked = (records: readonly StoredRecord[]) => Promise<readonly StoredRecord[]>

/** Fills in the linked columns of a query for a store that does not; what many records are linked to is read together. */
export function fillLinked({ linked = [] }: CanonicalQuery, options: Omit<ResidualOptions, 'type' | 'where'>): FillLinked {
  const cells = linked.map((column) => ({ column, pick: compilePick(column, options) }))
  return async (records) => {
    const filled = records.map((): [string, Value][] => [])
    for (const { column, pick } of cells) {
      const picked = await pick(records)
      for (const [place, entries] of filled.entries()) entries.push([column.name, valueIn(picked[place], column)])
    }
    return records.map((record, place) => ({ ...record, values: { ...record.values, ...Object.fromEntries(filled[place] ?? []) } }))
  }
}
/** The query without its linked columns, for a store that does not know them; in no order where one of them decides it. */
export function withoutLinked({ linked = [], ...query }: CanonicalQuery): CanonicalQuery {
  const names = new Set(linked.map(({ name }) => name))
  const order = query.order.some(({ property }) => names.has(property)) ? [] : query.order
  return { ...query, order, select: query.select.filter((name) => !names.has(name)) }
}

function valueIn(record: StoredRecord | undefined, { property }: LinkedColumn): Value {
  if (property === 'id') return record?.ref.id ?? null
  return record !== undefined && Object.hasOwn(record.values, property) ? (record.values[property] ?? null) : null
}
