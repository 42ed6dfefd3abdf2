import { textsContract } from '@tenure/core/page'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Language } from '../../words/words.js'
import { SourceProvider, useSource, useWatch } from '../data/use-source.js'
import { asItIs, type Translate } from './translate.js'
import type { Translator } from './translator.js'

const TranslatorContext = createContext<Translator | undefined>(undefined)

interface TextsProviderProps {
  readonly language: Language
  /** What is drawn until the texts are there. */
  readonly waiting: ReactNode
  readonly children: ReactNode
}

/** Gives the page the texts of plugins in its language: its source answers with them. Without a connection they stay English. */
export function TextsProvider({ language, waiting, children }: TextsProviderProps): ReactNode {
  const source = useSource()
  const { value: texts, problem } = useWatch(language === 'en' ? undefined : textsContract, { language })
  const { translator, hasFailed } = useTranslator(texts)
  const translated = useMemo(() => translator?.source(source) ?? source, [source, translator])
  // Once it is drawn it stays, also while another language is on its way.
  const isDrawn = useRef(false)
  isDrawn.current ||= language === 'en' || translator !== undefined || hasFailed || problem !== undefined
  if (!isDrawn.current) return waiting
  return (
    <TranslatorContext value={translator}>
      <SourceProvider value={translated}>{children}</SourceProvider>
    </TranslatorContext>
  )
}

/** Translates a text of a plugin that is in no answer, such as a label that follows from the name of a field. */
export function useTranslate(): Translate {
  return useContext(TranslatorContext)?.text ?? asItIs
}

/** An answer that was read before the language was known, with its texts translated. */
export function useTranslated<Answer>(provider: string, answer: Answer): Answer {
  const translator = useContext(TranslatorContext)
  return useMemo(() => translator?.answer(provider, answer) ?? answer, [translator, provider, answer])
}

/** The translator of these texts. English needs none, and does not load it. */
function useTranslator(texts: Readonly<Record<string, string>> | undefined) {
  const { problem: say } = useWords()
  const [loaded, setLoaded] = useState<{ readonly translator?: Translator; readonly hasFailed: boolean }>({ hasFailed: false })
  useEffect(() => {
    let isHere = true
    if (texts === undefined) setLoaded({ hasFailed: false })
    else
      import('./translator.js').then(
        ({ createTranslator }) => isHere && setLoaded({ translator: createTranslator(texts, say), hasFailed: false }),
        () => isHere && setLoaded({ hasFailed: true }),
      )
    return () => {
      isHere = false
    }
  }, [texts, say])
  return loaded
}
