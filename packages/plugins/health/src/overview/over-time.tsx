import type { healthOverviewContract } from '@tenure/core/health'
import { type Formats, LoadingLines, ProgressBar, useText, useWidth } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { z } from 'zod'

type Points = z.output<typeof healthOverviewContract.output>['overTime']
interface OverTimeProps {
  /** `undefined` until it has come. */
  readonly overTime: Points | undefined
  /** How far it is until then, from 0 to 1, where that is known. */
  readonly progress: number | undefined
  readonly formats: Formats
}
const [high, top] = [152, 8]
/** So narrow a picture is at least, and so wide is the scale beside it, in pixels. */
const [least, scale] = [200, 26]

/** The average of past weeks as a line, with its last value at its end. */
export function OverTime({ overTime, progress, formats }: OverTimeProps): ReactNode {
  const text = useText()
  const known = (overTime ?? []).flatMap(({ at, average }) => (average === null ? [] : [{ at, average }]))
  const [first, last] = [known[0], known.at(-1)]
  return (
    <figure>
      <figcaption className="cap">
        <span>{text('Average over 12 weeks')}</span>
        {overTime === undefined && progress !== undefined ? (
          <span className="far num">
            <ProgressBar label={text('Average over 12 weeks')} share={progress} />
            {formats.percent(progress)}
          </span>
        ) : null}
      </figcaption>
      {overTime === undefined ? (
        <LoadingLines lines={4} />
      ) : first === undefined || last === undefined || known.length < 2 ? (
        <p className="small t3">{text('no history yet')}</p>
      ) : (
        <Line points={known} first={first} last={last} formats={formats} />
      )}
    </figure>
  )
}

interface Point {
  readonly at: number
  readonly average: number
}
interface LineProps {
  readonly points: readonly Point[]
  readonly first: Point
  readonly last: Point
  readonly formats: Formats
}
function Line({ points, first, last, formats }: LineProps): ReactNode {
  const text = useText()
  const { number } = formats
  const { width, place } = useWidth()
  const whole = Math.max(least, width)
  const wide = whole - scale
  const averages = points.map(({ average }) => average)
  const low = Math.max(0, Math.floor(Math.min(...averages) / 10) * 10)
  const up = Math.min(100, Math.max(low + 10, Math.ceil(Math.max(...averages) / 10) * 10))
  const x = ({ at }: Point) => ((at - first.at) / Math.max(1, last.at - first.at)) * (wide - 8)
  const y = (value: number) => high - ((value - low) / (up - low)) * (high - top)
  const shown = (value: number) => number(Math.round(value))
  return (
    <div ref={place}>
      <svg
        className="sum-chart"
        viewBox={`0 0 ${whole} 172`}
        role="img"
        aria-label={text('Average score over 12 weeks, from {from} to {to}', { from: shown(first.average), to: shown(last.average) })}
      >
        {[low, (low + up) / 2, up].map((value) => (
          <g key={value}>
            <line className="ln" x1="0" x2={wide} y1={y(value)} y2={y(value)} />
            <text x={whole} y={y(value) + 4} textAnchor="end">
              {number(value)}
            </text>
          </g>
        ))}
        <path className="trend" d={points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point)} ${y(point.average)}`).join('')} />
        <circle className="end" cx={x(last)} cy={y(last.average)} r="3" />
        <text className="last" x={x(last)} y={Math.min(high - 6, y(last.average) + 18)} textAnchor="end">
          {shown(last.average)}
        </text>
        <text x="0" y="168">
          {formats.dayOf(first.at)}
        </text>
        <text x={wide - 8} y="168" textAnchor="end">
          {formats.dayOf(last.at)}
        </text>
      </svg>
      <table className="sr">
        <thead>
          <tr>
            <th scope="col">{text('Week')}</th>
            <th scope="col">{text('Average')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, average }) => (
            <tr key={at}>
              <th scope="row">{formats.dayOf(at)}</th>
              <td>{shown(average)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
