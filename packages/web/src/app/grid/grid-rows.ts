import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** A place in the grid; row -1 is the head. */
export interface Place {
  readonly row: number
  readonly column: number
}
/** The rows in sight. */
export type Rows = Virtualizer<HTMLDivElement, Element>
interface RowsOptions {
  readonly total: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly activeRow: number
  readonly isPhone: boolean
  /** Something stays below the rows. */
  readonly hasFoot: boolean
}
/** Height of the head that stays above the rows. */
export const headHeight = 32
/** Height of the totals that stay below them. */
const footHeight = 34

/** Which rows are in sight. The one that has the focus stays in the page, wherever one scrolls. */
export function useRows({ total, rowHeight, scroller, activeRow, isPhone, hasFoot }: RowsOptions): Rows {
  const virtual: Rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: isPhone ? 0 : headHeight,
    scrollPaddingEnd: hasFoot ? footHeight : 0,
    scrollMargin: isPhone ? 0 : headHeight,
    useFlushSync: false,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const rows = defaultRangeExtractor(range)
        return activeRow < 0 || activeRow >= range.count || rows.includes(activeRow) ? rows : [...rows, activeRow].sort((a, b) => a - b)
      },
      [activeRow],
    ),
  })
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight])
  return virtual
}

/**
 * Keys of rows. Elements are used again for the rows that come into sight, which costs a fraction of making new ones.
 * The row with the focus has an element of its own, so that scrolling never takes the focus away.
 */
export function useSlots(count: number, activeRow: number): (index: number) => string | number {
  const size = useRef(1)
  size.current = Math.max(size.current, count)
  return (index) => (index === activeRow ? 'active' : index % size.current)
}

/** The height of a row as the styles say it: it follows density, pointer and width. */
export function useRowHeight(scroller: RefObject<HTMLDivElement | null>, isPhone: boolean): number {
  const [height, setHeight] = useState(40)
  useLayoutEffect(() => {
    const read = () => {
      const element = scroller.current
      const next = element === null ? 0 : Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-h'))
      if (next > 0) setHeight(next)
    }
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
    const pointer = window.matchMedia('(pointer: coarse)')
    pointer.addEventListener('change', read)
    return () => {
      observer.disconnect()
      pointer.removeEventListener('change', read)
    }
  }, [scroller, isPhone])
  return height
}
