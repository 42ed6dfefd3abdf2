import { type LinkProps, useText, useWidth } from '@tenure/web/parts'
import type { ReactNode } from 'react'

interface TenthsProps {
  /** Customers with a score of 0 to 9, 10 to 19, … 90 to 100. */
  readonly tenths: readonly number[]
  readonly thresholds: { readonly neutral: number; readonly healthy: number }
  readonly number: (value: number) => string
  /** Leads to the customers behind a bar, where a filter says which. */
  readonly linkOf: (tenth: number) => LinkProps
}
const [high, top] = [152, 18]

/** How many customers have which score: bars in the colour of their status, with both thresholds. */
export function Tenths({ tenths, thresholds, number, linkOf }: TenthsProps): ReactNode {
  const text = useText()
  const most = Math.max(1, ...tenths)
  const all = tenths.reduce((sum, count) => sum + count, 0)
  const fullest = tenths.indexOf(most)
  const statusAt = (from: number) => (from >= thresholds.healthy ? 'healthy' : from >= thresholds.neutral ? 'neutral' : 'risk')
  const { width, place } = useWidth()
  const wide = Math.max(least, width)
  const step = wide / 10
  return (
    <figure ref={place}>
      <figcaption className="cap">
        <span>{text('Distribution')}</span>
        <span>{all === 1 ? text('1 customer') : text('{n} customers', { n: all })}</span>
      </figcaption>
      <svg className="sum-chart" viewBox={`0 0 ${wide} 172`}>
        <title>{text('Customers by score, in steps of ten; most have {from} to {to}', { from: fullest * 10, to: endOf(fullest) })}</title>
        <line className="ln" x1="0" x2={wide} y1={high} y2={high} />
        {tenths.map((count, at) => {
          const height = (count / most) * (high - top)
          return count === 0 ? null : (
            <a key={at} {...linkOf(at)}>
              <title>{text('{from} to {to}: {n}', { from: at * 10, to: endOf(at), n: count })}</title>
              <rect className="room" x={at * step} y={top} width={step} height={high - top} />
              <rect className={statusAt(at * 10)} x={at * step + 2} y={high - height} width={step - 4} height={height} rx="2.5" />
              <text x={at * step + step / 2} y={high - height - 4} textAnchor="middle">
                {number(count)}
              </text>
            </a>
          )
        })}
        {[thresholds.neutral, thresholds.healthy].map((value) => (
          <g key={value}>
            <line className="edge" x1={(value / 100) * wide} x2={(value / 100) * wide} y1="4" y2={high + 4} />
            <text x={(value / 100) * wide} y="168" textAnchor="middle">
              {number(value)}
            </text>
          </g>
        ))}
        <text x="0" y="168">
          {number(0)}
        </text>
        <text x={wide} y="168" textAnchor="end">
          {number(100)}
        </text>
      </svg>
      <TenthsTable tenths={tenths} number={number} />
    </figure>
  )
}

/** So narrow a picture is at least, in pixels. */
const least = 200
const endOf = (at: number): number => (at === 9 ? 100 : at * 10 + 9)

/** The same for those who hear the page. */
function TenthsTable({ tenths, number }: Pick<TenthsProps, 'tenths' | 'number'>): ReactNode {
  const text = useText()
  return (
    <table className="sr">
      <thead>
        <tr>
          <th scope="col">{text('Score')}</th>
          <th scope="col">{text('Customers')}</th>
        </tr>
      </thead>
      <tbody>
        {tenths.map((count, at) => (
          <tr key={at}>
            <th scope="row">{`${number(at * 10)} – ${number(endOf(at))}`}</th>
            <td>{number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
