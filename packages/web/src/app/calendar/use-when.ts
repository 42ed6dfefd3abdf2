import type { CalendarItem } from '@tenure/core/block'
import { toWallTime } from '@tenure/core/zone'
import { useMemo } from 'react'
import { useWords } from '../../words/use-words.js'
import { daysOf } from '../agenda/placed.js'
import { useReading } from '../format/use-formats.js'

/** Writes days and times of a calendar, as the user reads them, in its zone. */
export interface CalendarText {
  readonly time: (instant: number) => string
  readonly hour: (hour: number) => string
  readonly weekday: (day: string) => string
  /** Its first letter, or what a language has for it. */
  readonly letter: (day: string) => string
  readonly number: (day: string) => string
  readonly full: (day: string) => string
  /** `10:00 to 11:30`, or the days. */
  readonly when: (item: CalendarItem) => string
  /** The same with its day. */
  readonly whenOn: (item: CalendarItem) => string
  readonly range: (days: readonly string[]) => string
  readonly month: (day: string) => string
}

/** The texts for a zone; made once for it, since `Intl` objects are slow to make. */
export function useCalendarText(zone: string): CalendarText {
  const { locale } = useReading().formats.env
  const words = useWords().calendar
  return useMemo(() => {
    const utc = { timeZone: 'UTC' } as const
    const hour = new Intl.DateTimeFormat(locale, { ...utc, timeStyle: 'short' })
    // A whole hour of twelve is `8 AM`, one of 24 is `08:00`.
    const whole = hour.resolvedOptions().hour12 === true ? new Intl.DateTimeFormat(locale, { ...utc, hour: 'numeric' }) : hour
    const weekday = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'short' })
    const narrow = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'narrow' })
    const full = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    const short = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'short' })
    const long = new Intl.DateTimeFormat(locale, { ...utc, day: 'numeric', month: 'long', year: 'numeric' })
    const month = new Intl.DateTimeFormat(locale, { ...utc, month: 'long', year: 'numeric' })
    const on = new Intl.DateTimeFormat(locale, { ...utc, weekday: 'short', day: 'numeric', month: 'short' })
    const clock = rememberMinutes((minute) => hour.format(minute * 60_000))
    const time = (instant: number): string => clock(Math.floor((toWallTime(instant, zone) / 60_000) % 1440))
    const at = (day: string): number => Date.parse(day)
    const days = ({ first, last }: { readonly first: string; readonly last: string }) =>
      first === last ? words.wholeDay(short.format(at(first))) : words.to(short.format(at(first)), short.format(at(last)))
    const times = ({ startAt, endAt, point }: CalendarItem) => (point === true ? time(startAt) : words.to(time(startAt), time(endAt)))
    const when = (item: CalendarItem): string => (item.days ? days(item.days) : times(item))
    return {
      time,
      hour: (each) => whole.format(each * 3_600_000),
      weekday: (day) => weekday.format(at(day)),
      letter: (day) => narrow.format(at(day)),
      number: (day) => String(Number(day.slice(8))),
      full: (day) => full.format(at(day)),
      when,
      whenOn: (item) => (item.days ? days(item.days) : `${on.format(at(daysOf(item, zone).first))}, ${when(item)}`),
      range: (shown) => {
        const [first = '', last = ''] = [shown[0], shown.at(-1)]
        return first === last ? full.format(at(first)) : long.formatRange(at(first), at(last))
      },
      month: (day) => month.format(at(day)),
    }
  }, [zone, locale, words])
}

// Hundreds of items share few times of the day, and `Intl` takes long for each.
function rememberMinutes(write: (minute: number) => string): (minute: number) => string {
  const known = new Map<number, string>()
  return (minute) => {
    const text = known.get(minute) ?? write(minute)
    known.set(minute, text)
    return text
  }
}
