import type { CalendarItem } from '@tenure/core/block'
import { type KeyboardEvent, type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'
import { isSameTime, moveItem, resizeItem, type Shift, stepMinutes } from '../agenda/moved.js'
import { keyOf } from '../agenda/placed.js'

/** An item on its way: as it was, and as it would be. */
export interface Carried {
  readonly was: CalendarItem
  readonly is: CalendarItem
  readonly by: 'pointer' | 'keys'
}
interface CarryParts {
  readonly zone: string
  readonly days: readonly string[]
  readonly canMove: (item: CalendarItem) => boolean
  readonly drop: (carried: Carried) => void
  readonly say: (what: 'lifted' | 'over' | 'left' | 'fixed', item: CalendarItem) => void
}
/** Carrying of items by mouse, touch and keys. */
export interface Carry {
  readonly carried: Carried | undefined
  readonly press: (event: ReactPointerEvent<HTMLElement>, item: CalendarItem, part: 'whole' | 'end') => void
  /** Answers whether the key was one of carrying. */
  readonly key: (event: KeyboardEvent, item: CalendarItem) => boolean
}
const pressMs = 400
const slack = 6

/** Carries items over the days of a calendar: a mouse that moves drags, a finger that stays drags, Space lifts. */
export function useCarry(parts: CarryParts): Carry {
  const latest = useRef(parts)
  latest.current = parts
  const [carried, setCarried] = useState<Carried>()
  const now = useRef<Carried>(undefined)
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const carry = (next: Carried | undefined) => {
    now.current = next
    setCarried(next)
  }
  const put = (was: CalendarItem, is: CalendarItem, by: Carried['by']) => {
    if (now.current !== undefined && isSameTime(now.current.is, is)) return
    carry({ was, is, by })
    if (by === 'keys') latest.current.say('over', is)
  }
  const end = (isDropped: boolean) => {
    const last = now.current
    carry(undefined)
    if (last === undefined) return
    if (isDropped && !isSameTime(last.was, last.is)) latest.current.drop(last)
    else latest.current.say('left', last.was)
  }
  const press: Carry['press'] = (event, item, part) => {
    if (event.button !== 0) return
    if (!latest.current.canMove(item)) return
    stop.current?.()
    stop.current = follow(event.nativeEvent, event.currentTarget, {
      shift: (shift) => put(item, (part === 'end' ? resizeItem : moveItem)(item, shift, latest.current.zone), 'pointer'),
      end,
    })
  }
  const key: Carry['key'] = (event, item) => {
    const { zone, canMove, say, days } = latest.current
    const isCarrying = now.current !== undefined && keyOf(now.current.was) === keyOf(item)
    if (!isCarrying) {
      if (event.key !== ' ') return false
      if (!canMove(item)) say('fixed', item)
      else {
        carry({ was: item, is: item, by: 'keys' })
        say('lifted', item)
      }
      return true
    }
    const { was, is } = now.current as Carried
    const shift = shiftOf(event.key, is, days)
    if (event.key === 'Enter' || event.key === ' ') end(true)
    else if (event.key === 'Escape') end(false)
    else if (shift === undefined) return false
    else put(was, (event.shiftKey && was.point !== true ? resizeItem : moveItem)(is, shift, zone), 'keys')
    return true
  }
  return { carried, press, key }
}
// Left and right go to the day beside it, also across hidden ones.
function shiftOf(key: string, { days: whole }: CalendarItem, days: readonly string[]): Shift | undefined {
  const isMonth = days.length > 7
  const minutes = whole === undefined && !isMonth ? stepMinutes : 0
  const down = isMonth ? { days: 7, minutes: 0 } : { days: 0, minutes }
  if (key === 'ArrowLeft') return { days: -1, minutes: 0 }
  if (key === 'ArrowRight') return { days: 1, minutes: 0 }
  if (key === 'ArrowDown') return down
  return key === 'ArrowUp' ? { days: -down.days, minutes: -down.minutes } : undefined
}

interface Following {
  readonly shift: (shift: Shift) => void
  readonly end: (isDropped: boolean) => void
}
/** Follows one press over the days until it ends; gives back the way to end it. */
function follow(first: PointerEvent, from: HTMLElement, { shift, end }: Following): () => void {
  const listeners = new AbortController()
  const { signal } = listeners
  const start = placeAt(first.clientX, first.clientY)
  const isTouch = first.pointerType !== 'mouse'
  let isCarrying = false
  const timer = isTouch ? setTimeout(() => lift(), pressMs) : undefined
  const lift = () => {
    isCarrying = true
    shift({ days: 0, minutes: 0 })
    if (first.isTrusted) from.setPointerCapture(first.pointerId)
  }
  const stop = () => {
    clearTimeout(timer)
    listeners.abort()
  }
  const finish = (isDropped: boolean) => {
    stop()
    if (!isCarrying) return
    // The click that follows a drop opens nothing.
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    end(isDropped)
  }
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== first.pointerId) return
      if (!isCarrying) {
        if (Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) <= slack) return
        if (isTouch) return stop()
        lift()
      }
      const at = placeAt(event.clientX, event.clientY)
      if (at === undefined || start === undefined) return
      const minutes = Math.round((at.minute - start.minute) / stepMinutes) * stepMinutes
      shift({ days: Math.round((Date.parse(at.day) - Date.parse(start.day)) / 86_400_000), minutes })
    },
    { signal },
  )
  window.addEventListener('pointerup', (event) => event.pointerId === first.pointerId && finish(true), { signal })
  window.addEventListener('pointercancel', () => finish(false), { signal })
  window.addEventListener('touchmove', (event) => isCarrying && event.preventDefault(), { signal, passive: false })
  window.addEventListener(
    'keydown',
    (event) => {
      if (!isCarrying || event.key !== 'Escape') return
      swallow(event)
      finish(false)
    },
    { signal, capture: true },
  )
  return () => finish(false)
}

/** The day under a point, and the minute of it where the day has a scale. */
export function placeAt(x: number, y: number): { readonly day: string; readonly minute: number } | undefined {
  const place = document
    .elementsFromPoint(x, y)
    .find((each): each is HTMLElement => each instanceof HTMLElement && each.dataset['day'] !== undefined)
  if (place === undefined) return undefined
  const { top, height } = place.getBoundingClientRect()
  return { day: place.dataset['day'] ?? '', minute: place.dataset['scale'] === undefined ? 0 : ((y - top) / height) * 1440 }
}
function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}
