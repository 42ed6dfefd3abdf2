import { type PointerEvent, type ReactNode, useRef } from 'react'
import type { Column } from './columns.js'

/** Changes the width of a column; `undefined` sets it back. */
export type Resize = (field: string, width: number | undefined) => void

const least = 16

interface EdgeProps {
  readonly column: Column
  /** How all columns are drawn while this one is dragged to a width. */
  readonly tracksAt: (field: string, width: number) => string
  readonly resize: Resize
}

/** The edge of a column head, which is dragged; a double click sets the width back. Keys are at the head itself. */
export function ColumnEdge({ column: { field }, tracksAt, resize }: EdgeProps): ReactNode {
  const drag = useRef<{ readonly from: number; readonly width: number; now: number }>(undefined)
  const table = (event: PointerEvent) => event.currentTarget.closest<HTMLElement>('.tbl')
  const end = (event: PointerEvent<HTMLElement>) => {
    const { now, width } = drag.current ?? {}
    drag.current = undefined
    table(event)?.style.setProperty('--tracks', table(event)?.dataset['tracks'] ?? '')
    if (now !== undefined && now !== width) resize(field, now)
  }
  return (
    <span
      className="edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        const width = event.currentTarget.parentElement?.offsetWidth
        if (width === undefined || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { from: event.clientX, width, now: width }
      }}
      onPointerMove={(event) => {
        if (drag.current === undefined) return
        drag.current.now = Math.max(least, drag.current.width + event.clientX - drag.current.from)
        table(event)?.style.setProperty('--tracks', tracksAt(field, drag.current.now))
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => resize(field, undefined)}
    />
  )
}
