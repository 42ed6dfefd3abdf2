import { en, type Words } from './en/index.js'

/** The languages that the page speaks. */
export type Language = 'en' | 'de'

const load: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  de: async () => (await import('./de/index.js')).de,
}
const loaded = new Map<Language, Words>([['en', en]])

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
  const words = await load[language]()
  loaded.set(language, words)
  return words
}
