import type { ReactNode } from 'react'
import type { Shape } from '../plot/spans.js'
import type { Series } from './chart-data.js'
import type { ChartReading } from './chart-text.js'
import { Swatch } from './swatch.js'

interface LegendProps {
  readonly series: readonly Series[]
  readonly shape: Shape
  readonly hidden: ReadonlySet<string>
  readonly toggle: (key: string) => void
  readonly words: ChartReading['chart']
}

/** The series by name. A press hides one, and shows it again. */
export function Legend({ series, shape, hidden, toggle, words }: LegendProps): ReactNode {
  return (
    <ul className="chart-legend" aria-label={words.series}>
      {series.map(({ key, label, tone }) => (
        <li key={key}>
          <button type="button" aria-pressed={!hidden.has(key)} onClick={() => toggle(key)}>
            <Swatch tone={tone} shape={shape} />
            <span className="cut" dir="auto">
              {label}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
