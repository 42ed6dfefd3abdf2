import { type RefObject, useLayoutEffect, useRef } from 'react'

/** What is typed while the palette is on its way: it goes into its field, and to nothing else on the page. Esc calls it off. */
export function useTypedAhead(isWaiting: boolean, callOff: () => void): RefObject<string> {
  const typed = useRef('')
  const latest = useRef(callOff)
  latest.current = callOff
  useLayoutEffect(() => {
    if (!isWaiting) return
    typed.current = ''
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') latest.current()
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1)
      else if (event.key.length === 1) typed.current += event.key
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [isWaiting])
  return typed
}
