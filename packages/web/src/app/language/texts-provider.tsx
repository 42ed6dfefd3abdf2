import { textsContract } from '@tenure/core/page'
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
import type { Language } from '../../words/words.js'
import { SourceProvider, useSource, useWatch } from '../data/use-source.js'
import { asItIs, type Translate, translatorOf } from './translate.js'
import { translatedSource } from './translated-source.js'

const TranslateContext = createContext<Translate>(asItIs)

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
  const translate = useMemo(() => (texts === undefined ? asItIs : translatorOf(texts)), [texts])
  const translated = useMemo(() => (translate === asItIs ? source : translatedSource(source, translate)), [source, translate])
  // Once it is drawn it stays, also while another language is on its way.
  const isDrawn = useRef(false)
  isDrawn.current ||= language === 'en' || texts !== undefined || problem !== undefined
  if (!isDrawn.current) return waiting
  return (
    <TranslateContext value={translate}>
      <SourceProvider value={translated}>{children}</SourceProvider>
    </TranslateContext>
  )
}

/** Translates a text of a plugin that is in no answer, such as a label that follows from the name of a field. */
export function useTranslate(): Translate {
  return useContext(TranslateContext)
}
