import { useSyncExternalStore } from 'react'

/** What a user has chosen on this device. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'compact' | 'regular' | 'relaxed'
  /** Whether single letters are shortcuts. */
  readonly letters: boolean
}
const store = 'tenure.preferences'
const unset: Preferences = { theme: 'system', density: 'regular', letters: true }
const listeners = new Set<() => void>()
let now: Preferences = { ...unset, ...recall<Partial<Preferences>>(store) }

/** The preferences as they are now. */
export function getPreferences(): Preferences {
  return now
}

/** Changes some of them, shows the change and keeps it. */
export function setPreferences(change: Partial<Preferences>): void {
  now = { ...now, ...change }
  remember(store, now)
  applyPreferences()
  for (const listener of listeners) listener()
}

/** Puts theme and density where the styles look for them. */
export function applyPreferences(): void {
  const { dataset } = document.documentElement
  if (now.theme === 'system') delete dataset['theme']
  else dataset['theme'] = now.theme
  dataset['density'] = now.density
}

/** The preferences, which draw the component again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, getPreferences)
}

/** What this device keeps under a name; nothing where it keeps nothing, or may not. */
export function recall<T>(name: string): T | undefined {
  try {
    return JSON.parse(window.localStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps something under a name. A device that may not keep anything forgets it with the page. */
export function remember(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Private windows refuse to store; the choice then lasts until the page is closed.
  }
}
