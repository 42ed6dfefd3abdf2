import { isField } from '../part/focus.js'

let waiting: AbortController | undefined

/**
 * Keeps what is typed from now on, and types it into the first field that takes the focus. A press, Tab, Esc, and Enter before
 * anything was typed end the wait; `onEscape` hears of Esc.
 */
export function typeAhead(onEscape?: () => void): void {
  if (waiting?.signal.aborted === false) return
  let typed = ''
  waiting = new AbortController()
  const { signal } = waiting
  const listen = <Type extends 'keydown' | 'focusin' | 'pointerdown'>(type: Type, on: (event: DocumentEventMap[Type]) => void) =>
    document.addEventListener(type, on, { signal, capture: true })
  listen('pointerdown', stopTypeAhead)
  listen('keydown', (event) => {
    const { key } = event
    const isSign = key.length === 1
    if (key === 'Tab' || key === 'Escape' || (key === 'Enter' && typed === '')) {
      stopTypeAhead()
      if (key === 'Escape') onEscape?.()
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && (isSign || key === 'Enter' || key === 'Backspace')) {
      typed = isSign ? typed + key : key === 'Enter' ? typed : typed.slice(0, -1)
      event.preventDefault()
      event.stopPropagation()
    }
  })
  // In a turn of its own, when an editor has taken note of its focus.
  listen('focusin', ({ target }) => {
    if (!isField(target)) return
    setTimeout(() => {
      if (signal.aborted) return
      stopTypeAhead()
      if (isField(document.activeElement)) document.execCommand('insertText', false, typed)
    })
  })
}

/** Ends the wait for a field that does not come. */
export function stopTypeAhead(): void {
  waiting?.abort()
}
