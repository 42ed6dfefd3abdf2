import { type ReactNode, useId, useState } from 'react'
import type { Blocks } from '../block/renderer.js'
import { Message } from '../part/states.js'
import { PlotView } from '../plot/plot-view.js'
import { BigNumber } from '../whole/big-number.js'
import type { ChartData, Panel } from './chart-data.js'
import type { ChartReading } from './chart-text.js'
import { Legend } from './legend.js'
import type { OpenOf } from './opened.js'
import { summaryOf } from './summary.js'

interface ChartPictureProps {
  readonly block: Blocks['chart']
  readonly data: ChartData
  readonly reading: ChartReading
  readonly title: string
  /** The id of the row whose records are shown. */
  readonly chosen: string | undefined
  readonly openOf: OpenOf
}

/** A picture for each unit, below one legend. */
export function ChartPicture({ block, data, reading, title, chosen, openOf }: ChartPictureProps): ReactNode {
  const { chart: words } = reading
  const { shape } = block
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const keysId = useId()
  const all = new Map(data.panels.flatMap(({ series }) => series.map((one) => [one.key, one])))
  const isTime = block.category.period !== undefined || block.category.format === 'date'
  const panels = data.panels
    .map((panel) => ({ ...panel, series: panel.series.filter(({ key }) => !hidden.has(key)) }))
    .filter(({ series }) => series.length > 0)
    .map((panel) => (isTime || data.panels.length === 1 ? { data, panel } : ofPanel(data, panel)))
  const toggle = (key: string) => setHidden(new Set(hidden.has(key) ? [...hidden].filter((one) => one !== key) : [...hidden, key]))
  if (shape === 'number' || shape === 'table')
    return (
      <div className="chart-picture">
        <BigNumber data={data} openOf={openOf} />
      </div>
    )
  return (
    <div className="chart-picture">
      {all.size < 2 || shape === 'heat-map' ? null : <Legend {...{ hidden, toggle, words }} series={[...all.values()]} shape={shape} />}
      <p className="sr" id={keysId}>
        {words.keys}
      </p>
      {panels.length === 0 ? (
        <Message icon="trend" title={words.allHidden} role="status">
          {words.allHiddenWhy}
        </Message>
      ) : null}
      <div className={data.panels.length > 1 ? 'chart-panels' : undefined}>
        {panels.map(({ data: own, panel }) => (
          <div key={panel.key}>
            {data.panels.length > 1 ? (
              <p className="chart-unit">{panel.unit.currency ?? panel.series.map(({ label }) => label).join(', ')}</p>
            ) : null}
            <PlotView
              {...{ panel, reading, keysId, chosen, openOf, isTime }}
              data={own}
              shape={shape}
              adds={addsUp(block)}
              isStacked={block.stacked === true}
              isLying={block.lying === true}
              summary={summaryOf({ title, shape, data: own, panel, reading })}
            />
          </div>
        ))}
      </div>
    </div>
  )
}

/** Averages and extremes have no sum. */
function addsUp({ series }: Blocks['chart']): boolean {
  return series.every(({ measure = 'sum' }) => measure === 'sum')
}

/** Of several pictures each has the names that it has values of; spans of time are the same in all. */
function ofPanel(data: ChartData, panel: Panel): { readonly data: ChartData; readonly panel: Panel } {
  const isHere = data.categories.map((_, at) => panel.series.some(({ points }) => points[at] !== undefined))
  const here = <T,>(all: readonly T[]) => all.filter((_, at) => isHere[at])
  return {
    data: { ...data, categories: here(data.categories), levels: here(data.levels) },
    panel: { ...panel, series: panel.series.map((series) => ({ ...series, points: here(series.points) })) },
  }
}
