// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import type { SortKey } from '../address/address.js'
import type { ListState, ListWindow } from '../data/list-window.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { type Column, tracksOf } from './columns.js'
import { useAnchor, useFollow, useShown, useTop } from './grid-anchor.js'
import { type Place, type Rows, useRowHeight, useRows, useSlots } from './grid-rows.js'
import { TableRow } from './row.js'
import { usePhone } from './use-media.js'

/** What others may ask of a grid. */
export interface GridControl {
  /** Moves the active row by a step, and says where it stands then. `isFollowing`: also from outside of the list. */
  move(step: number, isFollowing: boolean): number
  focusRow(index: number): void
  reveal(index: number): void
  readonly activeRow: number
}
interface GridProps {
  readonly label: string
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  readonly openId: string | undefined
  /** What the list is of; it begins at its top when this changes. */
  readonly place: string
  readonly control: RefObject<GridControl | null>
  readonly onSort: (field: string, further: boolean) => void
  readonly onOpen: ((index: number, how: 'click' | 'enter' | 'follow') => void) | undefined
  readonly hrefOf: ((id: string) => string) | undefined
}

/** A live virtual table: only the rows in sight are in the page, the scrollbar tells the true length, one Tab stop leads in and arrows go on. */
export function Grid(props: GridProps): ReactNode {
  const { label, list, state, columns, sort, openId, onOpen, hrefOf } = props
  const reading = useReading()
  const isPhone = usePhone()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight(scroller, isPhone)
  const [active, setActive] = useState<Place>({ row: 0, column: 0 })
  const total = state.total ?? 0
  const virtual = useRows({ total, rowHeight, scroller, activeRow: active.row, isPhone })
  const items = virtual.getVirtualItems()
  const slotOf = useSlots(items.length, active.row)
  const focusAt = useFocus(scroller, virtual, active, setActive, { rows: total, columns: isPhone ? 1 : columns.length, isPhone })
  useShown(list, virtual, total)
  useTop(scroller, props.place)
  const fresh = useAnchor(scroller, list, state, rowHeight)
  useFollow(state, active, setActive)
  useImperativeHandle(props.control, () => controlOf({ active, total, focusAt, virtual, scroller }), [active, total, focusAt, virtual])
  const onKeyDown = (event: KeyboardEvent) => {
    const to =
      event.ctrlKey || event.metaKey
        ? { Home: [-Math.max(0, active.row), -99], End: [total, 99] }[event.key]
        : stepOf(event.key, virtual, rowHeight)
    if (to !== undefined) {
      event.preventDefault()
      const row = focusAt(active.row + (to[0] ?? 0), active.column + (to[1] ?? 0))
      if (to[0] !== 0 && openId !== undefined && row >= 0) onOpen?.(row, 'follow')
    } else if (event.key === 'Enter' && active.row >= 0) {
      event.preventDefault()
      onOpen?.(active.row, 'enter')
    }
  }
  const onClick = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-col]')
    const row = cell?.closest<HTMLElement>('[data-row]')
    if (cell == null || row == null || event.metaKey || event.ctrlKey || event.shiftKey || hasSelection()) return
    event.preventDefault()
    const index = focusAt(Number(row.dataset['row']), Number(cell.dataset['col']))
    onOpen?.(index, 'click')
  }
  const { tracks, minWidth } = tracksOf(columns)
  return (
    <div className="grid-frame">
      <div
        ref={scroller}
        className="scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-busy={state.status === 'waiting'}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div className="tbl" role="presentation" style={isPhone ? undefined : ({ minWidth, '--tracks': tracks } as object)}>
          <Head columns={columns} sort={sort} active={active} onSort={props.onSort} isPhone={isPhone} />
          <div role="rowgroup" className="tbody" style={{ height: total * rowHeight }}>
            {items.map((item) => {
              const row = state.rows.get(item.index)
              return (
                <TableRow
                  key={slotOf(item.index)}
                  row={row}
                  index={item.index}
                  top={item.index * rowHeight}
                  columns={columns}
                  isPhone={isPhone}
                  isOpen={row !== undefined && row.id === openId}
                  activeColumn={item.index === active.row || (active.row < 0 && isPhone && item.index === 0) ? active.column : undefined}
                  changed={row && state.changed.get(row.id)}
                  reading={reading}
                  href={row && hrefOf?.(row.id)}
                />
              )
            })}
          </div>
        </div>
      </div>
      {fresh === 0 ? null : (
        <button type="button" className="newpill" onClick={() => virtual.scrollToOffset(0)}>
          <Icon name="arrow-up" size={14} />
          {fresh} new
        </button>
      )}
    </div>
  )
}

interface HeadProps {
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  readonly active: Place
  readonly isPhone: boolean
  readonly onSort: (field: string, further: boolean) => void
}

function Head({ columns, sort, active, isPhone, onSort }: HeadProps): ReactNode {
  return (
    <div role="rowgroup" className={isPhone ? 'thead sr' : 'thead'}>
      <div role="row" className="tr" aria-rowindex={1} data-row={-1}>
        {columns.map((column, at) => {
          const rank = sort.findIndex((key) => key.property === column.field)
          const direction = sort[rank]?.direction
          const isActive = !isPhone && active.row === -1 && active.column === at
          const inside = (
            <>
              <span className="cut">{column.label}</span>
              {direction === undefined ? null : <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />}
              {direction !== undefined && sort.length > 1 ? <span className="rank">{rank + 1}</span> : null}
            </>
          )
          return (
            <div
              key={column.field}
              role="columnheader"
              aria-colindex={at + 1}
              aria-sort={direction}
              className={`th${at === 0 ? ' first' : ''}${column.isRight ? ' r' : ''}${direction === undefined ? '' : ' sorted'}`}
              data-place={at}
            >
              {column.isSortable ? (
                <button type="button" tabIndex={isActive ? 0 : -1} onClick={(event) => onSort(column.field, event.shiftKey)}>
                  {inside}
                </button>
              ) : (
                <span className="plain-head" tabIndex={isActive ? 0 : -1}>
                  {inside}
                </span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Moves the focus from cell to cell. */
function useFocus(
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Rows,
  active: Place,
  setActive: (place: Place) => void,
  size: { readonly rows: number; readonly columns: number; readonly isPhone: boolean },
): (row: number, column: number) => number {
  const pending = useRef(false)
  const { rows, columns, isPhone } = size
  useEffect(() => {
    if (!pending.current) return
    const place = active.row < 0 ? `[data-place="${active.column}"] > *` : `[data-row="${active.row}"] [data-col="${active.column}"]`
    const target = scroller.current?.querySelector<HTMLElement>(place)
    // The row may be drawn only after the scroll that brings it into sight.
    if (target == null) return
    pending.current = false
    target.focus({ preventScroll: active.row >= 0 && active.column === 0 })
  })
  return useCallback(
    (row: number, column: number) => {
      const next = { row: Math.max(isPhone ? 0 : -1, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) }
      pending.current = true
      if (next.row >= 0) virtual.scrollToIndex(next.row)
      setActive(next)
      return next.row
    },
    [rows, columns, isPhone, virtual, setActive],
  )
}

function stepOf(key: string, virtual: Rows, rowHeight: number): readonly number[] | undefined {
  const page = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 400) / rowHeight) - 2)
  return {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    ArrowRight: [0, 1],
    ArrowLeft: [0, -1],
    Home: [0, -99],
    End: [0, 99],
    PageDown: [page, 0],
    PageUp: [-page, 0],
  }[key]
}

interface ControlParts {
  readonly active: Place
  readonly total: number
  readonly focusAt: (row: number, column: number) => number
  readonly virtual: Rows
  readonly scroller: RefObject<HTMLDivElement | null>
}

function controlOf({ active, total, focusAt, virtual, scroller }: ControlParts): GridControl {
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

const hasSelection = (): boolean => (window.getSelection()?.toString() ?? '') !== ''
