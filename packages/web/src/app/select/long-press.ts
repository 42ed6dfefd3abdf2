import { type PointerEvent, useEffect, useRef } from 'react'

const pressMs = 450
const slack = 8

interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
  /** Whether the click that comes now is the end of a long press. */
  readonly takesClick: () => boolean
}

/** A finger that stays where it is does something of its own; its click does nothing else then. */
export function useLongPress(press: (target: EventTarget) => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const begun = useRef({ x: 0, y: 0 })
  const isLong = useRef(false)
  const end = () => clearTimeout(timer.current)
  useEffect(() => end, [])
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y, target }) => {
      isLong.current = false
      if (pointerType !== 'touch') return
      begun.current = { x, y }
      timer.current = setTimeout(() => {
        isLong.current = true
        press(target)
      }, pressMs)
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (Math.hypot(clientX - begun.current.x, clientY - begun.current.y) > slack) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    takesClick: () => {
      const was = isLong.current
      isLong.current = false
      return was
    },
  }
}
