import { useSyncExternalStore } from 'react'
import { type Preferences, recallPreferences, rememberPreferences, showPreferences } from './kept.js'

const listeners = new Set<() => void>()
let now: Preferences = recallPreferences()

/** The preferences as they are now. */
export function getPreferences(): Preferences {
  return now
}

/** Changes some of them, shows the change and keeps it. */
export function setPreferences(change: Partial<Preferences>): void {
  now = { ...now, ...change }
  rememberPreferences(now)
  applyPreferences()
  for (const listener of listeners) listener()
}

/** Puts theme and density where the styles look for them. */
export function applyPreferences(): void {
  showPreferences(now)
}

/** The preferences, which draw the component again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, getPreferences)
}
