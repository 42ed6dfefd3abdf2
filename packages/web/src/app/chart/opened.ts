import { useRef } from 'react'
import { type AddressChange, emptyAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Blocks } from '../block/renderer.js'
import { answerOf, type Row, readNamed } from '../data/named.js'
import { useIsReadOnly } from '../data/read-only.js'
import { useSource } from '../data/use-source.js'
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

/** Nothing of the tab that one leaves. */
const elsewhere = {
  ...emptyAddress,
  ...{ at: undefined, open: undefined, columns: undefined, inputs: undefined, archived: undefined },
  ...{ view: undefined, filter: undefined, object: undefined, pipeline: undefined, layout: undefined },
}
type OpenedList = Extract<Opened, { readonly list: unknown }>

/** Opens the tab that lists the records behind a number, so that a person can work on there; where none does, `show` shows them here. */
export function useOpenList(): (opened: OpenedList, show: () => void) => void {
  const source = useSource()
  const { go } = useAddress()
  // The tabs are one's own, and not those of the user whose page is viewed.
  const isReadOnly = useIsReadOnly()
  const turn = useRef(0)
  return ({ list, place }, show) => {
    turn.current += 1
    const mine = turn.current
    if (place === undefined || isReadOnly) return show()
    void readNamed(source, answerOf(place), list.input).then((found) => {
      // Meanwhile another number may have been pressed.
      if (mine !== turn.current) return
      if (typeof found?.['tab'] !== 'string') show()
      else go({ ...elsewhere, ...(found as AddressChange) })
    })
  }
}
