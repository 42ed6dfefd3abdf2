import { useCallback, useEffect, useRef } from 'react'

/**
 * Runs what leaving a field does: at the end of the press that left it, just before the click; without a press, in the next turn. Earlier it would
 * move what is pressed from under the pointer, and the click would be lost.
 */
export function useAfterPress(): (run: () => void) => void {
  const waiting = useRef<(() => void)[]>(undefined)
  useEffect(() => {
    const listeners = new AbortController()
    const how = { signal: listeners.signal, capture: true }
    const begin = () => {
      waiting.current = []
    }
    const release = () => {
      const runs = waiting.current
      waiting.current = undefined
      for (const run of runs ?? []) run()
    }
    window.addEventListener('mousedown', begin, how)
    // The list of a native select takes the end of its press; then the next key says that it is over.
    for (const end of ['mouseup', 'dragend', 'contextmenu', 'keydown']) window.addEventListener(end, release, how)
    return () => listeners.abort()
  }, [])
  return useCallback((run) => void (waiting.current?.push(run) ?? setTimeout(run)), [])
}
