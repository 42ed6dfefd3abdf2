import type { ReactNode } from 'react'
import type { ChartData } from '../chart/chart-data.js'
import type { OpenOf } from '../chart/opened.js'
import { bigFigures } from './big-figures.js'

interface BigNumberProps {
  readonly data: ChartData
  readonly openOf: OpenOf
}

/** The values of a report, each with its name: a line for each currency, and a press opens the records behind it. */
export function BigNumber({ data, openOf }: BigNumberProps): ReactNode {
  const rows = bigFigures(data)
  return (
    <ul className="big-number">
      {rows.map(({ key, unit, label, point }, at) => {
        const way = openOf(point, label)
        const next = rows[at + 1]
        return (
          <li key={key}>
            {way === undefined ? (
              <span className="figure num">{point.text}</span>
            ) : (
              <button type="button" className="figure num" aria-label={`${point.text}. ${way.label}`} onClick={way.open}>
                {point.text}
              </button>
            )}
            {next?.label === label && next.unit !== unit ? null : (
              <p className="small t2" dir="auto">
                {label}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}
