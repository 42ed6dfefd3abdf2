import { type ReactNode, useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Drawn } from '../block/renderer.js'
import { WithWindow } from '../block/sourced.js'
import { Controls } from '../control/controls.js'
import { useReading } from '../format/use-formats.js'
import { ChartBody } from './chart-body.js'
import '../styles/chart.css'

/** A chart in its frame, whose head has room for what can be done with it. */
export function ChartView({ block, draw }: Drawn<'chart'>): ReactNode {
  const words = useWords().chart
  const read = useReading()
  const reading = useMemo(() => ({ ...read, chart: words }), [read, words])
  const [tools, setTools] = useState<HTMLElement | null>(null)
  return (
    <section className="block chart">
      <header>
        <h2 dir="auto">{block.title ?? words.chart}</h2>
        {block.unit === undefined ? null : <span className="small t3">{block.unit}</span>}
        <span className="chart-tools" ref={setTools} />
      </header>
      {block.controls && <Controls provider={block.provider} controls={block.controls} />}
      <WithWindow block={block} isBare waiting={<LoadingChart />}>
        {({ rows, objectType }) => <ChartBody {...{ block, rows, objectType, reading, tools, draw }} />}
      </WithWindow>
    </section>
  )
}

const heights = [64, 120, 92, 148, 108, 76]

/** Grey bars in the size of a picture. */
function LoadingChart(): ReactNode {
  return (
    <div className="chart-wait wait" role="status" aria-label={useWords().state.loading}>
      {heights.map((height) => (
        <span className="sk" key={height} style={{ height }} />
      ))}
    </div>
  )
}
