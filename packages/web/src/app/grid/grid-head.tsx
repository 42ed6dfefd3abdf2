// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells take the focus, one at a time
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be

import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { SortKey } from '../address/address.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { Box } from '../select/box.js'
import type { Resize } from './column-edge.js'
import { boxPlace, type Column, tracksOf } from './columns.js'
import type { Place } from './grid-rows.js'

const ColumnEdge = lazily('ColumnEdge', () => import('./column-edge.js'))

interface HeadProps {
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  readonly active: Place
  readonly isPhone: boolean
  /** Width of the column of what may be done with rows; 0 where there is none. */
  readonly actsWidth: number
  /** Whether all rows that are known are selected; absent where rows have no boxes. */
  readonly box: 'on' | 'off' | 'mixed' | undefined
  readonly onSort: (field: string, further: boolean) => void
  /** Changes the width of a column; without it columns keep theirs. */
  readonly onResize: Resize | undefined
}

/** The heads of the columns, above the rows; on a phone only for screen readers. */
export function Head({ columns, sort, active, isPhone, actsWidth, box, onSort, onResize }: HeadProps): ReactNode {
  const tracksAt = (field: string, width: number) =>
    tracksOf(
      columns.map((column) => (column.field === field ? { ...column, width } : column)),
      actsWidth,
      box !== undefined,
    ).tracks
  return (
    <div role="rowgroup" className={isPhone ? 'thead sr' : 'thead'}>
      <div role="row" className="tr" aria-rowindex={1} data-row={-1}>
        {box === undefined || isPhone ? null : <BoxHead box={box} isActive={active.row === -1 && active.column === boxPlace} />}
        {columns.map((column, at) => (
          <ColumnHead
            key={column.field}
            column={column}
            at={at}
            lead={box === undefined ? 0 : 1}
            sort={sort}
            isActive={!isPhone && active.row === -1 && active.column === at}
            onSort={onSort}
            edge={
              onResize && !isPhone ? (
                <Suspense>
                  <ColumnEdge column={column} tracksAt={tracksAt} resize={onResize} />
                </Suspense>
              ) : null
            }
          />
        ))}
        {actsWidth > 0 ? (
          <ActionsHead
            at={columns.length}
            lead={box === undefined ? 0 : 1}
            isActive={!isPhone && active.row === -1 && active.column === columns.length}
          />
        ) : null}
      </div>
    </div>
  )
}

/** The box for all rows that are known; the grid hears its press. */
function BoxHead({ box, isActive }: { readonly box: 'on' | 'off' | 'mixed'; readonly isActive: boolean }): ReactNode {
  const words = useWords().pick
  return (
    <div role="columnheader" aria-colindex={1} className="th ck" data-place={boxPlace}>
      <Box state={box} label={words.selectKnown} isActive={isActive} />
    </div>
  )
}

interface EndProps {
  readonly at: number
  /** How many columns come before those of the properties. */
  readonly lead: number
  readonly isActive: boolean
}

function ActionsHead({ at, lead, isActive }: EndProps): ReactNode {
  const words = useWords().layer
  return (
    <div role="columnheader" aria-colindex={at + lead + 1} className="th at-end" data-place={at}>
      <span tabIndex={isActive ? 0 : -1}>
        <span className="sr">{words.actions}</span>
      </span>
    </div>
  )
}

interface ColumnHeadProps extends EndProps {
  readonly column: Column
  readonly sort: readonly SortKey[]
  readonly onSort: HeadProps['onSort']
  readonly edge: ReactNode
}

function ColumnHead({ column, at, lead, sort, isActive, onSort, edge }: ColumnHeadProps): ReactNode {
  const words = useWords().table
  const rank = sort.findIndex((key) => key.property === column.field)
  const direction = sort[rank]?.direction
  const mixed = column.isMixed && column.isSortable ? words.byCurrency : undefined
  const described = [mixed, edge === null ? undefined : words.widthKeys].filter((text) => text !== undefined).join(' ') || undefined
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
      aria-colindex={at + lead + 1}
      aria-sort={direction}
      className={`th${at === 0 ? ' first' : ''}${column.isRight ? ' r' : ''}${direction === undefined ? '' : ' sorted'}`}
      data-place={at}
      title={mixed}
    >
      {column.isSortable ? (
        <button
          type="button"
          aria-description={described}
          tabIndex={isActive ? 0 : -1}
          onClick={(event) => onSort(column.field, event.shiftKey)}
        >
          {inside}
        </button>
      ) : (
        <span className="plain-head" tabIndex={isActive ? 0 : -1}>
          {inside}
        </span>
      )}
      {edge}
    </div>
  )
}
