import type { ReactNode } from 'react'
import { BlockFrame } from '../block/block-frame.js'
import type { Drawn } from '../block/renderer.js'
import { onDemand } from '../early/on-demand.js'
import { LoadingLines } from '../part/states.js'

const ChartView = onDemand(async () => (await import('./chart-view.js')).ChartView).Part

/** A picture of numbers. What draws it is loaded when the first one is drawn. */
export function Chart(drawn: Drawn<'chart'>): ReactNode {
  const waiting = (
    <BlockFrame kind="chart" title={drawn.block.title}>
      <LoadingLines />
    </BlockFrame>
  )
  return <ChartView {...drawn} waiting={waiting} />
}
