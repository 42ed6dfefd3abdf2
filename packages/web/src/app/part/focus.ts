import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }

/** Arrow keys, Home and End go from one match to the next inside a frame; the ends meet. */
export function stepThrough(event: KeyboardEvent, frame: HTMLElement, matches: string): void {
  const all = [...frame.querySelectorAll<HTMLElement>(matches)]
  const now = all.indexOf(document.activeElement as HTMLElement)
  const step = steps[event.key]
  const next =
    event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : step === undefined ? -1 : (now + step + all.length) % all.length
  if (next < 0) return
  event.preventDefault()
  all[next]?.focus()
}

let givingBack = 0
/** Gives the focus back in the frame after what had it was closed, unless the person is elsewhere by then. */
export function giveBack(give: () => void): void {
  const left = document.activeElement
  givingBack += 1
  requestAnimationFrame(() => {
    givingBack -= 1
    const { activeElement: now } = document
    if (now === left || now === document.body) give()
  })
}
/** Whether the next frame gives the focus back, so that nothing else need find a place for it. */
export function isGivingBack(): boolean {
  return givingBack > 0
}

/** Whether keys typed there are text. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
        !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))))
  )
}

/** Whether a layer lies over the page, so that the page's own keys rest. */
export function isLayerOpen(): boolean {
  return document.querySelector(':popover-open, dialog[open]') !== null
}

/** What stands for an element that is gone: one of the same sort with the same name, such as a row that was drawn again. */
export function alikeIn(root: ParentNode, gone: Element): HTMLElement | undefined {
  const name = nameOf(gone)
  if (name === '') return undefined
  return [...root.querySelectorAll<HTMLElement>(gone.tagName)].find((other) => nameOf(other) === name && other.getClientRects().length > 0)
}
function nameOf(element: Element): string {
  return element.getAttribute('aria-label') ?? element.textContent ?? ''
}
