import { bulkOffersContract } from '@tenure/core/page'
import { type RefObject, useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import { useActionDesk } from '../action/action-desk.js'
import { rowOffers } from '../action/offer.js'
import type { Blocks } from '../block/renderer.js'
import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useSource, useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import type { GridControl } from '../grid/grid-focus.js'
import { usePhone } from '../part/use-media.js'
import type { Selecting } from '../select/use-selection.js'
import type { TableModel } from '../table/use-table.js'
import { useToasts } from '../toast/toasts.js'
import type { RowActs, RowButton } from './row-acts.js'

const none: Blocks['table']['rowActions'] = []

interface ActsParts {
  readonly block: Blocks['table']
  readonly table: TableModel
  readonly grid: RefObject<GridControl | null>
  readonly selecting: Selecting | undefined
}

/** What may be done with a row: the actions of its plugin, as buttons, by their letters and in its menu; and to select it on a phone, which has no boxes. */
export function useRowActs({ block, table, grid, selecting }: ActsParts): RowActs | undefined {
  const { columns, state } = table
  // An action of a plugin is for a record that is there.
  const rowActions = table.archived ? none : block.rowActions
  const words = useWords()
  const desk = useActionDesk()
  const reading = useReading()
  const isPhone = usePhone()
  // The two lines of a row on a phone have no room for buttons: there they are in its menu.
  const buttons = useMemo(() => (isPhone ? [] : rowActions.flatMap(toButton)), [rowActions, isPhone])
  const restore = useRestoring(table)
  if (restore === undefined && rowActions.length === 0 && !(isPhone && selecting !== undefined)) return undefined
  const back = () => grid.current?.focusRow(Math.max(0, grid.current.activeRow))
  const nameOf = (row: Row) => (columns[0] && textOf(row[columns[0].field], columns[0].format, reading)) || words.record.unnamed
  const pick = (row: Row) => ({
    label: selecting?.has(row.id) ? words.pick.deselectEntry : words.pick.selectEntry,
    run: () => selecting?.toggle(indexOf(state, row.id)),
  })
  return {
    buttons: restore && !isPhone ? [{ at: 0, title: restore.label, icon: 'restore' }] : buttons,
    keys: rowActions.map(({ key }) => key),
    openMenu: (row, anchor) => {
      const entry = restore && [{ label: restore.label, run: () => restore.run(row, nameOf(row)) }]
      const own = [...(entry ?? []), ...(isPhone && selecting !== undefined ? [pick(row)] : [])]
      desk.openMenu(anchor, { subject: nameOf(row), offers: rowOffers(rowActions, row), own, back })
    },
    start: (at, row) => {
      if (restore !== undefined) return restore.run(row, nameOf(row))
      const offer = rowOffers(rowActions, row)[at]
      if (offer !== undefined) desk.start(offer, { subject: nameOf(row), back })
    },
  }
}

/** The way to restore a row of an archived list, for those who may. */
function useRestoring({ archived, state: { objectType } }: TableModel) {
  const { pick, list, write, problem } = useWords()
  const source = useSource()
  const toasts = useToasts()
  const { value } = useWatch(archived && objectType !== undefined ? bulkOffersContract : undefined, { type: objectType ?? '' })
  if (objectType === undefined || value?.archive !== true) return undefined
  const tools = { source, toasts, words: { restored: list.restored, refused: write.notSaved, problem } }
  const run = ({ id }: Row, about: string) =>
    void import('../write/restore-row.js').then(({ restoreRow }) => restoreRow({ type: objectType, id }, about, tools))
  return { label: pick.restore, run }
}

function toButton({ button, title, icon, key }: Blocks['table']['rowActions'][number], at: number): readonly RowButton[] {
  return button ? [{ at, title, icon, key }] : []
}
function indexOf({ rows }: ListState, id: string): number {
  return [...rows].find(([, row]) => row.id === id)?.[0] ?? -1
}
