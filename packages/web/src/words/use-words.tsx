import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { Words } from './en/index.js'
import { languageOf, loadLateWords, loadWords, wordsOf } from './words.js'

const WordsContext = createContext<Words | undefined>(undefined)

interface WordsProviderProps {
  readonly locale: string
  /** What is drawn until the texts are there. */
  readonly waiting: ReactNode
  readonly children: ReactNode
}

/** Gives the page the texts of the locale's language, and names the language to the browser. */
export function WordsProvider({ locale, waiting, children }: WordsProviderProps): ReactNode {
  const language = languageOf(locale)
  const [, redraw] = useState<Words>()
  const last = useRef<Words>(undefined)
  last.current = wordsOf(language) ?? last.current
  useEffect(() => {
    let isHere = true
    document.documentElement.lang = language
    void loadWords(language).then((given) => isHere && redraw(given))
    void loadLateWords(language)
    return () => {
      isHere = false
    }
  }, [language])
  return last.current === undefined ? waiting : <WordsContext value={last.current}>{children}</WordsContext>
}

/** The texts of the page in the language of its user. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (words === undefined) throw new Error('A text was drawn outside of the catalogue.')
  return words
}
