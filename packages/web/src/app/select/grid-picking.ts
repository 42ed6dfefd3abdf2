import type { KeyboardEvent, MouseEvent } from 'react'
import type { Selecting } from './use-selection.js'

/** A place in a list; row -1 is the head. */
type Place = readonly [row: number, column: number]

/** What a key does to the selection of a list; whether it was one for it. */
export function pickByKey(event: KeyboardEvent, place: Place | undefined, selecting: Selecting, hasLetters: boolean): boolean {
  const { count, head, offersAll, clear, toggleKnown, takeAll } = selecting
  const withControl = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (key === 'escape' && count > 0) clear()
  else if (key === 'a' && withControl && !event.shiftKey) {
    if (head !== 'on') toggleKnown?.()
    else if (offersAll) takeAll()
  } else if (
    (key === ' ' || (key === 'x' && hasLetters)) &&
    !withControl &&
    place !== undefined &&
    !(event.target instanceof HTMLButtonElement)
  )
    pick(place, event.shiftKey, selecting)
  else return false
  return true
}

/** What a press on a box does; whether it was on one. */
export function pickByPress(event: MouseEvent, place: Place | undefined, selecting: Selecting): boolean {
  if (place === undefined || !(event.target instanceof Element) || event.target.closest('.ck') === null) return false
  pick(place, event.shiftKey, selecting)
  return true
}

function pick([row]: Place, isRange: boolean, { toggle, toggleKnown, extendTo }: Selecting): void {
  if (row < 0) toggleKnown?.()
  else if (isRange) extendTo(row)
  else toggle(row)
}
