import { type RefObject, useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import { useActionDesk } from '../action/action-desk.js'
import { rowOffers } from '../action/offer.js'
import type { Blocks } from '../block/renderer.js'
import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import type { GridControl } from '../grid/grid-focus.js'
import type { RowActs, RowButton } from '../grid/row-acts.js'
import { usePhone } from '../part/use-media.js'
import type { Selecting } from '../select/use-selection.js'
import type { TableModel } from './use-table.js'

interface ActsParts {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly grid: RefObject<GridControl | null>
  readonly selecting: Selecting | undefined
}

/** What may be done with a row: the actions of its plugin, as buttons, by their letters and in its menu; and to select it on a phone, which has no boxes. */
export function useRowActs({ block: { rowActions }, table: { columns, state }, grid, selecting }: ActsParts): RowActs | undefined {
  const words = useWords()
  const desk = useActionDesk()
  const reading = useReading()
  const isPhone = usePhone()
  // The two lines of a row on a phone have no room for buttons: there they are in its menu.
  const buttons = useMemo(() => (isPhone ? [] : rowActions.flatMap(toButton)), [rowActions, isPhone])
  if (rowActions.length === 0 && !(isPhone && selecting !== undefined)) return undefined
  const back = () => grid.current?.focusRow(Math.max(0, grid.current.activeRow))
  const nameOf = (row: Row) => (columns[0] && textOf(row[columns[0].field], columns[0].format, reading)) || words.record.unnamed
  const pick = (row: Row) => ({
    label: selecting?.has(row.id) ? words.bulk.deselectEntry : words.bulk.selectEntry,
    run: () => selecting?.toggle(indexOf(state, row.id)),
  })
  return {
    buttons,
    keys: rowActions.map(({ key }) => key),
    openMenu: (row, anchor) => {
      const own = isPhone && selecting !== undefined ? [pick(row)] : []
      desk.openMenu(anchor, { subject: nameOf(row), offers: rowOffers(rowActions, row), own, back })
    },
    start: (at, row) => {
      const offer = rowOffers(rowActions, row)[at]
      if (offer !== undefined) desk.start(offer, { subject: nameOf(row), back })
    },
  }
}

function toButton({ button, title, icon, key }: Blocks['table']['rowActions'][number], at: number): readonly RowButton[] {
  return button ? [{ at, title, icon, key }] : []
}
function indexOf({ rows }: ListState, id: string): number {
  return [...rows].find(([, row]) => row.id === id)?.[0] ?? -1
}
