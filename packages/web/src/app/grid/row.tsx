// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
import { memo, type ReactNode } from 'react'
import type { JsonValue } from '../data/answers.js'
import type { Row } from '../data/named.js'
import type { Reading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import { Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
import { CellEditor } from '../write/cell-editor.js'
import { type Pending, shownValue } from '../write/pending-edits.js'
import { useConfirmed, usePendingOf } from '../write/use-pending.js'
import { type Column, phoneColumns, toShown } from './columns.js'

interface RowProps {
  readonly row: Row | undefined
  readonly index: number
  readonly top: number
  readonly columns: readonly Column[]
  readonly isPhone: boolean
  readonly isOpen: boolean
  /** The column of the cell that Tab reaches, where it lies in this row. */
  readonly activeColumn: number | undefined
  readonly changed: ReadonlyMap<string, number> | undefined
  readonly reading: Reading
  readonly href: string | undefined
  readonly hasActions: boolean
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
  const { index, top, columns, isOpen, isPhone, hasActions } = props
  const { row, pending } = useShownRow(props)
  return (
    <div
      role="row"
      className={`tr${isOpen ? ' open' : ''}`}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-row={index}
      data-id={row?.id}
      style={{ transform: `translateY(${top}px)` }}
    >
      {isPhone ? <PhoneCells {...props} row={row} pending={pending} /> : <WideCells {...props} row={row} pending={pending} />}
      {hasActions ? (
        <ActionsCell
          row={row}
          columns={columns}
          activeColumn={props.activeColumn}
          reading={props.reading}
          at={isPhone ? 1 : columns.length}
        />
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

function WideCells({ columns, ...props }: CellsProps): ReactNode {
  return columns.map((column, at) => (
    <div
      key={column.field}
      role="gridcell"
      aria-colindex={at + 1}
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
  const [first] = columns
  if (row === undefined || objectType === undefined || !canEdit(column) || endEdit === undefined || moveEdit === undefined) return null
  const subject = first === undefined ? '' : textOf(row[first.field], first.format, reading)
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

/** The button of the row's menu takes the focus in the place of its cell; the grid hears its click. */
function ActionsCell({
  row,
  columns,
  at,
  activeColumn,
  reading,
}: Pick<RowProps, 'row' | 'columns' | 'activeColumn' | 'reading'> & { readonly at: number }): ReactNode {
  const [first] = columns
  const name = first && row && textOf(row[first.field], first.format, reading)
  return (
    <div role="gridcell" aria-colindex={columns.length + 1} className="td at-end">
      {row === undefined ? null : (
        <button
          type="button"
          className="ib dots"
          aria-haspopup="menu"
          aria-label={`Actions for ${name || 'Unnamed'}`}
          title="Actions"
          tabIndex={activeColumn === at ? 0 : -1}
          data-col={at}
        >
          <Icon name="dots" />
        </button>
      )}
    </div>
  )
}

type CellProps = Omit<CellsProps, 'columns'> & { readonly column: Column; readonly isName: boolean }

function Cell({ row, index, column, isName, changed, reading, href }: CellProps): ReactNode {
  if (row === undefined) return <span className="sk" style={{ width: isName ? skeletons[index % 7] : 56 }} />
  const value = toShown(column, row[column.field])
  const at = changed?.get(column.field)
  const isFresh = at !== undefined && Date.now() - at < 1200
  return (
    <span className={`cell${isFresh ? ' tint' : ''}`} key={isFresh ? at : 'still'} title={titleOf(value, column, reading)}>
      {isName ? (
        <Name row={row} name={textOf(value, column.format, reading)} href={href} />
      ) : (
        <ValueIn value={value} format={column.format} field={column.field} row={row} reading={reading} />
      )}
    </span>
  )
}

function Name({ row, name, href }: { readonly row: Row; readonly name: string; readonly href: string | undefined }): ReactNode {
  const text = name === '' ? <span className="cut t3">Unnamed</span> : <span className="cut">{name}</span>
  return (
    <span className="who">
      <Mark id={row.id} name={name} />
      {href === undefined ? (
        text
      ) : (
        <a className="cut" href={href} tabIndex={-1}>
          {text}
        </a>
      )}
    </span>
  )
}

/** Long text is cut, so the tooltip has all of it; dates have their own tooltip. */
function titleOf(value: unknown, column: Column, reading: Reading): string | undefined {
  return column.format === 'text' && typeof value === 'string' && value.length > 18 ? textOf(value, 'text', reading) : undefined
}
