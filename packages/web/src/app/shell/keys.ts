import { useEffect, useRef } from 'react'
import { isField, isLayerOpen } from '../part/focus.js'
import { getPreferences } from './preferences.js'

/** What keys do, by `KeyboardEvent.key`; `Ctrl z` is that key with Ctrl or Command. A handler that answers `false` did not want the key. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

/** Keys of the page while the component is drawn. Single letters do nothing inside fields, under layers, with modifiers, and where the user switched them off. */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const handler = current.current[nameOf(event)]
      if (handler === undefined || event.defaultPrevented || event.altKey || isLayerOpen()) return
      if (event.key.length === 1 && isTyped(event)) return
      if (handler(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTyped(event: KeyboardEvent): boolean {
  return isField(event.target) || !(isWithControl(event) || getPreferences().letters)
}
function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return isWithControl(event) ? `Ctrl ${key}` : key
}
function isWithControl({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey
}
