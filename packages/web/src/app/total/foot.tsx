import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import type { ListState } from '../data/list-window.js'
import { useConnection } from '../data/use-source.js'
import { lazily } from '../early/lazily.js'
import { useReading } from '../format/use-formats.js'
import type { TableModel } from '../table/use-table.js'

const load = () => import('./totals-row.js')
const TotalsRow = lazily('TotalsRow', load)
const TotalsLine = lazily('TotalsLine', load)

interface FootProps {
  readonly table: TableModel
  readonly title: string
}

/** How many the whole list has; with totals on a phone, those too. Where the list has its own foot there is no other. */
export function Foot({ table, title, isPhone }: FootProps & { readonly isPhone: boolean }): ReactNode {
  const words = useWords().table
  const isLost = useConnection().state === 'lost'
  const { state, totals, columns } = table
  const count = <Count state={state} title={title} />
  if (totals === undefined || state.total === undefined || state.total === 0) return <div className="tfoot">{count}</div>
  // While the line is lost the bar says so, and the totals of before stay.
  if (!isPhone) return totals.problem === undefined || isLost ? null : <p className="tfoot">{words.noTotals}</p>
  return (
    <Suspense fallback={<div className="tfoot">{count}</div>}>
      <TotalsLine columns={columns} totals={totals.value} count={count} />
    </Suspense>
  )
}

/** The totals below the rows, in the tracks of their columns. */
export function GridFoot({ table, title, hasActions }: FootProps & { readonly hasActions: boolean }): ReactNode {
  const { state, totals, columns, used } = table
  const count = <Count state={state} title={title} />
  return (
    <Suspense fallback={<Shape count={count} />}>
      <TotalsRow columns={columns} totals={totals?.value} count={count} hasActions={hasActions} measure={used.measure} />
    </Suspense>
  )
}

// biome-ignore-start lint/a11y/useSemanticElements: it is a row of a grid, as the totals are
// biome-ignore-start lint/a11y/useFocusableInteractive: nothing in it takes the focus
/** The foot until the totals are there. */
function Shape({ count }: { readonly count: ReactNode }): ReactNode {
  return (
    <div role="rowgroup" className="totals">
      <div role="row" className="tr">
        <div role="gridcell" className="total first">
          {count}
        </div>
      </div>
    </div>
  )
}
// biome-ignore-end lint/a11y/useFocusableInteractive: nothing in it takes the focus
// biome-ignore-end lint/a11y/useSemanticElements: it is a row of a grid, as the totals are

function Count({ state: { total }, title }: { readonly state: ListState; readonly title: string }): ReactNode {
  const words = useWords().list
  const { formats } = useReading()
  return (
    <span className="cut" role="status">
      {total === undefined ? null : (
        <>
          <b className="num">{formats.number(total)}</b> {words.count(total, words.within(title))}
        </>
      )}
    </span>
  )
}
