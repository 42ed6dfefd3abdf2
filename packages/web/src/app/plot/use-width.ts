import { type RefCallback, useCallback, useState } from 'react'

/** The width of an element, as it changes. 0 until it is known. */
export function useWidth(): { readonly width: number; readonly place: RefCallback<HTMLElement> } {
  const [width, setWidth] = useState(0)
  const place = useCallback<RefCallback<HTMLElement>>((element) => {
    if (element === null) return
    setWidth(Math.floor(element.getBoundingClientRect().width))
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { width, place }
}
