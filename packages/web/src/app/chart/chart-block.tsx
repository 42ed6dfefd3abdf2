import { lazy, type ReactNode, Suspense } from 'react'
import { BlockFrame } from '../block/block-frame.js'
import type { Drawn } from '../block/renderer.js'
import { LoadingLines } from '../part/states.js'

const ChartView = lazy(async () => ({ default: (await import('./chart-view.js')).ChartView }))

/** A picture of numbers. What draws it is loaded when the first one is drawn. */
export function Chart(drawn: Drawn<'chart'>): ReactNode {
  const waiting = (
    <BlockFrame kind="chart" title={drawn.block.title}>
      <LoadingLines />
    </BlockFrame>
  )
  return (
    <Suspense fallback={waiting}>
      <ChartView {...drawn} />
    </Suspense>
  )
}
