import type { Instant } from '@tenure/core/contract'
import type { DynamicRecords, DynamicRow, PastValue } from '@tenure/core/plugin'

/** So many entries of a record's history are read: those that are older say nothing of what it was at an instant since. */
export const mostEntries = 1000
/** What the history says of some properties of each record, newest first. */
export type Pasts = ReadonlyMap<string, readonly PastValue[]>

/** Reads the history of the rows of a page at once. */
export async function readPasts(
  records: Pick<DynamicRecords, 'histories'>,
  type: string,
  rows: readonly DynamicRow[],
  properties: readonly string[],
): Promise<Pasts> {
  const ids = rows.map(({ id }) => id)
  const found = ids.length === 0 ? [] : await records.histories({ type, ids, properties, limit: mostEntries })
  return new Map(ids.map((id, place) => [id, found[place] ?? []]))
}

/** Rows with the values that they had at an instant; those that did not exist then are left out. Values without a past are as they are. */
export async function valuesKnownAt(
  records: DynamicRecords,
  type: string,
  rows: readonly DynamicRow[],
  properties: readonly string[],
  known: Instant,
): Promise<readonly DynamicRow[]> {
  const existed = rows.filter(({ createdAt }) => typeof createdAt !== 'number' || createdAt <= known)
  const pasts = await readPasts(records, type, existed, properties)
  return existed.map((row) => asKnown(row, pasts.get(row.id) ?? [], properties, known))
}

/** One row as it was known at an instant. */
export function asKnown(row: DynamicRow, past: readonly PastValue[], properties: readonly string[], known: Instant): DynamicRow {
  const changed = properties.flatMap((property) => {
    const entries = past.filter((entry) => entry.property === property && entry.from === undefined)
    if (entries.length === 0) return []
    const last = entries.find(({ at }) => at <= known)
    return [[property, last === undefined ? (entries.at(-1)?.before ?? null) : last.value] as const]
  })
  return { ...row, ...Object.fromEntries(changed) }
}
