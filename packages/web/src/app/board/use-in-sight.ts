import { type RefObject, useEffect, useState } from 'react'

/** Whether a column of the board is in sight, or the next that would be: the others watch nothing. */
export function useInSight(column: RefObject<HTMLElement | null>, board: RefObject<HTMLElement | null>): boolean {
  const [isSeen, see] = useState(false)
  useEffect(() => {
    const own = column.current
    if (own === null) return
    const observer = new IntersectionObserver((entries) => see(entries.at(-1)?.isIntersecting === true), {
      root: board.current,
      rootMargin: '0px 284px',
    })
    observer.observe(own)
    return () => observer.disconnect()
  }, [column, board])
  return isSeen
}
