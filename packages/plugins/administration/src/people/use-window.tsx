import { type RefObject, useEffect, useRef, useState } from 'react'

const size = 120
const step = 40

/** The part of a long list that is asked for, which follows the scroll of the list around it. */
export interface FollowedWindow {
  readonly window: { readonly offset?: number; readonly limit: number }
  /** Of one row, in pixels. */
  readonly height: number
  readonly ref: RefObject<HTMLTableElement | null>
  /** Back to the beginning: the list is another one now. */
  reset(): void
}

/** A window of rows of one height. */
export function useWindow(height: number): FollowedWindow {
  const ref = useRef<HTMLTableElement>(null)
  const [offset, setOffset] = useState(0)
  useEffect(() => {
    const list = ref.current?.closest('.admin-list')
    if (list == null) return
    const follow = () => {
      const first = Math.max(Math.floor(list.scrollTop / height) - step, 0)
      setOffset(Math.floor(first / step) * step)
    }
    list.addEventListener('scroll', follow, { passive: true })
    return () => list.removeEventListener('scroll', follow)
  })
  return {
    window: { offset, limit: size },
    height,
    ref,
    reset() {
      ref.current?.closest('.admin-list')?.scrollTo({ top: 0 })
      setOffset(0)
    },
  }
}
