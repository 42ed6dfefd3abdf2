import type { Format } from '@tenure/core/block'
import type { ReactNode } from 'react'
import { Fragment } from 'react'
import { isRight } from '../format/value.js'
import type { ChartData, Panel, Point, Series } from './chart-data.js'
import type { ChartReading } from './chart-text.js'

interface ValuesTableProps {
  readonly data: ChartData
  readonly label: string
  readonly category: string
  readonly reading: ChartReading
  /** What a press on a value does, and how it is said; nothing where there is nothing behind it. */
  readonly openOf: (point: Point, name: string) => { readonly label: string; readonly open: () => void } | undefined
}

/** The values of a chart: a row for each category, a column for each series of each unit. */
export function ValuesTable({ data, label, category, reading, openOf }: ValuesTableProps): ReactNode {
  const columns = data.panels.flatMap((panel) => panel.series.map((series) => ({ panel, series })))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="plain-frame" tabIndex={0} aria-label={label}>
      <table className="plain-table chart-values">
        <thead>
          <tr>
            <th scope="col">{category}</th>
            {columns.map(({ panel, series }) => (
              <th scope="col" key={`${panel.key} ${series.key}`} className={isRight(panel.unit.format as Format) ? 'r' : undefined}>
                {columnText(data, panel, series, reading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.categories.map(({ key, full }, at) => (
            <tr key={key}>
              <th scope="row" dir="auto">
                {full}
              </th>
              {columns.map(({ panel, series }) => (
                <td key={`${panel.key} ${series.key}`} className={isRight(panel.unit.format as Format) ? 'r num' : 'num'}>
                  <Value point={series.points[at]} name={`${full}, ${series.label}`} openOf={openOf} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What a column of the table is called: the series, and its currency where there are several. */
export function columnText({ panels }: ChartData, { unit }: Panel, { label }: Series, { chart }: ChartReading): string {
  return panels.length > 1 && unit.currency !== undefined ? chart.of(label, unit.currency) : label
}

interface ValueProps extends Pick<ValuesTableProps, 'openOf'> {
  readonly point: Point | undefined
  readonly name: string
}

function Value({ point, name, openOf }: ValueProps): ReactNode {
  if (point === undefined) return null
  const way = openOf(point, name)
  if (way === undefined) return <Fragment>{point.text}</Fragment>
  return (
    <button type="button" className="more" aria-label={`${point.text}. ${way.label}`} onClick={way.open}>
      {point.text}
    </button>
  )
}
