import { useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { daysBetween } from '../format/zone-day.js'

/** The heading of a day: today, yesterday, else its weekday and date. */
export function useDayTitle(): (day: string | undefined) => string {
  const words = useWords().timeline
  const { locale, today } = useReading().formats.env
  return useMemo(() => {
    const parts = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' } as const
    const near = new Intl.DateTimeFormat(locale, parts)
    const far = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' })
    return (day) => {
      if (day === undefined) return words.undated
      const ago = daysBetween(day, today)
      if (ago === 0) return words.today
      if (ago === 1) return words.yesterday
      return (day.slice(0, 4) === today.slice(0, 4) ? near : far).format(Date.parse(day))
    }
  }, [words, locale, today])
}
