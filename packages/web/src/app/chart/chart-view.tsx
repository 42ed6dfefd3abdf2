import { type ReactNode, useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Drawn } from '../block/renderer.js'
import { WithWindow } from '../block/sourced.js'
import { Controls } from '../control/controls.js'
import { useReading } from '../format/use-formats.js'
import { ChartBody } from './chart-body.js'
import { LoadingChart, Stopped } from './loading-chart.js'
import '../styles/chart.css'

/** A chart in its frame, whose head has room for what can be done with it. */
export function ChartView({ block, draw }: Drawn<'chart'>): ReactNode {
  const words = useWords().chart
  const read = useReading()
  const reading = useMemo(() => ({ ...read, chart: words }), [read, words])
  const [isStopped, stop] = useState(false)
  const [tools, setTools] = useState<HTMLElement | null>(null)
  return (
    <section className="block chart">
      <header>
        <h2 dir="auto">{block.title ?? words.chart}</h2>
        {block.unit === undefined ? null : <span className="small t3">{block.unit}</span>}
        <span className="chart-tools" ref={setTools} />
      </header>
      {block.controls && <Controls provider={block.provider} controls={block.controls} />}
      {isStopped ? (
        <Stopped words={words} again={() => stop(false)} />
      ) : (
        <WithWindow block={block} isBare waiting={(progress) => <LoadingChart words={words} stop={() => stop(true)} progress={progress} />}>
          {({ rows, objectType }) => <ChartBody {...{ block, rows, objectType, reading, tools, draw }} />}
        </WithWindow>
      )}
    </section>
  )
}
