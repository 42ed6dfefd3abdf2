// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
import { memo, type ReactNode } from 'react'
import type { Row } from '../data/named.js'
import type { Reading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import { Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
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
}

const skeletons = [96, 132, 84, 116, 104, 76, 124]

/** One row of a table. Drawn again only when something in it has changed. */
export const TableRow = memo(function TableRow(props: RowProps): ReactNode {
  const { row, index, top, columns, isOpen, isPhone, hasActions } = props
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
      {isPhone ? <PhoneCells {...props} /> : <WideCells {...props} />}
      {hasActions ? <ActionsCell {...props} at={isPhone ? 1 : columns.length} /> : null}
    </div>
  )
})

function WideCells({ columns, ...props }: RowProps): ReactNode {
  return columns.map((column, at) => (
    <div
      key={column.field}
      role="gridcell"
      aria-colindex={at + 1}
      className={`td${at === 0 ? ' first' : ''}${column.isRight ? ' r' : ''}`}
      tabIndex={props.activeColumn === at ? 0 : -1}
      data-col={at}
    >
      <Cell {...props} column={column} isName={at === 0} />
    </div>
  ))
}

function PhoneCells({ columns, ...props }: RowProps): ReactNode {
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
function ActionsCell({ row, columns, at, activeColumn, reading }: RowProps & { readonly at: number }): ReactNode {
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

type CellProps = Omit<RowProps, 'columns'> & { readonly column: Column; readonly isName: boolean }

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
