// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useWords } from '../../words/use-words.js'
import type { SortKey } from '../address/address.js'
import type { ListState, ListWindow } from '../data/list-window.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { usePhone } from '../part/use-media.js'
import { actAt, actByKey, actsWidth, type RowActs } from '../row/row-acts.js'
import { pickByKey, pickByPress } from '../select/grid-picking.js'
import { useLongPress } from '../select/long-press.js'
import type { Selecting } from '../select/use-selection.js'
import { getPreferences } from '../shell/preferences.js'
import type { Resize } from './column-edge.js'
import { boxPlace, type Column, tracksOf } from './columns.js'
import { useAnchor, useFollow, useShown, useTop } from './grid-anchor.js'
import { type GridEditing, useGridEditing } from './grid-edit.js'
import { controlOf, type GridControl, leadOf, useFocus } from './grid-focus.js'
import { Head } from './grid-head.js'
import { type Place, type Rows, useRowHeight, useRows, useSlots } from './grid-rows.js'
import { resizeByKey, type SpokenWidth, useSpokenWidth } from './resize-keys.js'
import { TableRow } from './row.js'
import { isInEditor, type Pressed, useSecondPress } from './use-second-press.js'
import { useSideways } from './use-sideways.js'

interface GridProps {
  readonly label: string
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  /** The row whose record is open. */
  readonly openId: string | undefined
  /** What the list is of; it begins at its top when this changes. */
  readonly place: string
  readonly control: RefObject<GridControl | null>
  readonly onSort: (field: string, further: boolean) => void
  readonly onOpen: ((index: number, how: 'click' | 'enter' | 'follow') => void) | undefined
  /** The address of the record that a row opens. */
  readonly hrefOf: ((row: Row) => string | undefined) | undefined
  /** Pastes cells of a spreadsheet from a place on. */
  readonly onPaste: ((text: string, row: number, column: number) => void) | undefined
  /** Says that nothing in that column can be edited. */
  readonly onReadOnly: ((column: number) => void) | undefined
  /** What is selected; without it rows have no boxes. */
  readonly selecting: Selecting | undefined
  /** Changes the width of a column; without it columns keep theirs. */
  readonly onResize: Resize | undefined
  /** What all rows come to, below them and in the same tracks. */
  readonly foot: ReactNode
  /** What may be done with a row; without it rows have neither buttons nor a menu. */
  readonly acts: RowActs | undefined
}

/** A live virtual table: only the rows in sight are in the page, the scrollbar shows the true length, one Tab stop leads in, and arrow keys move on. */
export function Grid(props: GridProps): ReactNode {
  const { label, columns, state } = props
  const grid = useGrid(props)
  const { scroller, isPhone, total, active, fresh, virtual } = grid
  const { selecting } = props
  const { tracks, minWidth } = tracksOf(columns, actsWidth(props.acts), selecting !== undefined)
  const press = useLongPress((target) => {
    const place = placeOf({ target })
    if (place !== undefined && isPhone) selecting?.toggle(place[0])
  })
  return (
    <div className="grid-frame" style={{ '--acts-width': `${actsWidth(props.acts)}px` } as object}>
      <div
        ref={scroller}
        className="scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={total + (props.foot == null ? 1 : 2)}
        aria-colcount={columns.length + (props.acts ? 1 : 0) + (selecting === undefined ? 0 : 1)}
        aria-multiselectable={selecting === undefined ? undefined : true}
        aria-busy={state.status === 'waiting'}
        onKeyDown={(event) => onKeyDown(event, props, grid)}
        onClick={(event) => press.takesClick(event) || onClick(event, props, grid)}
        onMouseDown={(event) => event.shiftKey && placeOf(event)?.[1] === boxPlace && event.preventDefault()}
        onPointerDown={press.onPointerDown}
        onPointerMove={press.onPointerMove}
        onPointerUp={press.onPointerUp}
        onPointerCancel={press.onPointerCancel}
        onContextMenu={isPhone && selecting !== undefined ? press.onContextMenu : undefined}
        onPaste={(event) => onPaste(event, props, grid)}
      >
        <div
          className={selecting === undefined ? 'tbl' : 'tbl picks'}
          role="presentation"
          style={isPhone ? undefined : ({ minWidth, '--tracks': tracks } as object)}
          data-tracks={tracks}
        >
          <Head
            columns={columns}
            sort={props.sort}
            active={active}
            onSort={props.onSort}
            onResize={props.onResize}
            isPhone={isPhone}
            actsWidth={actsWidth(props.acts)}
            box={selecting?.head}
          />
          <Body props={props} grid={grid} />
          {props.foot}
        </div>
      </div>
      <Fresh count={fresh} show={() => virtual.scrollToOffset(0)} />
      <p className="sr" role="status">
        {grid.said}
      </p>
    </div>
  )
}

/** How many rows have come in above those in sight, and the way to them. */
function Fresh({ count, show }: { readonly count: number; readonly show: () => void }): ReactNode {
  const words = useWords().list
  const { formats } = useReading()
  return count === 0 ? null : (
    <button type="button" className="newpill" onClick={show}>
      <Icon name="arrow-up" size={14} />
      {words.fresh(formats.number(count))}
    </button>
  )
}

interface GridModel extends SpokenWidth {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly isPhone: boolean
  readonly rowHeight: number
  readonly total: number
  readonly active: Place
  readonly virtual: Rows
  /** How many rows have come in above those in sight. */
  readonly fresh: number
  readonly focusAt: (row: number, column: number) => number
  readonly editing: GridEditing
  /** The cell of the last press, and where that was. */
  readonly clicked: RefObject<Pressed | undefined>
}

function useGrid({ list, state, columns, place, control, selecting, acts, foot }: GridProps): GridModel {
  const isPhone = usePhone()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight(scroller, isPhone)
  const [active, setActive] = useState<Place>({ row: 0, column: 0 })
  const total = state.total ?? 0
  const virtual = useRows({ total, rowHeight, scroller, activeRow: active.row, isPhone, hasFoot: foot != null })
  const first = selecting === undefined || isPhone ? 0 : boxPlace
  const own = isPhone ? 1 : columns.length
  const size = { rows: total, columns: own + (acts ? acts.buttons.length + 1 : 0), heads: own + (acts ? 1 : 0), isPhone, first }
  const { focusAt, activate } = useFocus(scroller, virtual, active, setActive, size)
  useShown(list, virtual, total)
  useTop(scroller, place)
  useSideways(scroller)
  const fresh = useAnchor(scroller, list, state, rowHeight)
  useFollow(state, active, setActive)
  useImperativeHandle(control, () => controlOf({ active, total, focusAt, virtual, scroller }), [active, total, focusAt, virtual])
  const editing = useGridEditing({ state, columns, active, focusAt, activate, isPhone })
  const clicked = useSecondPress(editing)
  const spoken = useSpokenWidth()
  return { scroller, isPhone, rowHeight, total, active, virtual, fresh, focusAt, editing, clicked, ...spoken }
}

function Body({ props, grid }: { readonly props: GridProps; readonly grid: GridModel }): ReactNode {
  const { state, columns, openId, hrefOf, acts, selecting } = props
  const { virtual, total, rowHeight, active, isPhone, editing } = grid
  const reading = useReading()
  const items = virtual.getVirtualItems()
  const slotOf = useSlots(items.length, active.row)
  const isActive = (index: number) => index === active.row || (active.row < 0 && isPhone && index === 0)
  return (
    <div role="rowgroup" className="tbody" style={{ height: total * rowHeight }}>
      {items.map(({ index }) => {
        const row = state.rows.get(index)
        return (
          <TableRow
            key={slotOf(index)}
            row={row}
            index={index}
            top={index * rowHeight}
            columns={columns}
            isPhone={isPhone}
            isOpen={row !== undefined && row.id === openId}
            isPicked={selecting && row !== undefined && selecting.has(row.id)}
            activeColumn={isActive(index) ? active.column : undefined}
            changed={row && state.changed.get(row.id)}
            reading={reading}
            href={row && hrefOf?.(row)}
            buttons={acts?.buttons}
            objectType={state.objectType}
            edited={row !== undefined && row.id === editing.edited?.id ? editing.edited.field : undefined}
            endEdit={row !== undefined && row.id === editing.edited?.id ? editing.end : undefined}
            moveEdit={row !== undefined && row.id === editing.edited?.id ? editing.move : undefined}
          />
        )
      })}
    </div>
  )
}

function onKeyDown(event: KeyboardEvent, props: GridProps, grid: GridModel): void {
  const { openId, onOpen, onReadOnly, selecting } = props
  const { active, total, virtual, rowHeight, focusAt, editing } = grid
  if (editing.edited !== undefined || isInFoot(event) || resizeByKey(event, props, grid)) return
  if (selecting !== undefined && pickByKey(event, placeOf(event), selecting, getPreferences().letters)) {
    event.preventDefault()
    return
  }
  if (actByKey(event, props.state.rows.get(placeOf(event)?.[0] ?? -1), props.acts)) return
  const lead = leadOf(event, active, total, virtual, rowHeight)
  if (lead !== undefined) {
    event.preventDefault()
    const row = focusAt(active.row + lead[0], active.column + lead[1])
    if (event.shiftKey && lead[0] !== 0 && row >= 0 && active.row >= 0) selecting?.extendTo(row, active.row)
    if (lead[0] !== 0 && openId !== undefined && row >= 0) onOpen?.(row, 'follow')
  } else if (event.key === 'Enter' && active.row >= 0 && !(event.target instanceof HTMLButtonElement)) {
    event.preventDefault()
    onOpen?.(placeOf(event)?.[0] ?? active.row, 'enter')
  } else if (isEditKey(event)) {
    const place = placeOf(event)
    if (place === undefined) return
    event.preventDefault()
    if (!editing.begin(...place)) onReadOnly?.(place[1])
  }
}
/** The totals below the rows have keys of their own. */
const isInFoot = ({ target }: KeyboardEvent): boolean => target instanceof Element && target.closest('.totals') !== null
const isEditKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key === 'F2' || (key.toLowerCase() === 'e' && !ctrlKey && !metaKey && !altKey && getPreferences().letters)

function onPaste(event: ClipboardEvent, props: GridProps, { editing, isPhone }: GridModel): void {
  const text = event.clipboardData.getData('text/plain')
  const place = placeOf(event)
  if (text === '' || isPhone || place === undefined || editing.edited !== undefined || props.onPaste === undefined) return
  event.preventDefault()
  props.onPaste(text, ...place)
}

/** The cell that an event is for. */
function placeOf({ target }: { readonly target: EventTarget | null }): readonly [row: number, column: number] | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-col]') : null
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell == null || row == null ? undefined : [Number(row.dataset['row']), Number(cell.dataset['col'])]
}

function onClick(
  event: MouseEvent,
  { state, columns, onOpen, acts, selecting }: GridProps,
  { focusAt, isPhone, clicked }: GridModel,
): void {
  const box = event.target instanceof Element ? event.target.closest('.ck')?.querySelector('.box') : undefined
  const boxed = box == null ? undefined : placeOf({ target: box })
  if (selecting !== undefined && boxed !== undefined && pickByPress(event, boxed, selecting)) {
    focusAt(...boxed)
    return
  }
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.tbody [data-row]') : null
  // A card is one thing: between its lines a press is for it too.
  const between = isPhone ? row?.querySelector<HTMLElement>('[data-col]') : undefined
  const cell = (event.target instanceof Element ? event.target.closest<HTMLElement>('[data-col]') : null) ?? between
  if (cell == null || row == null || isInEditor(event)) return
  const place = [Number(row.dataset['row']), Number(cell.dataset['col'])] as const
  if (event.detail < 2) clicked.current = { place, x: event.clientX, y: event.clientY }
  if (cell instanceof HTMLButtonElement) {
    const subject = state.rows.get(focusAt(...place))
    if (subject !== undefined && acts !== undefined) actAt(acts, place[1] - (isPhone ? 1 : columns.length), subject, cell)
    return
  }
  if (event.metaKey || event.ctrlKey || event.shiftKey || hasSelection()) return
  event.preventDefault()
  // Cards have no boxes: once one is selected by a long press or its menu, a tap selects too.
  if (isPhone && selecting !== undefined && selecting.count > 0) selecting.toggle(place[0])
  else onOpen?.(focusAt(...place), 'click')
}

const hasSelection = (): boolean => (window.getSelection()?.toString() ?? '') !== ''
