import { type RefObject, useEffect, useRef } from 'react'
import type { GridEditing } from './grid-edit.js'

/** A press on a cell. */
export interface Pressed {
  readonly place: readonly [row: number, column: number]
  readonly x: number
  readonly y: number
}
/** The second of two presses edits the cell of the first, which opened the preview: what lies under the pointer then may be another cell, or the preview. */
export function useSecondPress({ begin }: Pick<GridEditing, 'begin'>): RefObject<Pressed | undefined> {
  const clicked = useRef<Pressed>(undefined)
  const latest = useRef(begin)
  latest.current = begin
  useEffect(() => {
    // A first press elsewhere has no cell. How long two presses may be apart is the system's to say.
    const onFirst = ({ detail }: MouseEvent): void => {
      if (detail < 2) clicked.current = undefined
    }
    const onSecond = (event: MouseEvent): void => {
      const first = clicked.current
      if (first === undefined || isInEditor(event)) return
      if (Math.hypot(event.clientX - first.x, event.clientY - first.y) > 6) return
      window.getSelection()?.removeAllRanges()
      if (latest.current(...first.place)) event.preventDefault()
    }
    document.addEventListener('click', onFirst, true)
    document.addEventListener('dblclick', onSecond)
    return () => {
      document.removeEventListener('click', onFirst, true)
      document.removeEventListener('dblclick', onSecond)
    }
  }, [])
  return clicked
}

/** Whether something happened in the editor of a cell. */
export const isInEditor = ({ target }: { readonly target: EventTarget | null }): boolean =>
  target instanceof Element && target.closest('.td.editing') !== null
