import type { RefObject } from 'react'
import type { GridControl } from '../grid/grid-focus.js'
import type { Selecting } from '../select/use-selection.js'
import { useKeys } from '../shell/keys.js'
import type { Opening } from './use-opening.js'

interface TableParts {
  readonly grid: RefObject<GridControl | null>
  readonly search: RefObject<HTMLInputElement | null>
  readonly opening: Opening
  readonly total: number | undefined
  readonly selecting: Selecting | undefined
}

/** The keys of a table: search, views, filters, rows, and leaving the open record. */
export function useTableKeys({ grid, search, opening, total, selecting }: TableParts): void {
  const { opened, openAt, close, isWhole, leave } = opening
  const move = (by: number) => {
    if (total === undefined || total === 0) return false
    if (opened !== undefined && grid.current?.step !== undefined) return grid.current.step(by)
    const index = grid.current?.move(by, opened !== undefined)
    if (index !== undefined && opened !== undefined) openAt(index)
  }
  useKeys({
    '/': () => search.current?.focus(),
    v: () => focusViews(),
    f: () => document.querySelector<HTMLElement>('.quick')?.focus(),
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: (event) => isAside(event) && move(1),
    ArrowUp: (event) => isAside(event) && move(-1),
    a: () => selecting !== undefined && assignFrom(selecting, grid.current),
    Escape: () =>
      isWhole ? leave() : opened !== undefined ? close() : selecting !== undefined && selecting.count > 0 ? selecting.clear() : false,
  })
}

/** Arrows pressed where nothing takes them for itself also move in the list. */
function isAside(event: KeyboardEvent): boolean {
  return event.target === document.body || (event.target instanceof Element && event.target.closest('.preview .top, .rp-way') !== null)
}

/** Asks whom to assign the selected records to, or the one that a person is at where none is selected. */
export function assignFrom({ count, toggle, toggleRecord, wantAssign }: Selecting, grid: GridControl | null): boolean {
  if (count === 0 && grid?.step !== undefined) {
    if (grid.activeId === undefined) return false
    toggleRecord(grid.activeId)
  } else if (count === 0) toggle(Math.max(0, grid?.activeRow ?? 0))
  wantAssign(true)
  return true
}

function focusViews(): void {
  const link = document.querySelector<HTMLElement>('.side a[aria-current]')
  if (link !== null && link.getClientRects().length > 0) link.focus()
  else document.getElementById('views-button')?.click()
}
