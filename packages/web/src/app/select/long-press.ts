import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'

const pressMs = 450
const slack = 8

interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
  readonly onContextMenu: (event: MouseEvent) => void
  /** Whether the click that comes now is the end of a long press. */
  readonly takesClick: (click: MouseEvent) => boolean
}

/** A finger that stays where it is does something of its own; its click does nothing else then. */
export function useLongPress(press: (target: EventTarget) => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begun = useRef({ x: 0, y: 0 })
  const isLong = useRef(false)
  const isTouch = useRef(false)
  const end = () => clearTimeout(timer.current)
  useEffect(() => end, [])
  const take = (target: EventTarget) => {
    end()
    if (isLong.current) return
    isLong.current = true
    press(target)
  }
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y, target }) => {
      isLong.current = false
      isTouch.current = pointerType === 'touch'
      if (!isTouch.current) return
      begun.current = { x, y }
      timer.current = setTimeout(() => take(target), pressMs)
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (Math.hypot(clientX - begun.current.x, clientY - begun.current.y) > slack) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    // Some browsers open their menu before the time is over.
    onContextMenu: (event) => {
      if (!isTouch.current) return
      event.preventDefault()
      take(event.target)
    },
    takesClick: (click) => {
      const was = isLong.current
      isLong.current = false
      if (was) click.preventDefault()
      return was
    },
  }
}
