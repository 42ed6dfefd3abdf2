import { type RefCallback, useCallback, useState } from 'react'

/** As wide as a scroll bar may be. */
const wobble = 24

/** The width of an element, as it changes. 0 until it is known. */
export function useWidth(): { readonly width: number; readonly place: RefCallback<HTMLElement> } {
  const [{ width }, setWidths] = useState({ width: 0, before: 0 })
  const place = useCallback<RefCallback<HTMLElement>>((element) => {
    if (element === null) return
    const take = (next: number) => setWidths((was) => nextWidths(was, Math.floor(next)))
    take(element.getBoundingClientRect().width)
    const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { width, place }
}

interface Widths {
  readonly width: number
  readonly before: number
}
// A picture may be just too high with a width, so that a scroll bar appears, and low enough beside it: then the narrower one stays.
function nextWidths(was: Widths, next: number): Widths {
  if (next === was.width) return was
  const isWobble = next === was.before && next > was.width && next - was.width <= wobble
  return isWobble ? was : { width: next, before: was.width }
}
