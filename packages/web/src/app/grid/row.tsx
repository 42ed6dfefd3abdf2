// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time

import { memo, type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { JsonValue } from '../data/answers.js'
import type { Row } from '../data/named.js'
import { lazily } from '../early/lazily.js'
import { isMoney } from '../format/is-money.js'
import type { Reading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import { Mark } from '../part/mark.js'
import type { RowButton } from '../row/row-acts.js'
import { Box } from '../select/box.js'
import { CellEditor } from '../write/cell-editor.js'
import { type Pending, shownValue } from '../write/pending-edits.js'
import { useConfirmed, usePendingOf } from '../write/use-pending.js'
import { fits } from './amount-width.js'
import { boxPlace, type Column, phoneColumns, toShown } from './columns.js'

// It comes after the first rows.
const TrendLine = lazily('TrendLine', () => import('../trend/trend-line.js'))
// Most lists have no actions of their own.
const ActsCell = lazily('ActsCell', () => import('../row/acts-cell.js'))

interface RowProps {
  readonly row: Row | undefined
  readonly index: number
  readonly top: number
  readonly columns: readonly Column[]
  readonly isPhone: boolean
  readonly isOpen: boolean
  /** Whether it is selected; absent where rows have no boxes. */
  readonly isPicked: boolean | undefined
  /** The column of the cell that Tab reaches, where it lies in this row. */
  readonly activeColumn: number | undefined
  readonly changed: ReadonlyMap<string, number> | undefined
  readonly reading: Reading
  readonly href: string | undefined
  /** The actions that each row has as buttons beside its menu; absent where nothing may be done with rows. */
  readonly buttons: readonly RowButton[] | undefined
  /** The object type of the rows, where their values can be edited. */
  readonly objectType: string | undefined
  /** The field that is being edited in this row. */
  readonly edited: string | undefined
  readonly endEdit: (() => void) | undefined
  readonly moveEdit: ((to: 'next' | 'previous') => void) | undefined
}

const skeletons = [96, 132, 84, 116, 104, 76, 124]

/** One row of a table. Drawn again only when something in it has changed. */
export const TableRow = memo(function TableRow(props: RowProps): ReactNode {
  const { index, top, columns, isOpen, isPicked, isPhone, buttons } = props
  const lead = isPicked === undefined || isPhone ? 0 : 1
  const { row, pending } = useShownRow(props)
  return (
    <div
      role="row"
      className={`tr${isOpen ? ' open' : ''}${isPicked ? ' picked' : ''}`}
      aria-rowindex={index + 2}
      aria-selected={isPicked ?? isOpen}
      aria-current={isPicked !== undefined && isOpen ? true : undefined}
      data-row={index}
      data-id={row?.id}
      style={{ transform: `translateY(${top}px)` }}
    >
      {lead === 0 ? null : <BoxCell {...props} row={row} />}
      {isPhone ? <PhoneCells {...props} row={row} pending={pending} /> : <WideCells {...props} lead={lead} row={row} pending={pending} />}
      {buttons !== undefined ? (
        <Suspense fallback={<div role="gridcell" className="td at-end" />}>
          <ActsCell
            row={row}
            name={row === undefined ? '' : nameOf(row, columns, props.reading)}
            buttons={buttons}
            activeColumn={props.activeColumn}
            at={isPhone ? 1 : columns.length}
            colIndex={columns.length + lead + 1}
          />
        </Suspense>
      ) : null}
    </div>
  )
})

/** The row as the person sees it: with the edits that are on their way. */
function useShownRow({ row, objectType, columns }: RowProps): {
  readonly row: Row | undefined
  readonly pending: ReadonlyMap<string, Pending>
} {
  const record = row === undefined || objectType === undefined ? undefined : { type: objectType, id: row.id }
  const pending = usePendingOf(record)
  useConfirmed(record, pending, (property) => {
    const column = columns.find(({ edits }) => edits === property)
    return column && ((row?.[column.field] ?? null) as JsonValue)
  })
  if (row === undefined || pending.size === 0) return { row, pending }
  const laid = columns.flatMap(({ field, edits }) =>
    edits !== undefined && pending.has(edits) ? [[field, shownValue(pending.get(edits), row[field])]] : [],
  )
  return { row: { ...row, ...Object.fromEntries(laid) }, pending }
}

interface CellsProps extends RowProps {
  readonly pending: ReadonlyMap<string, Pending>
}

/** The box takes the focus in the place of its cell; the grid hears its press. */
function BoxCell({ row, columns, isPicked, activeColumn, reading }: RowProps): ReactNode {
  const words = useWords()
  return (
    <div role="gridcell" aria-colindex={1} className="td ck">
      {row === undefined ? null : (
        <Box
          state={isPicked ? 'on' : 'off'}
          label={words.pick.select(nameOf(row, columns, reading) || words.record.unnamed)}
          isActive={activeColumn === boxPlace}
        />
      )}
    </div>
  )
}
function nameOf(row: Row, [first]: readonly Column[], reading: Reading): string {
  return first === undefined ? '' : textOf(row[first.field], first.format, reading)
}

function WideCells({ columns, lead, ...props }: CellsProps & { readonly lead: number }): ReactNode {
  return columns.map((column, at) => (
    <div
      key={column.field}
      role="gridcell"
      aria-colindex={at + lead + 1}
      className={classOf(props, column, at)}
      tabIndex={props.activeColumn === at ? 0 : -1}
      data-col={at}
      aria-readonly={column.edits === undefined ? true : undefined}
      aria-invalid={isRefused(props, column) ? true : undefined}
    >
      {props.edited === column.field ? (
        <EditedCell {...props} columns={columns} column={column} />
      ) : (
        <Cell {...props} column={column} isName={at === 0} />
      )}
    </div>
  ))
}

function classOf(props: Omit<CellsProps, 'columns'>, column: Column, at: number): string {
  const parts = [
    at === 0 && 'first',
    column.isRight && 'r',
    props.edited === column.field && 'editing',
    isRefused(props, column) && 'refused',
  ]
  return ['td', ...parts.filter((part) => part !== false)].join(' ')
}
function isRefused({ pending }: Pick<CellsProps, 'pending'>, { edits }: Column): boolean {
  const state = edits === undefined ? undefined : pending.get(edits)?.state
  return state === 'refused' || state === 'conflict'
}

/** The editor in place of the value. The row without pending edits is what the live data show. */
function EditedCell({ row, columns, column, objectType, reading, endEdit, moveEdit }: CellsProps & { readonly column: Column }): ReactNode {
  if (row === undefined || objectType === undefined || !canEdit(column) || endEdit === undefined || moveEdit === undefined) return null
  const subject = nameOf(row, columns, reading)
  return <CellEditor row={row} objectType={objectType} column={column} subject={subject} end={endEdit} move={moveEdit} />
}
const canEdit = (column: Column): column is Column & { readonly edits: string } => column.edits !== undefined

function PhoneCells({ columns, ...props }: CellsProps): ReactNode {
  const places = phoneColumns(columns)
  return (['who', 'state', 'when', 'much'] as const).map((place, at) => {
    const column = places[place]
    return column === undefined ? null : (
      <div key={place} role="gridcell" className={`td in-${place}`} tabIndex={at === 0 && props.activeColumn === 0 ? 0 : -1} data-col={0}>
        <Cell {...props} column={column} isName={place === 'who'} />
      </div>
    )
  })
}

type CellProps = Omit<CellsProps, 'columns'> & { readonly column: Column; readonly isName: boolean }

function Cell({ row, index, column, isName, changed, objectType, reading, href }: CellProps): ReactNode {
  if (row === undefined) return <span className="sk" style={{ width: isName ? skeletons[index % 7] : 56 }} />
  const value = toShown(column, row[column.field])
  const at = changed?.get(column.field)
  const isFresh = at !== undefined && Date.now() - at < 1200
  return (
    <span className={`cell${isFresh ? ' tint' : ''}`} key={isFresh ? at : 'still'} title={titleOf(value, column, reading)}>
      {isName ? (
        <Name row={row} name={textOf(value, column.format, reading)} href={href} />
      ) : (
        <ValueIn
          value={value}
          format={column.format}
          field={column.field}
          row={row}
          reading={reading}
          isShort={isShort(value, column, reading)}
        />
      )}
      {column.field === 'healthScore' && value != null && objectType ? (
        <Suspense>
          <TrendLine type={objectType} id={row.id} />
        </Suspense>
      ) : null}
    </span>
  )
}

/** The name of a record. What is cut of it is its end, in the direction in which it is written. */
function Name({ row, name, href }: { readonly row: Row; readonly name: string; readonly href: string | undefined }): ReactNode {
  const words = useWords().record
  const className = name === '' ? 'cut t3' : 'cut'
  const text = name === '' ? words.unnamed : name
  return (
    <span className="who">
      <Mark id={row.id} name={name} />
      {href === undefined ? (
        <span className={className} dir="auto">
          {text}
        </span>
      ) : (
        <a className={className} dir="auto" href={href} tabIndex={-1}>
          {text}
        </a>
      )}
    </span>
  )
}

/** An amount is never cut: where its column is too narrow it is shortened, and the tooltip has all of it. */
function isShort(value: unknown, column: Column, { formats }: Reading): boolean {
  return column.width !== undefined && isMoney(value) && !fits(formats.money(value), column)
}

/** Long text is cut, so the tooltip has all of it; dates have their own tooltip. */
function titleOf(value: unknown, column: Column, reading: Reading): string | undefined {
  if (isShort(value, column, reading)) return textOf(value, column.format, reading)
  return column.format === 'text' && typeof value === 'string' && value.length > 18 ? textOf(value, 'text', reading) : undefined
}
