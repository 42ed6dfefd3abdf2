import type { Format } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { isRight } from '../format/value.js'
import type { ChartData, Point } from './chart-data.js'
import { type ChartReading, columnText } from './chart-text.js'
import type { OpenOf } from './opened.js'

interface ValuesTableProps {
  readonly data: ChartData
  readonly label: string
  readonly category: string
  readonly reading: ChartReading
  /** Left out where it is only read aloud, and the picture opens what is behind. */
  readonly openOf?: OpenOf
}

/** The values of a chart: a row for each category, a column for each series of each unit. */
export function ValuesTable({ data, label, category, reading, openOf }: ValuesTableProps): ReactNode {
  const columns = data.panels.flatMap((panel) => panel.series.map((series) => ({ panel, series })))
  return (
    <table className="plain-table chart-values" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{category}</th>
          {columns.map(({ panel, series }) => (
            <th scope="col" key={`${panel.key} ${series.key}`} className={isRight(panel.unit.format as Format) ? 'r' : undefined}>
              {columnText(data.panels, panel.unit, series.label, reading.chart)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.categories.map(({ key, full }, at) => (
          <tr key={key}>
            <th scope="row" className="cut" dir="auto" title={full}>
              {full}
            </th>
            {columns.map(({ panel, series }) => (
              <td key={`${panel.key} ${series.key}`} className={isRight(panel.unit.format as Format) ? 'r num' : 'num'}>
                <Value point={series.points[at]} name={`${full}, ${series.label}`} {...(openOf && { openOf })} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ValueProps extends Pick<ValuesTableProps, 'openOf'> {
  readonly point: Point | undefined
  readonly name: string
}

function Value({ point, name, openOf }: ValueProps): ReactNode {
  if (point === undefined) return null
  const way = openOf?.(point, name)
  if (way === undefined) return point.text
  return (
    <button type="button" className="more" aria-label={`${point.text}. ${way.label}`} onClick={way.open}>
      {point.text}
    </button>
  )
}
