import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { SourceProvider, useSource } from '../data/use-source.js'
import { asItIs, type Translate } from './translate.js'
import type { Translator } from './translator.js'

const TranslatorContext = createContext<Translator | undefined>(undefined)

interface TextsProviderProps {
  /** Of the language of the page; English has none, and nor has a page that could not load its own. */
  readonly translator: Translator | undefined
  readonly children: ReactNode
}

/** Gives the page the texts of plugins in its language: its source answers with them. */
export function TextsProvider({ translator, children }: TextsProviderProps): ReactNode {
  const source = useSource()
  const translated = useMemo(() => translator?.source(source) ?? source, [source, translator])
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
