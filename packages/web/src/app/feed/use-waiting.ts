import { type RefObject, useEffect, useState } from 'react'
import type { FeedState } from './feed-pages.js'

type Rows = FeedState['rows']
/** So far from its top a list counts as scrolled. */
const far = 24

/** What is shown while somebody reads further down: what was there then. New ones wait, and are counted. */
export function useWaiting(
  scroller: RefObject<HTMLElement | null>,
  rows: Rows,
  at: string,
): { readonly shown: Rows; readonly waiting: number; readonly show: () => void } {
  // What was first when the list was scrolled away from its top.
  const [held, hold] = useState<Held>()
  const first = rows[0]?.row
  useEffect(() => {
    const frame = scroller.current
    if (frame === null) return
    const look = () => {
      if (frame.scrollTop < far) hold(undefined)
      else hold((was) => was ?? (first && { id: first.id, at: timeIn(first[at]) }))
    }
    // It may have been scrolled before this listens.
    look()
    frame.addEventListener('scroll', look, { passive: true })
    return () => frame.removeEventListener('scroll', look)
  }, [scroller, first, at])
  const shown = held === undefined ? rows : rows.filter(({ row }) => !isNewer(row.id, timeIn(row[at]), held))
  const show = () => {
    hold(undefined)
    scroller.current?.scrollTo({ top: 0 })
    scroller.current?.focus({ preventScroll: true })
  }
  return { shown, waiting: rows.length - shown.length, show }
}

interface Held {
  readonly id: string
  readonly at: number
}
function isNewer(id: string, at: number, held: Held): boolean {
  return at === held.at ? id < held.id : at > held.at
}
function timeIn(value: unknown): number {
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY
}
