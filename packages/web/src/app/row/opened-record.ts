import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'

/** Which record a row of a table opens, as its block says. */
export type Opens = Blocks['table']['opens']
interface RecordRef {
  readonly type: string
  readonly id: string
}

/** The record that a row opens; nothing where the block opens none, or the row lacks its type or its id. */
export function openedRecord(opens: Opens, row: Row, objectType: string | undefined): RecordRef | undefined {
  if (opens === undefined) return undefined
  const of: { readonly type?: string; readonly typeIn?: string; readonly id?: string } = opens === 'record' ? {} : opens
  const type = of.type ?? (of.typeIn === undefined ? objectType : row[of.typeIn])
  const id = row[of.id ?? 'id']
  return typeof type === 'string' && typeof id === 'string' ? { type, id } : undefined
}

/** The type of the records that all rows open; nothing where each row names its own. */
export function openedType(opens: Opens, objectType: string | undefined): string | undefined {
  if (opens === undefined || opens === 'record') return objectType
  return 'type' in opens ? opens.type : undefined
}

/** The fields of a row that say which record it opens. */
export function openingFields(opens: Opens): readonly string[] {
  if (opens === undefined || opens === 'record') return []
  return [...('typeIn' in opens ? [opens.typeIn] : []), ...(opens.id === undefined ? [] : [opens.id])]
}
