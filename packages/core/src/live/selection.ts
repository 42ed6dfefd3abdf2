import type { RecordRef, Value, Values } from '../schema/value.js'
import { sameValue } from '../schema/value-order.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** What a view shows of each record. Views that show the same share one selection, and so the records. */
export interface Selection {
  readonly properties: readonly string[]
  readonly names: ReadonlySet<string>
  /** Whether rows have their version, which every write changes; otherwise the version is empty. */
  readonly version: boolean
}
/** A record as the store, or a change, has it. */
export type WholeRecord = Pick<StoredRecord, 'version' | 'values' | 'archivedAt'> & { readonly ref: RecordRef }

/** What these properties show, with or without the version. */
export function createSelection({ properties, version }: Pick<Selection, 'properties' | 'version'>): Selection {
  return { properties, version, names: new Set(properties) }
}

/** Whether such rows show the change. They always show a record that comes or goes. */
export function touchesShown({ names, version }: Selection, { before, after, changed }: Change): boolean {
  return version || before === undefined || after === undefined || changed.some((property) => names.has(property))
}

/** The record with only what is shown of it; a missing property is `null`. */
export function selectRecord({ properties, version }: Selection, { ref, values, archivedAt, ...record }: WholeRecord): StoredRecord {
  return {
    ref,
    version: version ? record.version : '',
    values: selectValues(values, properties),
    ...(archivedAt !== undefined && { archivedAt }),
  }
}

/** Whether a shown record shows this one as it is. */
export function showsAlready({ properties, version }: Selection, shown: StoredRecord, record: WholeRecord): boolean {
  return (
    (!version || shown.version === record.version) &&
    shown.archivedAt === record.archivedAt &&
    properties.every((property) => sameValue(shown.values[property] ?? null, shownValue(record.values, property)))
  )
}

/** The list sent before, when the new one shows the same. A record that changed and changed back is another object with the same values. */
export function shareList(
  selection: Selection,
  sent: readonly StoredRecord[] | undefined,
  records: readonly StoredRecord[],
): readonly StoredRecord[] {
  if (sent?.length !== records.length) return records
  const isSame = (was: StoredRecord, record: StoredRecord) =>
    was === record || (was.ref.id === record.ref.id && showsAlready(selection, was, record))
  return sent.every((was, place) => isSame(was, records[place] as StoredRecord)) ? sent : records
}

function selectValues(values: Values, properties: readonly string[]): Values {
  const selected: Record<string, Value> = {}
  for (const property of properties) selected[property] = shownValue(values, property)
  return selected
}
function shownValue(values: Values, property: string): Value {
  return (Object.hasOwn(values, property) ? values[property] : null) ?? null
}
