import { useEffect, useRef } from 'react'
import { isField } from '../part/focus.js'

/** Keeps what is typed while fields are awaited, and types it into the one that takes the focus when they are there. */
export function useTypedAhead(isAwaited: boolean, end: () => void): void {
  const latest = useRef(end)
  latest.current = end
  useEffect(() => {
    if (!isAwaited) return
    let typed = ''
    const listeners = new AbortController()
    const { signal } = listeners
    const keep = (event: KeyboardEvent) => {
      const { key, isComposing, ctrlKey, metaKey, altKey } = event
      if (isComposing || ctrlKey || metaKey || altKey || (key.length > 1 && key !== 'Backspace')) return
      typed = key === 'Backspace' ? typed.slice(0, -1) : typed + key
      event.preventDefault()
      event.stopPropagation()
    }
    // In a turn of its own, when an editor has taken note of its focus.
    const give = () => {
      setTimeout(() => {
        if (signal.aborted) return
        listeners.abort()
        if (typed !== '' && isField(document.activeElement)) document.execCommand('insertText', false, typed)
        latest.current()
      })
    }
    document.addEventListener('keydown', keep, { signal, capture: true })
    document.addEventListener('focusin', give, { signal, once: true })
    return () => listeners.abort()
  }, [isAwaited])
}
