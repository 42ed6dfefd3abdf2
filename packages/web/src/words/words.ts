import { en, type FirstWords, type LateWords, type Words } from './en/index.js'

/** The languages that the page speaks. */
export type Language = 'en' | 'de'

interface Parts {
  readonly first: () => Promise<FirstWords>
  readonly late: () => Promise<LateWords>
}
const load: Readonly<Record<Language, Parts>> = {
  en: { first: async () => en, late: async () => (await import('./en/late.js')).late },
  de: { first: async () => (await import('./de/index.js')).de, late: async () => (await import('./de/late.js')).late },
}
// By name, so that a part that is left out does not compile.
const lateParts: Readonly<Record<keyof LateWords, true>> = {
  block: true,
  board: true,
  bulk: true,
  calendar: true,
  chart: true,
  compose: true,
  empty: true,
  feed: true,
  field: true,
  filter: true,
  health: true,
  keys: true,
  needs: true,
  note: true,
  notify: true,
  repeat: true,
  tiles: true,
  timeline: true,
}
const loaded = new Map<Language, Words>([['en', withLate('en', en)]])
const late = new Map<Language, LateWords>()
const loading = new Map<Language, Promise<void>>()
const failures = new Map<Language, unknown>()

/** All texts of a language: a part that is read before it is there waits, as a lazy component does. */
function withLate(language: Language, first: FirstWords): Words {
  const words = { ...first }
  for (const part of Object.keys(lateParts) as readonly (keyof LateWords)[])
    Object.defineProperty(words, part, {
      enumerable: true,
      get: () => {
        const there = late.get(language)
        if (there !== undefined) return there[part]
        const failure = failures.get(language)
        failures.delete(language)
        // React draws what is around it in its place until the promise has settled.
        throw failure ?? loadLateWords(language)
      },
    })
  return words as Words
}

/** The language in which a user with this locale reads the page: its own where the page speaks it, else English. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en'
}

/** The locale in which numbers and dates are written, so that they are of the language of the words. */
export function localeOf(locale: string): string {
  const language = languageOf(locale)
  return locale.toLowerCase().startsWith(language) ? locale : language
}

/** The texts of a language that was loaded before. */
export function wordsOf(language: Language): Words | undefined {
  return loaded.get(language)
}

/** Loads the texts of a language. */
export async function loadWords(language: Language): Promise<Words> {
  const words = loaded.get(language) ?? withLate(language, await load[language].first())
  loaded.set(language, words)
  return words
}

/** Loads the texts that no first row needs. Where it fails, the next reading fails, and the one after it tries again. */
export function loadLateWords(language: Language): Promise<void> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const started = load[language].late().then(
    (words) => void late.set(language, words),
    (cause: unknown) => {
      loading.delete(language)
      failures.set(language, cause)
    },
  )
  loading.set(language, started)
  return started
}
