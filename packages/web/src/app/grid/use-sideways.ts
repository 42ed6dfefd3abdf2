import { type RefObject, useLayoutEffect } from 'react'

/**
 * Marks on the frame of a list at which side its columns go on beyond it, and keeps the cell that has the focus clear of the first column,
 * which stays in sight.
 */
export function useSideways(scroller: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current
    const frame = element?.parentElement
    if (element == null || frame == null) return
    let beyond = 0
    const mark = () => {
      const at = Math.abs(element.scrollLeft)
      frame.toggleAttribute('data-before', at > 1)
      frame.toggleAttribute('data-after', beyond - at > 1)
    }
    const measure = () => {
      beyond = element.scrollWidth - element.clientWidth
      const first = element.querySelector('.th.first')
      if (first !== null)
        element.style.scrollPaddingInlineStart = `${first.getBoundingClientRect().right - element.getBoundingClientRect().left}px`
      mark()
    }
    measure()
    const observer = new ResizeObserver(measure)
    for (const each of [element, ...element.children]) observer.observe(each)
    element.addEventListener('scroll', mark, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', mark)
    }
  }, [scroller])
}
