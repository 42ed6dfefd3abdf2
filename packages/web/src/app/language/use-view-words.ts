import { view as de } from '../../words/de/view.js'
import { view as en, type ViewWords } from '../../words/en/view.js'
import { languageOf } from '../../words/words.js'
import { useReading } from '../format/use-formats.js'

const byLanguage: Readonly<Record<ReturnType<typeof languageOf>, ViewWords>> = { en, de }

/** The texts of saved views in the language of the page. */
export function useViewWords(): ViewWords {
  return byLanguage[languageOf(useReading().formats.env.locale)]
}
