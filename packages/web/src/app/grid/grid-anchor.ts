import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ListState, ListWindow } from '../data/list-window.js'
import { headHeight, type Place, type Rows } from './grid-rows.js'

/**
 * Keeps the rows in sight where they are when a live update brings rows in above them: while one has scrolled, or the pointer is over the list.
 * Gives how many have come in above since.
 */
export function useAnchor(
  scroller: RefObject<HTMLDivElement | null>,
  list: ListWindow | undefined,
  state: ListState,
  rowHeight: number,
): number {
  const [fresh, setFresh] = useState(0)
  const isOver = useRef(false)
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const onScroll = () => element.scrollTop < 1 && setFresh(0)
    const enter = () => {
      isOver.current = true
    }
    const leave = () => {
      isOver.current = false
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('pointerenter', enter)
    element.addEventListener('pointerleave', leave)
    return () => {
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('pointerenter', enter)
      element.removeEventListener('pointerleave', leave)
    }
  }, [scroller])
  useEffect(() => {
    setFresh(0)
    list?.keepInPlace(() => {
      const element = scroller.current
      return element === null || (element.scrollTop < 1 && !isOver.current) ? [] : rowsInSight(element)
    })
  }, [list, scroller])
  const { by, turn } = state.shift
  useLayoutEffect(() => {
    if (by === 0 || turn === 0 || scroller.current === null) return
    scroller.current.scrollTop += by * rowHeight
    if (by > 0) setFresh((now) => now + by)
  }, [turn])
  return fresh
}

/** The active row stays the same record when others come in above it. */
export function useFollow(state: ListState, active: Place, setActive: (place: Place) => void): void {
  const { by, turn } = state.shift
  useLayoutEffect(() => {
    if (by !== 0 && active.row >= 0) setActive({ ...active, row: Math.max(0, active.row + by) })
  }, [turn])
}

/** Another list begins at its top. */
export function useTop(scroller: RefObject<HTMLDivElement | null>, place: string): void {
  const was = useRef(place)
  useLayoutEffect(() => {
    if (was.current !== place) scroller.current?.scrollTo({ top: 0 })
    was.current = place
  }, [scroller, place])
}

/** Informs the list which rows are in sight. */
export function useShown(list: ListWindow | undefined, virtual: Rows, total: number): void {
  const range = virtual.range
  const first = range?.startIndex ?? 0
  const last = range?.endIndex ?? 40
  useEffect(() => list?.show(first, Math.max(last, first + 20)), [list, first, last, total])
}

function rowsInSight(element: HTMLElement): readonly string[] {
  const { top, bottom } = element.getBoundingClientRect()
  return [...element.querySelectorAll<HTMLElement>('[data-id]')].flatMap((row) => {
    const box = row.getBoundingClientRect()
    return box.bottom > top + headHeight && box.top < bottom ? [row.dataset['id'] ?? ''] : []
  })
}
