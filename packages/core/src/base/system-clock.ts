import { Observable } from 'rxjs'
import type { CalendarDay, Clock, Instant } from './clock.js'
import { addDays } from './zone/calendar-day.js'
import { dayOf, startOfDay } from './zone/zone.js'

/** The longest that a timer of the platform can be set to. */
const longestMs = 2 ** 31 - 1

/** The clock of the machine. */
export const systemClock: Clock = Object.freeze({ now: () => Date.now(), today: (zone: string) => dayOf(Date.now(), zone), watchToday, at })

function at(instant: Instant, run: () => void): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (): void => {
    const left = instant - Date.now()
    timer = left > longestMs ? setTimeout(wait, longestMs) : setTimeout(run, Math.max(0, left))
  }
  wait()
  return { [Symbol.dispose]: () => clearTimeout(timer) }
}

function watchToday(zone: string): Observable<CalendarDay> {
  return new Observable((subscriber) => {
    let timer: Disposable | undefined
    const tell = (): void => {
      const today = dayOf(Date.now(), zone)
      timer = at(startOfDay(addDays(today, 1), zone), tell)
      subscriber.next(today)
    }
    tell()
    return () => timer?.[Symbol.dispose]()
  })
}
