// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
import { memo, type ReactNode } from 'react'
import type { Row } from '../data/named.js'
import type { Reading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import { Mark } from '../part/mark.js'
import { type Column, phoneColumns } from './columns.js'

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
}

const skeletons = [96, 132, 84, 116, 104, 76, 124]

/** One row of a table. Drawn again only when something in it has changed. */
export const TableRow = memo(function TableRow(props: RowProps): ReactNode {
  const { row, index, top, isOpen, isPhone } = props
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
      <div
        key={place}
        role="gridcell"
        className={`td in-${place}`}
        tabIndex={at === 0 && props.activeColumn !== undefined ? 0 : -1}
        data-col={at}
      >
        <Cell {...props} column={column} isName={place === 'who'} />
      </div>
    )
  })
}

type CellProps = Omit<RowProps, 'columns'> & { readonly column: Column; readonly isName: boolean }

function Cell({ row, index, column, isName, changed, reading, href }: CellProps): ReactNode {
  if (row === undefined) return <span className="sk" style={{ width: isName ? skeletons[index % 7] : 56 }} />
  const value = row[column.field]
  const at = changed?.get(column.field)
  const isFresh = at !== undefined && Date.now() - at < 1200
  return (
    <span className={`cell${isFresh ? ' tint' : ''}`} key={isFresh ? at : 'still'} title={titleOf(value, column, reading)}>
      {isName ? (
        <Name row={row} name={textOf(value, column.format, reading)} href={href} />
      ) : (
        <ValueIn value={value} format={column.format} row={row} reading={reading} />
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

/** Long text is cut, so it is whole in the tooltip; dates bring their own. */
function titleOf(value: unknown, column: Column, reading: Reading): string | undefined {
  return column.format === 'text' && typeof value === 'string' && value.length > 18 ? textOf(value, 'text', reading) : undefined
}
