import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Offer } from '../action/offer.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { isRight, textOf } from '../format/value.js'
import { Icon } from '../part/icon.js'
import { Message } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { PlainCard, PlainRow, type RowProps } from './plain-row.js'
import { nextSort, type PlainColumn, type PlainSort, searchRows, sortRows } from './plain-rows.js'

/** What a plain table shows. */
export interface PlainTableProps {
  /** The name of the table. */
  readonly label: string | undefined
  readonly columns: readonly PlainColumn[]
  readonly rows: readonly Row[]
  /** How many rows the source has; where it gave fewer, they are neither sorted nor searched here. */
  readonly total?: number
  readonly opens?: RowProps['opens']
  readonly offersOf?: (row: Row) => readonly Offer[]
  readonly start?: (offer: Offer, subject: string, back: HTMLElement) => void
}

const step = 100
const fewRows = 7

/** All rows of a source: sorted by a press on a head, searched, counted, opened; cards on a phone. */
export function PlainTable(props: PlainTableProps): ReactNode {
  const { label, columns, rows, total = rows.length } = props
  const words = useWords().block
  const reading = useReading()
  const isPhone = usePhone()
  const [sort, setSort] = useState<PlainSort>()
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(step)
  const isWhole = rows.length >= total
  const format = columns.find(({ field }) => field === sort?.field)?.format ?? 'text'
  const found = isWhole ? sortRows(searchRows(rows, columns, search, reading), sort, format, reading) : rows
  const drawn = found.slice(0, most)
  const toRow = (row: Row) => ({ ...props, row, name: nameOf(row) })
  const nameOf = (row: Row) => (columns[0] && textOf(row[columns[0].field], columns[0].format, reading)) || words.unnamed
  const clear = (
    <button type="button" className="btn" onClick={() => setSearch('')}>
      {words.clearSearch}
    </button>
  )
  return (
    <>
      {isWhole && (rows.length > fewRows || search !== '') ? (
        <div className="plain-seek">
          <input
            type="search"
            aria-label={words.search(label)}
            placeholder={words.search(label)}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      ) : null}
      {found.length === 0 ? (
        <Message icon="search" title={words.noMatch} role="status" actions={clear}>
          {words.noMatchWhy(search)}
        </Message>
      ) : isPhone ? (
        <ul className="plain-cards" aria-label={label ?? words.table}>
          {drawn.map((row) => (
            <PlainCard key={row.id} {...toRow(row)} />
          ))}
        </ul>
      ) : (
        <Wide {...props} sort={sort} press={isWhole ? (field) => setSort(nextSort(sort, field)) : undefined}>
          {drawn.map((row) => (
            <PlainRow key={row.id} {...toRow(row)} />
          ))}
        </Wide>
      )}
      <Foot shown={found.length} total={total} hidden={found.length - drawn.length} more={() => setMost(most + step)} />
    </>
  )
}

interface WideProps extends PlainTableProps {
  readonly sort: PlainSort | undefined
  readonly press: ((field: string) => void) | undefined
  readonly children: ReactNode
}

function Wide({ label, columns, offersOf, sort, press, children }: WideProps): ReactNode {
  const words = useWords().block
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="plain-frame" tabIndex={0} aria-label={label ?? words.table}>
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.field}
                column={column}
                direction={sort?.field === column.field ? sort.direction : undefined}
                press={press}
              />
            ))}
            {offersOf === undefined ? null : (
              <th scope="col" className="at-end">
                <span className="sr">{words.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

interface HeadProps {
  readonly column: PlainColumn
  readonly direction: PlainSort['direction'] | undefined
  readonly press: ((field: string) => void) | undefined
}

function Head({ column, direction, press }: HeadProps): ReactNode {
  const { field, label, format } = column
  return (
    <th scope="col" className={isRight(format) ? 'r' : undefined} aria-sort={direction}>
      {press === undefined ? (
        label
      ) : (
        <button type="button" className="plain-head" onClick={() => press(field)}>
          {label}
          {direction === undefined ? null : <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} size={12} />}
        </button>
      )}
    </th>
  )
}

interface FootProps {
  readonly shown: number
  readonly total: number
  readonly hidden: number
  readonly more: () => void
}

function Foot({ shown, total, hidden, more }: FootProps): ReactNode {
  const words = useWords().block
  const { number } = useReading().formats
  return (
    <div className="plain-foot small t3">
      <span className="num" role="status">
        {shown === total ? words.rows(number(total), total === 1) : words.someOf(number(shown), number(total))}
      </span>
      {hidden <= 0 ? null : (
        <button type="button" className="more" onClick={more}>
          {words.more(number(Math.min(hidden, step)))}
        </button>
      )}
    </div>
  )
}
