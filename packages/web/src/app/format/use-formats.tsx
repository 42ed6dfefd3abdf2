import { usersContract } from '@tenure/core/page'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Words } from '../../words/en/index.js'
import { useWords } from '../../words/use-words.js'
import { localeOf } from '../../words/words.js'
import type { Session } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useTranslate } from '../language/texts-provider.js'
import type { Translate } from '../language/translate.js'
import { createFormats, type Formats } from './formats.js'
import { dayIn } from './zone-day.js'

/** How the session's user reads values, and the names behind ids of users. */
export interface Reading {
  readonly formats: Formats
  /** In which currency a new amount starts; none where the account has none. */
  readonly currency: string
  /** The id of that user. */
  readonly me: string
  nameOf(user: string): string
  /** Words in values, such as *Yes*. */
  readonly words: Words['format']
  /** A text of a plugin, such as a label that follows from the name of a field, in the language of the page. */
  readonly translate: Translate
}
const ReadingContext = createContext<Reading | undefined>(undefined)

interface ReadingProviderProps {
  readonly session: Session
  /** In which numbers and dates are written; that of the session if absent. */
  readonly locale?: string
  readonly children: ReactNode
}

/** Gives the formats of a session; they move with the clock at midnight in its zone. */
export function ReadingProvider({ session, locale = localeOf(session.locale), children }: ReadingProviderProps): ReactNode {
  const translate = useTranslate()
  const today = useToday(session.timeZone)
  const users = useWatch(usersContract).value
  const words = useWords().format
  const reading = useMemo(() => {
    const names = new Map((users ?? []).map((user) => [user.id, user.name]))
    names.set(session.user.id, session.user.name)
    const formats = createFormats({ locale, timeZone: session.timeZone, today }, words)
    return {
      formats,
      currency: session.currency ?? '',
      me: session.user.id,
      nameOf: (user: string) => names.get(user) ?? words.unknownUser,
      words,
      translate,
    }
  }, [locale, session.timeZone, session.currency, session.user, today, users, words, translate])
  return <ReadingContext value={reading}>{children}</ReadingContext>
}

/** How values are read here. */
export function useReading(): Reading {
  const reading = useContext(ReadingContext)
  if (reading === undefined) throw new Error('A value was drawn outside of a session.')
  return reading
}

function useToday(zone: string): string {
  const [today, setToday] = useState(() => dayIn(zone, Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setToday(dayIn(zone, Date.now())), 10_000)
    return () => clearInterval(timer)
  }, [zone])
  return today
}
