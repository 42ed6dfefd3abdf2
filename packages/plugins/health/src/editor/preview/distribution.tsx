import type { ScoreProfile } from '@tenure/core/score'
import { useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Context, Preview } from '../shown-profile.js'

interface DistributionProps {
  readonly value: Preview
  readonly thresholds: ScoreProfile['thresholds']
  readonly context: Context
}
const width = 374
const height = 84

/** How many customers have which score, with the active profile as an outline. A table lies behind it for those who do not see it. */
export function Distribution({ value, thresholds, context }: DistributionProps): ReactNode {
  const text = useText()
  const { draft, active } = value
  const { number } = context.formats
  const most = Math.max(1, ...draft.tenths, ...(active?.tenths ?? []))
  const step = width / 10
  const top = (count: number) => (count / most) * (height - 6)
  const outline = active?.tenths.map((count, at) => `${at === 0 ? 'M' : 'L'}${at * step} ${height - top(count)}h${step}`).join('')
  const scored = draft.tenths.reduce((sum, count) => sum + count, 0)
  return (
    <section className="health-dist" aria-label={text('Distribution')}>
      <header>
        <h2>{text('Distribution')}</h2>
        <span className="small t3 grow num">{scored === 1 ? text('1 customer') : text('{n} customers', { n: scored })}</span>
        {active === undefined ? null : <span className="small t3 lgd">{text('— active profile')}</span>}
      </header>
      <svg viewBox={`0 0 ${width} 104`} aria-hidden="true">
        <line className="ln" x1="0" x2={width} y1={height} y2={height} />
        {draft.tenths.map((count, at) => (
          <rect
            key={at}
            className={statusOf(at * 10, thresholds)}
            x={at * step + 2}
            y={height - top(count)}
            width={step - 4}
            height={top(count)}
            rx="2.5"
          />
        ))}
        {outline === undefined ? null : <path d={outline} fill="none" stroke="var(--text)" strokeWidth="1.25" />}
        {[0, thresholds.neutral, thresholds.healthy, 100].map((score, at) => (
          <text key={at} x={(score / 100) * width} y="100" textAnchor={score <= 0 ? 'start' : score >= 100 ? 'end' : 'middle'}>
            {number(score)}
          </text>
        ))}
      </svg>
      <table className="sr">
        <caption>{text('Customers by score')}</caption>
        <tbody>
          {draft.tenths.map((count, at) => (
            <tr key={at}>
              <th scope="row">{text('{from} to {to}', { from: at * 10, to: at === 9 ? 100 : at * 10 + 9 })}</th>
              <td>{number(count)}</td>
              {active === undefined ? null : <td>{text('active: {n}', { n: active.tenths[at] ?? 0 })}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
function statusOf(score: number, { neutral, healthy }: ScoreProfile['thresholds']): string {
  return score + 5 < neutral ? 'risk' : score + 5 < healthy ? 'neutral' : 'healthy'
}
