import { useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { BacktestReport } from '../../backtest/report.js'
import type { Context } from '../shown-profile.js'
import { aucText } from './estimate-text.js'

interface EarlyProps {
  readonly context: Context
  readonly report: BacktestReport
}
const [wide, low, high] = [412, 86, 24]
interface Known {
  readonly days: number
  readonly value: number
}

/** The same score at other horizons: how early it knows. */
export function Early({ context, report }: EarlyProps): ReactNode {
  const text = useText()
  const known = report.early.flatMap(({ days, auc }): readonly Known[] => (auc === null ? [] : [{ days, value: auc.value }]))
  const number = aucText(context.locale)
  return (
    <section className="block w5" aria-labelledby="bt-early">
      <header>
        <h2 id="bt-early">{text('How early it knows')}</h2>
        <span className="n">{text('AUC by days before')}</span>
      </header>
      {known.length < 2 ? (
        <p className="bt-note t3">{text('Further horizons have too few outcomes.')}</p>
      ) : (
        <Line known={known} now={report.horizonDays} number={number} />
      )}
      <table className="sr">
        <caption>{text('How early it knows')}</caption>
        <tbody>
          {report.early.map(({ days, auc }) => (
            <tr key={days}>
              <th scope="row">{text('{n} days before', { n: days })}</th>
              <td>{auc === null ? text('too few') : number(auc.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface LineProps {
  readonly known: readonly Known[]
  readonly now: number
  readonly number: (value: number) => string
}
function Line({ known, now, number }: LineProps): ReactNode {
  const text = useText()
  const values = known.map(({ value }) => value)
  const bottom = Math.min(0.5, Math.floor(Math.min(...values) * 10) / 10)
  const top = Math.max(bottom + 0.2, Math.ceil(Math.max(...values) * 10) / 10)
  const last = known.at(-1)?.days ?? 1
  const x = (days: number) => 8 + (days / last) * (wide - 28)
  const y = (value: number) => low - ((value - bottom) / (top - bottom)) * (low - high)
  const lines = [...new Set([0.5, (0.5 + top) / 2, top])]
  return (
    <svg className="bt-chart" viewBox="0 0 450 108" aria-hidden="true">
      {lines.map((value) => (
        <g key={value}>
          <line className={value === 0.5 ? 'base' : 'ln'} x1="0" x2={wide} y1={y(value)} y2={y(value)} />
          <text x="450" y={y(value) + 4} textAnchor="end">
            {number(value)}
          </text>
        </g>
      ))}
      <text x="0" y={y(0.5) - 5}>
        {text('chance')}
      </text>
      <path className="trend" d={known.map(({ days, value }, at) => `${at === 0 ? 'M' : 'L'}${x(days)} ${y(value)}`).join('')} />
      {known.map(({ days, value }) => (
        <g key={days}>
          <circle className="end" cx={x(days)} cy={y(value)} r={days === now ? 4 : 3} />
          <text className={days === now ? 'over is-now' : 'over'} x={x(days)} y={y(value) - 8} textAnchor="middle">
            {number(value)}
          </text>
          <text x={x(days)} y="105" textAnchor="middle">
            {text('{n} d', { n: days })}
          </text>
        </g>
      ))}
    </svg>
  )
}
