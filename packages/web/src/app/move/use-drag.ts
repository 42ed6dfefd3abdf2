import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { CardOf } from '../card/card-fields.js'

const pressMs = 400
/** A mouse that moves so far drags; a finger that does, scrolls. */
const slack = 6
/** So near the edge of the board it scrolls by itself. */
const edge = 56

interface DragParts {
  readonly board: RefObject<HTMLElement | null>
  /** What flies with the pointer, once it is drawn. */
  readonly flying: RefObject<HTMLElement | null>
  readonly pick: (card: CardOf) => void
  readonly hover: (stage: string | undefined) => void
  readonly drop: () => void
  readonly leave: () => void
}
/** Where a flight began: the pointer, and its place in the card. */
export interface Start {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** Drags cards by the mouse, and by a finger that stays for a moment. Esc lets go. */
export function useDrag(parts: DragParts): {
  readonly begin: (event: ReactPointerEvent<HTMLElement>, card: CardOf) => void
  readonly start: RefObject<Start>
} {
  const latest = useRef(parts)
  latest.current = parts
  const start = useRef<Start>({ x: 0, y: 0, width: 0 })
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const begin = (event: ReactPointerEvent<HTMLElement>, card: CardOf) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button') !== null)) return
    stop.current?.()
    const box = event.currentTarget.getBoundingClientRect()
    start.current = { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width }
    stop.current = follow(event.nativeEvent, card, latest)
  }
  return { begin, start }
}

/** Follows one press until it ends; gives back the way to end it. */
function follow(first: PointerEvent, card: CardOf, latest: RefObject<DragParts>): () => void {
  const isTouch = first.pointerType !== 'mouse'
  const listeners = new AbortController()
  let isCarrying = false
  let at = { x: first.clientX, y: first.clientY }
  let frame = 0
  const lift = () => {
    isCarrying = true
    latest.current.pick(card)
    frame = requestAnimationFrame(fly)
  }
  const timer = isTouch ? setTimeout(lift, pressMs) : undefined
  const end = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    listeners.abort()
  }
  const fly = () => {
    const { flying, board, hover } = latest.current
    if (flying.current !== null) {
      flying.current.style.translate = `${at.x}px ${at.y}px`
      // It has the pointer, and so its cursor: a class on the page would style all of it again.
      if (first.isTrusted && !flying.current.hasPointerCapture(first.pointerId)) flying.current.setPointerCapture(first.pointerId)
    }
    if (board.current !== null) scrollAtEdge(board.current, at.x)
    hover(stageAt(at))
    frame = requestAnimationFrame(fly)
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== first.pointerId) return
    at = { x: event.clientX, y: event.clientY }
    if (isCarrying || Math.hypot(at.x - first.clientX, at.y - first.clientY) <= slack) return
    if (isTouch) end()
    else lift()
  }
  const letGo = (isDropped: boolean) => {
    const was = isCarrying
    if (was && isDropped) latest.current.hover(stageAt(at))
    end()
    if (!was) return
    // The click that follows a drop opens nothing.
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    if (isDropped) latest.current.drop()
    else latest.current.leave()
  }
  const { signal } = listeners
  window.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', (event) => event.pointerId === first.pointerId && letGo(true), { signal })
  window.addEventListener('pointercancel', () => letGo(false), { signal })
  window.addEventListener('touchmove', (event) => isCarrying && event.preventDefault(), { signal, passive: false })
  const leave = (event: KeyboardEvent) => {
    if (!isCarrying || event.key !== 'Escape') return
    swallow(event)
    letGo(false)
  }
  window.addEventListener('keydown', leave, { signal, capture: true })
  return () => letGo(false)
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}
function stageAt({ x, y }: { readonly x: number; readonly y: number }): string | undefined {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-stage]')?.dataset['stage']
}
function scrollAtEdge(board: HTMLElement, x: number): void {
  const { left, right } = board.getBoundingClientRect()
  if (x < left + edge) board.scrollLeft -= 12
  else if (x > right - edge) board.scrollLeft += 12
}
