import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'
import { openedRecord } from '../row/opened-record.js'
import type { Point } from './chart-data.js'

/** What is behind a number: one record, or a list of them. */
export type Opened =
  | { readonly record: { readonly type: string; readonly id: string } }
  | { readonly list: Blocks['table']; readonly place: Blocks['table']['provider'] | undefined }

/** What a press on a value does, and how it is said; nothing where there is nothing behind it. `name` says which value. */
export type OpenOf = (point: Point, name: string) => { readonly label: string; readonly open: () => void } | undefined

/** What the row of a number opens; nothing where the block opens none, or the row lacks what it takes. */
export function opensOf(opens: Blocks['chart']['opens'], row: Row, objectType?: string): Opened | undefined {
  if (typeof opens !== 'object' || !('list' in opens)) {
    const record = openedRecord(opens, row, objectType)
    return record && { record }
  }
  const filled = Object.entries(opens.fill).map(([input, field]) => [input, row[field]] as const)
  if (filled.some(([, value]) => value === null || value === undefined)) return undefined
  return { list: { ...opens.list, input: { ...opens.list.input, ...Object.fromEntries(filled) } }, place: opens.place }
}
