import { type ReactNode, useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Drawn } from '../block/renderer.js'
import { WithWindow } from '../block/sourced.js'
import { useReading } from '../format/use-formats.js'
import { ChartBody } from './chart-body.js'

/** A chart in its frame. */
export function ChartView({ block, draw }: Drawn<'chart'>): ReactNode {
  const words = useWords().chart
  const read = useReading()
  const reading = useMemo(() => ({ ...read, chart: words }), [read, words])
  return (
    <WithWindow block={block}>
      {({ rows, objectType }) => <ChartBody block={block} rows={rows} objectType={objectType} reading={reading} draw={draw} />}
    </WithWindow>
  )
}
