import { type RefObject, useCallback, useEffect, useRef } from 'react'

/**
 * Runs what leaving a field does: at the end of the press that left it, just before the click; without a press, in the next turn. Earlier it would
 * move what is pressed from under the pointer, and the click would be lost.
 */
export function useAfterPress(): (run: () => void) => void {
  const isDown = useRef(false)
  const waiting: RefObject<(() => void)[]> = useRef([])
  useEffect(() => {
    const listeners = new AbortController()
    const how = { signal: listeners.signal, capture: true }
    const release = () => {
      isDown.current = false
      for (const run of waiting.current.splice(0)) run()
    }
    const begin = () => {
      isDown.current = true
    }
    window.addEventListener('mousedown', begin, how)
    // The list of a native select takes the end of its press; then the next key says that it is over.
    for (const end of ['mouseup', 'dragend', 'contextmenu', 'pointercancel', 'keydown']) window.addEventListener(end, release, how)
    return () => listeners.abort()
  }, [])
  return useCallback((run) => void (isDown.current ? waiting.current.push(run) : setTimeout(run)), [])
}
