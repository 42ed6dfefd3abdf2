import { textsContract } from '@tenure/core/page'
import { useEffect, useRef, useState } from 'react'
import type { Words } from '../../words/en/index.js'
import { type Language, loadWords, wordsOf } from '../../words/words.js'
import { useWatch } from '../data/use-source.js'
import type { Translator } from './translator.js'
import type { Spoken } from './use-language.js'

/** A language with all that the page says in it. */
export interface Ready extends Spoken {
  readonly translator: Translator | undefined
}
type Texts = Readonly<Record<string, string>>

/**
 * What the page speaks: the wanted language once its words and the texts of plugins are there, and the one before until then, so that no page
 * is in two. `undefined` while the first is on its way. Without a connection the texts of plugins stay English.
 */
export function useSpoken(wanted: Spoken | undefined): Ready | undefined {
  const words = useLoadedWords(wanted?.language)
  const { isThere, translator } = useTexts(wanted?.language, words)
  const last = useRef<Ready>(undefined)
  if (wanted !== undefined && words !== undefined && isThere) last.current = { ...wanted, translator }
  return last.current
}

function useLoadedWords(language: Language | undefined): Words | undefined {
  const [, redraw] = useState<Words>()
  useEffect(() => {
    let isHere = true
    if (language !== undefined) void loadWords(language).then((words) => isHere && redraw(words))
    return () => {
      isHere = false
    }
  }, [language])
  return language && wordsOf(language)
}

/** The texts of plugins in a language, or that there are none to wait for. */
function useTexts(language: Language | undefined, words: Words | undefined) {
  const isEnglish = language === undefined || language === 'en'
  const { value: texts, problem } = useWatch(isEnglish ? undefined : textsContract, { language: language ?? 'en' })
  const { translator, hasFailed } = useTranslator(isEnglish ? undefined : texts, words)
  return { translator, isThere: isEnglish || translator !== undefined || hasFailed || problem !== undefined }
}

/** The translator of these texts. English needs none, and does not load it. */
function useTranslator(texts: Texts | undefined, words: Words | undefined) {
  const [loaded, setLoaded] = useState<{ readonly texts?: Texts; readonly translator?: Translator }>({})
  useEffect(() => {
    let isHere = true
    if (texts !== undefined && words !== undefined)
      import('./translator.js').then(
        ({ createTranslator }) => isHere && setLoaded({ texts, translator: createTranslator(texts, words.problem) }),
        () => isHere && setLoaded({ texts }),
      )
    return () => {
      isHere = false
    }
  }, [texts, words])
  const isOfThese = texts !== undefined && loaded.texts === texts
  return { translator: isOfThese ? loaded.translator : undefined, hasFailed: isOfThese && loaded.translator === undefined }
}
