import { useEffect, useRef } from 'react'
import { isField } from '../part/focus.js'

/** Keeps what is typed while fields are awaited, and types it into the first one that takes the focus. A press, Tab, Enter and Esc end the wait. */
export function useTypedAhead(isAwaited: boolean, end: () => void): void {
  const latest = useRef(end)
  latest.current = end
  useEffect(() => {
    if (!isAwaited) return
    let typed = ''
    const listeners = new AbortController()
    const how = { signal: listeners.signal, capture: true }
    const stop = () => {
      listeners.abort()
      latest.current()
    }
    const keep = (event: KeyboardEvent) => {
      const { key, isComposing, ctrlKey, metaKey, altKey } = event
      if (/^(Tab|Enter|Escape)$/.test(key)) return stop()
      if (isComposing || ctrlKey || metaKey || altKey || (key.length > 1 && key !== 'Backspace')) return
      typed = key === 'Backspace' ? typed.slice(0, -1) : typed + key
      event.preventDefault()
      event.stopPropagation()
    }
    // In a turn of its own, when an editor has taken note of its focus.
    const give = ({ target }: FocusEvent) => {
      if (!isField(target)) return
      setTimeout(() => {
        if (how.signal.aborted) return
        stop()
        if (typed !== '' && isField(document.activeElement)) document.execCommand('insertText', false, typed)
      })
    }
    document.addEventListener('keydown', keep, how)
    document.addEventListener('focusin', give, how)
    document.addEventListener('pointerdown', stop, how)
    return () => listeners.abort()
  }, [isAwaited])
}
