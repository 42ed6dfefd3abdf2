import type { ReactNode } from 'react'
import { CalendarButton } from '../field/calendar-button.js'
import { dayText, parseDay } from '../field/day-text.js'
import { useReading } from '../format/use-formats.js'

interface DayCalendarProps {
  readonly text: string
  readonly change: (text: string) => void
}

/** The calendar beside the field of a day; it writes the day as the locale does. */
export function DayCalendar({ text, change }: DayCalendarProps): ReactNode {
  const { env } = useReading().formats
  return <CalendarButton text={text} pick={(day) => change(dayText(day, env.locale))} read={(given) => parseDay(given, env)} />
}
