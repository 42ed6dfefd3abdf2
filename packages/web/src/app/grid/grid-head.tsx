// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
import type { ReactNode } from 'react'
import type { SortKey } from '../address/address.js'
import { Icon } from '../part/icon.js'
import type { Column } from './columns.js'
import type { Place } from './grid-rows.js'

interface HeadProps {
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  readonly active: Place
  readonly isPhone: boolean
  readonly hasActions: boolean
  readonly onSort: (field: string, further: boolean) => void
}

/** The heads of the columns, above the rows; on a phone only for screen readers. */
export function Head({ columns, sort, active, isPhone, hasActions, onSort }: HeadProps): ReactNode {
  return (
    <div role="rowgroup" className={isPhone ? 'thead sr' : 'thead'}>
      <div role="row" className="tr" aria-rowindex={1} data-row={-1}>
        {columns.map((column, at) => (
          <ColumnHead
            key={column.field}
            column={column}
            at={at}
            sort={sort}
            isActive={!isPhone && active.row === -1 && active.column === at}
            onSort={onSort}
          />
        ))}
        {hasActions ? (
          <ActionsHead at={columns.length} isActive={!isPhone && active.row === -1 && active.column === columns.length} />
        ) : null}
      </div>
    </div>
  )
}

function ActionsHead({ at, isActive }: { readonly at: number; readonly isActive: boolean }): ReactNode {
  return (
    <div role="columnheader" aria-colindex={at + 1} className="th at-end" data-place={at}>
      <span tabIndex={isActive ? 0 : -1}>
        <span className="sr">Actions</span>
      </span>
    </div>
  )
}

interface ColumnHeadProps {
  readonly column: Column
  readonly at: number
  readonly sort: readonly SortKey[]
  readonly isActive: boolean
  readonly onSort: HeadProps['onSort']
}

function ColumnHead({ column, at, sort, isActive, onSort }: ColumnHeadProps): ReactNode {
  const rank = sort.findIndex((key) => key.property === column.field)
  const direction = sort[rank]?.direction
  const inside = (
    <>
      <span className="cut">{column.label}</span>
      {direction === undefined ? null : <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />}
      {direction !== undefined && sort.length > 1 ? <span className="rank">{rank + 1}</span> : null}
    </>
  )
  return (
    <div
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
}
