import type { ReactNode } from 'react'
import type { ChartData, Panel } from '../chart/chart-data.js'
import type { ChartReading } from '../chart/chart-text.js'
import { Swatch } from '../chart/swatch.js'
import type { Mark, Plot } from './geometry.js'
import type { Shape } from './spans.js'

interface TipProps {
  readonly plot: Plot
  readonly panel: Panel
  readonly data: ChartData
  readonly reading: ChartReading
  readonly shape: Shape
  readonly category: number
  /** The point that has the focus: its line is strong. */
  readonly mark?: string
}
const widest = 220

/** All values of a category, whole, beside where one points. A point says the same by its name. */
export function Tip({ plot, panel, data, reading, shape, category, mark }: TipProps): ReactNode {
  const marks = plot.marks.filter((each) => each.category === category)
  const place = placeOf(plot, category, marks.find(({ key }) => key === mark) ?? marks[0])
  return (
    <div className="plot-tip" style={place} aria-hidden="true">
      <p className="cut" dir="auto">
        {data.categories[category]?.full}
      </p>
      {panel.series.map((series, at) => {
        const point = series.points[category]
        // Of cells the one that is meant is enough.
        if (plot.isDown === true && !marks.some((each) => each.key === mark && each.series === at)) return null
        const isStrong = marks.some((each) => each.key === mark && panel.series[each.series] === series)
        return (
          <div key={series.key} className={isStrong ? 'strong' : undefined}>
            {panel.series.length === 1 ? null : <Swatch tone={series.tone} shape={shape} />}
            <span className="cut grow" dir="auto">
              {series.label}
            </span>
            <span className="num">{point?.text ?? reading.chart.gap}</span>
          </div>
        )
      })}
    </div>
  )
}

/** Beside the category, where it hides neither its own values nor the edge of the picture. */
function placeOf({ columns, width, height, isLying }: Plot, category: number, mark: Mark | undefined) {
  const column = columns[category] ?? mark?.box ?? { x: 0, y: 0, width, height }
  const y = mark?.at.y ?? column.y + column.height / 2
  if (isLying) {
    const right = Math.max(0, width - (mark?.box.x ?? width / 2) - widest)
    return y > height / 2 ? { right, bottom: height - column.y + 4 } : { right, top: column.y + column.height + 4 }
  }
  const top = Math.max(0, Math.min(y - 20, height - 96))
  const isLate = column.x + column.width / 2 > width / 2
  return isLate
    ? { top, right: Math.min(width - column.x + 4, width - widest) }
    : { top, left: Math.min(column.x + column.width + 4, width - widest) }
}
