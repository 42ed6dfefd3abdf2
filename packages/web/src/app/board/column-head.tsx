import { memo, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { isMoney } from '../format/is-money.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import type { Stage, StageGroup } from './board-shapes.js'

interface ColumnHeadProps {
  readonly id: string
  readonly stage: Stage
  readonly group: StageGroup | undefined
  /** The amount that is summed. */
  readonly amount: string | undefined
  /** So many lines all heads have, so that cards start at one height. */
  readonly lines: number
  /** Why the card in flight may not come here. */
  readonly refusal: string | undefined
}

/** Name, count and probability of a stage, and what it comes to in each currency: numbers of the store, whatever is loaded. */
export const ColumnHead = memo(function ColumnHead({ id, stage, group, amount, lines, refusal }: ColumnHeadProps): ReactNode {
  const { formats } = useReading()
  const words = useWords().board
  const { probability } = stage
  return (
    <header>
      <h2 id={id}>
        <span className="cut" dir="auto" title={stage.label}>
          {stage.label}
        </span>
        <span className="n">{group === undefined ? '' : formats.number(group.count)}</span>
        {probability === undefined ? null : (
          <span className="pr" title={words.probability(formats.percent(probability))}>
            {formats.percent(probability)}
          </span>
        )}
      </h2>
      {amount === undefined && refusal === undefined ? null : (
        <div className="sums" style={{ minHeight: lines * 18 }}>
          {refusal === undefined ? (
            group && <Sums group={group} amount={amount ?? ''} />
          ) : (
            <p className="refusal">
              <Icon name="lock" size={12} />
              <span>{refusal}</span>
            </p>
          )}
        </div>
      )}
    </header>
  )
})

function Sums({ group, amount }: { readonly group: StageGroup; readonly amount: string }): ReactNode {
  const { formats } = useReading()
  const words = useWords().board
  const weighted = new Map(moneyOf(group, amount, 'weighted').map((value) => [value.currency, value]))
  return moneyOf(group, amount, 'sum').map((sum) => {
    const part = weighted.get(sum.currency)
    return (
      <p key={sum.currency}>
        <b title={formats.money(sum, 'detail')}>{formats.money(sum)}</b>
        {part === undefined ? null : <span title={formats.money(part, 'detail')}>{words.weighted(formats.money(part))}</span>}
      </p>
    )
  })
}

function moneyOf({ totals }: StageGroup, field: string, measure: string) {
  const value = totals.find((total) => total.field === field && total.measure === measure)?.value
  return (Array.isArray(value) ? value : [value]).filter(isMoney)
}

/** How many currencies the stage with the most has. */
export function linesOf(groups: readonly StageGroup[], amount: string | undefined): number {
  if (amount === undefined) return 0
  return Math.max(1, ...groups.map((group) => moneyOf(group, amount, 'sum').length))
}
