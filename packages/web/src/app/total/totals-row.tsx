// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid what is in the cells takes the focus
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Measure } from '../column/overlay.js'
import type { Totals } from '../data/shapes.js'
import { useReading } from '../format/use-formats.js'
import type { Column } from '../grid/columns.js'
import { stepThrough } from '../part/focus.js'
import { Menu } from '../part/menu.js'
import { measuresOf, type ShownTotal, shownTotal } from './totals.js'

interface TotalsProps {
  readonly columns: readonly Column[]
  readonly totals: Totals | undefined
  /** How many records there are, as it is written. */
  readonly count: ReactNode
}
interface RowProps extends TotalsProps {
  readonly hasActions: boolean
  readonly measure: (field: string, measure: Measure) => void
}

/** What the whole list comes to, under its columns: each cell is a menu of what may be there. Arrows go from cell to cell. */
export function TotalsRow({ columns, totals, count, hasActions, measure }: RowProps): ReactNode {
  const words = useWords().table
  const row = useRef<HTMLDivElement>(null)
  const [, ...rest] = columns
  const onKeyDown = (event: KeyboardEvent) => {
    if (row.current !== null && /^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) stepThrough(event, row.current, '.total > button')
  }
  return (
    <div role="rowgroup" className="totals" onKeyDown={onKeyDown}>
      <div role="row" className="tr" aria-label={words.totals} ref={row}>
        <div role="gridcell" className="total first">
          {count}
        </div>
        {rest.map((column) => (
          <div key={column.field} role="gridcell" className={`total${column.isRight ? ' r' : ''}`}>
            <TotalMenu column={column} totals={totals} measure={measure} />
          </div>
        ))}
        {hasActions ? <div role="gridcell" className="total at-end" /> : null}
      </div>
    </div>
  )
}

interface MenuProps extends Pick<RowProps, 'totals' | 'measure'> {
  readonly column: Column
}

function TotalMenu({ column, totals, measure }: MenuProps): ReactNode {
  const words = useWords().table
  const { formats } = useReading()
  const shown = totals && shownTotal(totals, column, formats)
  const named = useMeasureName(column)
  const spoken = useSpokenTotal()
  const label = shown === undefined ? words.chooseTotal(column.label) : spoken(shown, named(shown.measure), column.label)
  return (
    <Menu
      className={shown === undefined ? 'total-btn none' : 'total-btn'}
      label={label}
      tip={label}
      align={column.isRight ? 'end' : 'start'}
      button={shown === undefined ? <span aria-hidden="true">+</span> : <TotalText shown={shown} name={named(shown.measure)} />}
      {...(shown !== undefined && shown.exact.length > 1 && { lead: shown.exact.join('\n') })}
      entries={measuresOf(column.kind).map((each) => ({
        key: each,
        label: named(each),
        isChosen: each === (shown?.measure ?? 'none'),
        act: () => measure(column.field, each),
      }))}
    />
  )
}

/** The texts that one sees of a total: the first amount, and how many other currencies there are; a sum is what one expects, so it is not named. */
function useParts(): (shown: ShownTotal, name: string) => { readonly name?: string; readonly value: string; readonly more?: string } {
  const words = useWords().table
  const { formats } = useReading()
  return ({ measure, short: [value = '\u2013', ...others] }, name) => ({
    ...(measure !== 'sum' && { name }),
    value,
    ...(others.length > 0 && { more: words.moreCurrencies(formats.number(others.length)) }),
  })
}

/** A total as screen readers hear it: what one sees, of which column, and the exact amounts where these are shortened. */
function useSpokenTotal(): (shown: ShownTotal, name: string, label: string) => string {
  const words = useWords().table
  const parts = useParts()
  return (shown, measure, label) => {
    const { name, value, more } = parts(shown, measure)
    const exact = shown.exact.join('; ')
    const seen = [name, value, more].filter((part) => part !== undefined).join(' ')
    return words.totalOf(seen, name === undefined ? words.sumOf(label) : label, exact === shown.short.join('; ') ? '' : exact)
  }
}

function TotalText({ shown, name: measure }: { readonly shown: ShownTotal; readonly name: string }): ReactNode {
  const { name, value, more } = useParts()(shown, measure)
  return (
    <>
      {name === undefined ? null : <span className="cut">{name} </span>}
      <b className="num">{value}</b>
      {more === undefined ? null : <span> {more}</span>}
    </>
  )
}

/** The same in one line, for a phone. */
export function TotalsLine({ columns, totals, count }: TotalsProps): ReactNode {
  return (
    <div className="tfoot line">
      {count}
      {columns.slice(1).map((column) => (
        <LineTotal key={column.field} column={column} totals={totals} />
      ))}
    </div>
  )
}

function LineTotal({ column, totals }: { readonly column: Column; readonly totals: Totals | undefined }): ReactNode {
  const { formats } = useReading()
  const named = useMeasureName(column)
  const spoken = useSpokenTotal()
  const shown = totals && shownTotal(totals, column, formats)
  if (shown === undefined || shown.short.length === 0) return null
  const name = named(shown.measure)
  return (
    <span className="line-total">
      <span className="sr">{spoken(shown, name, column.label)}</span>
      <span aria-hidden="true">
        <TotalText shown={shown} name={name} />
      </span>
    </span>
  )
}

function useMeasureName({ kind }: Column): (measure: string) => string {
  const words = useWords().table
  const isTime = kind === 'date' || kind === 'datetime'
  return (measure) => {
    if (isTime && measure === 'minimum') return words.earliest
    if (isTime && measure === 'maximum') return words.latest
    return words.measures[measure as Measure] ?? measure
  }
}
