/** What a user has chosen on this device. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'compact' | 'regular' | 'relaxed'
  /** Whether single letters are shortcuts. */
  readonly letters: boolean
}
const store = 'tenure.preferences'
const unset: Preferences = { theme: 'system', density: 'regular', letters: true }

/** The preferences that this device keeps. */
export function recallPreferences(): Preferences {
  return { ...unset, ...recall<Partial<Preferences>>(store) }
}

/** Keeps preferences on this device. */
export function rememberPreferences(preferences: Preferences): void {
  remember(store, preferences)
}

/** Puts theme and density where the styles look for them. */
export function showPreferences({ theme, density }: Preferences): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  dataset['density'] = density
}

const spokenStore = 'tenure.spoken'
/** The language that the page spoke here last: what it needs of it is asked before it is known who is signed in. */
export function recallSpoken(): string {
  return recall<string>(spokenStore) ?? 'en'
}
/** Keeps the language that the page speaks. */
export function rememberSpoken(language: string): void {
  remember(spokenStore, language)
}

const firstTabStore = 'tenure.first-tab'
/** The tab that a page without one in its address opened here last; `undefined` where nobody was signed in. */
export function recallFirstTab(): string | undefined {
  return recall<string>(firstTabStore)
}
/** Keeps the tab that such a page opens. */
export function rememberFirstTab(tab: string | undefined): void {
  remember(firstTabStore, tab ?? null)
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
