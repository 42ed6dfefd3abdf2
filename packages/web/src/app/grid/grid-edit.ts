import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { ListState } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import type { Column } from './columns.js'
import type { Place } from './grid-rows.js'

/** The value that is being edited: of a record, not of a place in the list, because rows move. */
export interface EditedCell {
  readonly id: string
  readonly field: string
}
/** Editing in the cells of a grid. */
export interface GridEditing {
  readonly edited: EditedCell | undefined
  /** Opens the editor at a place, and says whether there is something to edit. */
  readonly begin: (row: number, column: number) => boolean
  /** Closes the editor and gives the focus back to its cell. */
  readonly end: () => void
  /** Closes it and opens the next or the previous one that can be edited, in the next row where the row ends. */
  readonly move: (to: 'next' | 'previous') => void
}
interface EditingParts {
  readonly state: ListState
  readonly columns: readonly Column[]
  readonly active: Place
  readonly focusAt: (row: number, column: number) => number
  /** Makes a cell the active one and leaves the focus to its editor. */
  readonly activate: (place: Place) => void
  /** Cells are edited only where the whole table is drawn, not on cards. */
  readonly isPhone: boolean
}

/** Which cell of a grid is being edited. */
export function useGridEditing({ state, columns, active, focusAt, activate, isPhone }: EditingParts): GridEditing {
  const [edited, setEdited] = useState<EditedCell>()
  const begin = useCallback(
    (row: number, column: number) => {
      const record = state.rows.get(row)
      const field = columns[column]
      if (record === undefined || field?.edits === undefined || isPhone || state.objectType === undefined) return false
      activate({ row, column })
      setEdited({ id: record.id, field: field.field })
      return true
    },
    [state, columns, activate, isPhone],
  )
  const end = useCallback(() => setEdited(undefined), [])
  const was = useRef(edited)
  // Only once no other editor has taken its place.
  useLayoutEffect(() => {
    if (was.current !== undefined && edited === undefined) focusAt(active.row, active.column)
    was.current = edited
  }, [edited])
  const move = useCallback(
    (to: 'next' | 'previous') => {
      const next = edited && nextEditable(state.rows, columns, edited, to)
      if (next === undefined || !begin(next.row, next.column)) end()
    },
    [state, columns, edited, begin, end],
  )
  return { edited, begin, end, move }
}

/** The next place after a cell that can be edited, row by row; `undefined` beyond the rows that are known. */
export function nextEditable(
  rows: ReadonlyMap<number, Row>,
  columns: readonly Column[],
  { id, field }: EditedCell,
  to: 'next' | 'previous',
): Place | undefined {
  const row = [...rows].find(([, one]) => one.id === id)?.[0]
  const editable = columns.flatMap((column, at) => (column.edits === undefined ? [] : [at]))
  const here = columns.findIndex((column) => column.field === field)
  if (row === undefined || editable.length === 0) return undefined
  const column = to === 'next' ? editable.find((at) => at > here) : editable.findLast((at) => at < here)
  if (column !== undefined) return { row, column }
  const further = to === 'next' ? row + 1 : row - 1
  return rows.has(further) ? { row: further, column: (to === 'next' ? editable[0] : editable.at(-1)) ?? 0 } : undefined
}
