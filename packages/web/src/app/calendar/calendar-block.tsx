import { type ReactNode, Suspense } from 'react'
import { BlockFrame } from '../block/block-frame.js'
import type { Drawn } from '../block/renderer.js'
import { lazily } from '../early/lazily.js'
import { LoadingLines } from '../part/states.js'

const CalendarView = lazily('CalendarView', () => import('./calendar-view.js'))

/** Items in time among other blocks. What draws it is loaded when the first one is drawn. */
export function Calendar({ block }: Drawn<'calendar'>): ReactNode {
  return (
    <BlockFrame kind="calendar" title={block.title}>
      <Suspense fallback={<LoadingLines />}>
        <CalendarView block={block} />
      </Suspense>
    </BlockFrame>
  )
}
