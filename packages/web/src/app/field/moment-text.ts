import { CalendarDateTime, parseDate, toZoned } from '@internationalized/date'
import { dayIn } from '../format/zone-day.js'
import { type DayEnv, dayText, parseDay } from './day-text.js'
import { faulty, type Parsed, parsed } from './parsed.js'

/** What decides how a typed day and time are read. */
export interface MomentEnv extends DayEnv {
  readonly timeZone: string
}

/**
 * A typed day and time in the user's zone: `15 Dec 2026, 14:30`, `tomorrow 9 am`, `15.12.2026 14:30 Uhr`. A time alone is today's.
 * An hour that the clock skips is read as the hour after it; one that comes twice, as the first.
 */
export function parseMoment(text: string, env: MomentEnv): Parsed<number> {
  const found = /^(?:(.*?)[\s,]+)?(?:at\s+|um\s+)?(\d{1,2})(?::(\d\d))?\s*(am|pm|uhr)?$/i.exec(text.trim())
  const [, dayPart = '', hours = '', minutes, half = ''] = found ?? []
  if (found === null || (minutes === undefined && half === '')) return faulty('moment')
  const day = dayPart.trim() === '' ? parsed(env.today) : parseDay(dayPart, env)
  const hour = hourOf(Number(hours), half.toLowerCase())
  const minute = Number(minutes ?? 0)
  if (!day.ok || hour === undefined || minute > 59) return faulty('moment')
  const { year, month, day: date } = parseDate(day.value)
  return parsed(
    toZoned(new CalendarDateTime(year, month, date, hour, minute), env.timeZone)
      .toDate()
      .getTime(),
  )
}

/** An instant as a person edits it: `15 Dec 2026, 14:30`. */
export function momentText(instant: number, { locale, timeZone }: MomentEnv): string {
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' })
  return `${dayText(dayIn(timeZone, instant), locale)}, ${clock.format(instant)}`
}

function hourOf(hour: number, half: string): number | undefined {
  if (half !== 'am' && half !== 'pm') return hour < 24 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}
