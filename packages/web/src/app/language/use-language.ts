import { useEffect, useState } from 'react'
import { type Language, languageOf, localeOf } from '../../words/words.js'
import { usePreference } from '../data/use-preference.js'
import { recall, remember } from '../shell/kept.js'

/** In which language a user wants the page: one of them, or that of the browser. */
export type LanguageChoice = Language | 'browser'
const [preference, store] = ['language', 'tenure.language']

/** The locale in which the page is written for a user, and the language of its words. */
export interface Spoken {
  readonly language: Language
  readonly locale: string
}

/** What the page speaks: as the user chose, else as the user's locale says. Its numbers are of a region only where that speaks the same language. */
export function spokenIn(choice: LanguageChoice | undefined, locale: string, browser: string = navigator.language): Spoken {
  const wanted = choice === 'browser' ? browser : (choice ?? locale)
  const language = languageOf(wanted)
  const region = [wanted, locale, browser].find((one) => one.length > 2 && one.toLowerCase().startsWith(language))
  return { language, locale: localeOf(region ?? language) }
}

/** What the user chose last on this device: it holds until the server has answered. */
export function recallLanguage(): LanguageChoice | undefined {
  return toChoice(recall(store))
}

/** What the page is to speak for a user with this locale; `undefined` until it is known whether they have chosen, here or on another device. */
export function useWanted(locale: string): Spoken | undefined {
  const [kept] = usePreference(preference)
  const [here, setHere] = useState(recallLanguage)
  useEffect(() => {
    if (kept === undefined) return
    remember(store, kept)
    setHere(toChoice(kept))
  }, [kept])
  return kept === undefined && here === undefined ? undefined : spokenIn(kept === undefined ? here : toChoice(kept), locale)
}

/** The user's choice, and the way to choose another. */
export function useLanguageChoice(): readonly [
  LanguageChoice | undefined,
  (choice: LanguageChoice) => ReturnType<ReturnType<typeof usePreference>[1]>,
] {
  const [kept, save] = usePreference(preference)
  return [toChoice(kept), save]
}

function toChoice(given: unknown): LanguageChoice | undefined {
  return given === 'en' || given === 'de' || given === 'browser' ? given : undefined
}
