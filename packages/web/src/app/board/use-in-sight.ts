import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

/** The width of a column: the next one is watched too. */
const ahead = 284

/** Whether a column of the board is in sight, or the next that would be: the others watch nothing. */
export function useInSight(column: RefObject<HTMLElement | null>, board: RefObject<HTMLElement | null>): boolean {
  const [isSeen, see] = useState(false)
  // The observer answers a frame later: what is in sight from the start asks at once.
  useLayoutEffect(() => {
    const edge = board.current?.getBoundingClientRect().right
    if (column.current !== null && edge !== undefined) see(column.current.getBoundingClientRect().left < edge + ahead)
  }, [column, board])
  useEffect(() => {
    const own = column.current
    if (own === null) return
    const observer = new IntersectionObserver((entries) => see(entries.at(-1)?.isIntersecting === true), {
      root: board.current,
      rootMargin: `0px ${ahead}px`,
    })
    observer.observe(own)
    return () => observer.disconnect()
  }, [column, board])
  return isSeen
}
