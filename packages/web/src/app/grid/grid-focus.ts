import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import type { Place, Rows } from './grid-rows.js'

/** What others may ask of a grid. */
export interface GridControl {
  /** Moves the active row by a step, and says where it is then. `isFollowing`: also from outside of the list. */
  move(step: number, isFollowing: boolean): number
  focusRow(index: number): void
  reveal(index: number): void
  readonly activeRow: number
  /** Of a board: opens the card that is so many before or after the open one in its column. */
  step?(by: number): void
  /** Of a board: the card that has the focus. */
  readonly activeId?: string | undefined
}

interface FocusMoves {
  readonly focusAt: (row: number, column: number) => number
  /** Makes a cell the active one and leaves the focus to its editor, whatever was asked before. */
  readonly activate: (place: Place) => void
}
/** Moves the focus from cell to cell. */
export function useFocus(
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Rows,
  active: Place,
  setActive: (place: Place) => void,
  size: { readonly rows: number; readonly columns: number; readonly heads: number; readonly isPhone: boolean; readonly first: number },
): FocusMoves {
  const pending = useRef(false)
  const { rows, columns, heads, isPhone, first } = size
  // In the same commit: run later, it could come between a key and the render that answers it, and focus the place before.
  useLayoutEffect(() => {
    if (!pending.current) return
    const place = active.row < 0 ? `[data-place="${active.column}"] > *` : `[data-row="${active.row}"] [data-col="${active.column}"]`
    const target = scroller.current?.querySelector<HTMLElement>(place)
    // The row may be drawn only after the scroll that brings it into sight.
    if (target == null) return
    pending.current = false
    target.focus({ preventScroll: active.row >= 0 && active.column === 0 })
  })
  const focusAt = useCallback(
    (row: number, column: number) => {
      const to = Math.max(isPhone ? 0 : -1, Math.min(row, rows - 1))
      const next = { row: to, column: Math.max(first, Math.min(column, (to < 0 ? heads : columns) - 1)) }
      pending.current = true
      if (next.row >= 0) virtual.scrollToIndex(next.row)
      setActive(next)
      return next.row
    },
    [rows, columns, heads, isPhone, first, virtual, setActive],
  )
  const activate = useCallback(
    (place: Place) => {
      pending.current = false
      virtual.scrollToIndex(place.row)
      setActive(place)
    },
    [virtual, setActive],
  )
  return { focusAt, activate }
}

/** Where a key leads, in rows and columns; `undefined` for a key that leads nowhere. */
export function leadOf(event: KeyboardEvent, active: Place, total: number, virtual: Rows, rowHeight: number): Step | undefined {
  // Home is the name of the record, also where a box comes before it.
  if (event.key === 'Home') return [event.ctrlKey || event.metaKey ? -Math.max(0, active.row) : 0, -active.column]
  if (!event.ctrlKey && !event.metaKey) return stepOf(event.key, virtual, rowHeight)
  return event.key === 'End' ? [total, 99] : undefined
}

type Step = readonly [rows: number, columns: number]

function stepOf(key: string, virtual: Rows, rowHeight: number): Step | undefined {
  const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 400) / rowHeight) - 2)
  const steps: Readonly<Record<string, Step>> = {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    End: [0, 99],
    PageDown: [page, 0],
    PageUp: [-page, 0],
  }
  return steps[key]
}

interface ControlParts {
  readonly active: Place
  readonly total: number
  readonly focusAt: (row: number, column: number) => number
  readonly virtual: Rows
  readonly scroller: RefObject<HTMLDivElement | null>
}

/** What others may do with the grid. */
export function controlOf({ active, total, focusAt, virtual, scroller }: ControlParts): GridControl {
  // The first key only leads into the list; the next ones move in it.
  const isInside = () => scroller.current?.contains(document.activeElement) === true
  return {
    activeRow: active.row,
    move: (step, isFollowing) =>
      focusAt(Math.max(0, Math.min(active.row + (isFollowing || isInside() ? step : 0), total - 1)), active.column),
    focusRow: (index) => focusAt(index, active.column),
    reveal: (index) => virtual.scrollToIndex(index),
  }
}
