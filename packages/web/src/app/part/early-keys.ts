import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Holds back the keys that come to the layer around a mark. The function that it gives presses them again at what has the focus then, and lets
 * later ones through when all of them are pressed.
 */
export function useEarlyKeys(mark: RefObject<HTMLElement | null>, early: RefObject<string[]>): () => void {
  const state = useRef<'held' | 'pressing' | 'free'>('held')
  // As soon as it is drawn: a key may come before the browser has painted.
  useLayoutEffect(() => {
    const layer = mark.current?.closest<HTMLElement>('[popover]')
    const hold = (event: KeyboardEvent) => {
      if (state.current === 'free' || !isOfMenu(event)) return
      early.current.push(event.key)
      event.preventDefault()
      event.stopPropagation()
    }
    layer?.addEventListener('keydown', hold, true)
    return () => layer?.removeEventListener('keydown', hold, true)
  }, [])
  return () => {
    if (state.current === 'held') void pressAgain()
    async function pressAgain(): Promise<void> {
      state.current = 'pressing'
      for (;;) {
        // Each in a turn of its own, so that it finds the focus where the one before has moved it.
        await new Promise((next) => setTimeout(next))
        const key = early.current.shift()
        if (key === undefined) break
        press(key)
      }
      state.current = 'free'
    }
  }
}

// Those that are pressed again are not a person's; Esc and Tab are the browser's.
function isOfMenu({ isTrusted, key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return isTrusted && key !== 'Escape' && key !== 'Tab' && !ctrlKey && !metaKey && !altKey
}

function press(key: string): void {
  for (const kind of ['keydown', 'keyup'])
    document.activeElement?.dispatchEvent(new KeyboardEvent(kind, { key, bubbles: true, cancelable: true }))
}
