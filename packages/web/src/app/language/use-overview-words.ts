import { overview as de } from '../../words/de/overview.js'
import { overview as en, type OverviewWords } from '../../words/en/overview.js'
import { languageOf } from '../../words/words.js'
import { useReading } from '../format/use-formats.js'

const byLanguage: Readonly<Record<ReturnType<typeof languageOf>, OverviewWords>> = { en, de }

/** The texts of an overview in the language of the page. They come with it: it may be the first thing that is drawn. */
export function useOverviewWords(): OverviewWords {
  return byLanguage[languageOf(useReading().formats.env.locale)]
}
