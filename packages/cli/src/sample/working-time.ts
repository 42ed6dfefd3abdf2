import { toInstant } from '@tenure/import'
import type { Random } from './random.js'

const dayMs = 86_400_000
const halfHourMs = 1_800_000

/** The day that many days later. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10)
}
/** Noon of that day. */
export function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`)
}
/** Days from one to the other. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
/** The day itself, or the next one on which people work. */
export function workday(day: string): string {
  return isFree(day) ? workday(daysAfter(day, 1)) : day
}
/** The last day before this one on which people work. */
export function workdayBefore(day: string): string {
  const before = daysAfter(day, -1)
  return isFree(before) ? workdayBefore(before) : before
}

/** A time of day for desk work, 8:30 to 17:30 in the zone. */
export function atDesk(day: string, zone: string, random: Random): number {
  return toInstant({ day, milliseconds: random.whole(8 * 60 + 30, 17 * 60 + 29) * 60_000 + random.whole(0, 59) * 1000 }, zone)
}

/** Diaries of people: nobody is in two meetings at once. */
export interface Diary {
  /** Start of a free hour of that person on that day or the next one that has one; meetings begin on the half hour, 9:00 to 16:00, not at noon. */
  book(person: string, zone: string, day: string, random: Random): { readonly at: number; readonly day: string }
}

/** Empty diaries. */
export function createDiary(): Diary {
  const taken = new Set<string>()
  return {
    book(person, zone, day, random) {
      for (let tried = workday(day); ; tried = workday(daysAfter(tried, 1))) {
        const free = random
          .shuffled(slots)
          .find((slot) => !taken.has(`${person} ${tried} ${slot}`) && !taken.has(`${person} ${tried} ${slot + 1}`))
        if (free === undefined) continue
        for (const slot of [free, free + 1]) taken.add(`${person} ${tried} ${slot}`)
        return { at: toInstant({ day: tried, milliseconds: free * halfHourMs }, zone), day: tried }
      }
    },
  }
}
// Half hours of the day at which an hour of meeting may begin.
const slots: readonly number[] = [18, 19, 20, 21, 22, 26, 27, 28, 29, 30, 31, 32]

function isFree(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday === 0 || weekday === 6 || ['12-25', '12-26', '01-01', '05-01'].includes(day.slice(5))
}
