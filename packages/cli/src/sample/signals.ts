import type { ImportRow, Values } from '@tenure/core'
import type { EarlierRows } from './past/assignments.js'
import type { Course } from './row/cast.js'
import type { SampleCustomer } from './row/customers.js'
import { sampleRow } from './sample-row.js'
import { type Around, scored } from './scored.js'
import { daysAfter, daysBetween, noon } from './working-time.js'

type Sentiment = 'good' | 'fair' | 'poor'

/** What signals are of a customer on a day, with the score that follows from them and from what happened around it. */
export function signalsOf(customer: SampleCustomer, today: string, around: Around): Values {
  return withScore(customer, signalsAt(customer, today, 0), around, noon(today))
}

/** The same on days of the last 90, so that history tells how it came: those that sink by the fortnight, the others twice, and all of them lately. */
export function earlierSignals(
  customers: readonly SampleCustomer[],
  today: string,
  around: ReadonlyMap<string, Around>,
): readonly EarlierRows[] {
  return pastDays.map((days) => {
    const day = daysAfter(today, -days)
    const at = noon(day)
    const there = customers.filter((customer) => customer.createdOn < day && lookedAt(customer).includes(days))
    // What holds today has held for some days.
    const signals = (customer: SampleCustomer) => signalsAt(customer, today, lately.includes(days) ? 0 : days)
    const rowOf = (customer: SampleCustomer): ImportRow =>
      sampleRow('company', customer.key, withScore(customer, signals(customer), around.get(customer.key) ?? nothing, at))
    return { at, rows: there.map(rowOf) }
  })
}
const nothing: Around = { tickets: [], activities: [] }
const first = 91
const closely = [63, 42, 28, 14, 7]
const once = [28, 21, 12, 9, 6]
const lately = [4, 3, 2, 1]
const pastDays = [...new Set([first, ...closely, ...once, ...lately])].sort((a, b) => b - a)
/** So many days ago each customer was looked at: not all on the same day. */
function lookedAt({ course, random }: SampleCustomer): readonly number[] {
  const choice = random('reviewed')
  return [first, ...(course === 'sinking' ? closely : [choice.pick(once)]), choice.pick(lately)]
}
/** The instants of those days, the earliest first. */
export function pastInstants(today: string): readonly number[] {
  return pastDays.map((days) => noon(daysAfter(today, -days)))
}

function withScore({ key, csm }: SampleCustomer, signals: Signals & Values, around: Around, at: number): Values {
  return { ...signals, ...scored(key, { ...signals, csm: csm?.id ?? null }, around, at) }
}

interface Signals {
  readonly weeklyLogins: number
  readonly seats: number
  readonly seatsUsed: number
  readonly seatShare: number
  readonly npsAnswer: number | null
  readonly npsAnsweredDate: string | null
  readonly csmSentiment: Sentiment | null
}

function signalsAt(customer: SampleCustomer, today: string, daysAgo: number): Signals & Values {
  const random = customer.random('signals')
  const seats = Math.max(5, Math.round(Math.min(customer.employees, 900) * (0.15 + random.next() * 0.2)))
  const then = customer.cast?.logins?.[0] ?? Math.max(9, Math.round(seats * (0.9 + random.next() * 0.9)))
  const now = customer.cast?.logins?.[1] ?? Math.round(then * pace(customer.course, random.next()))
  const passed = Math.max(0, 91 - daysAgo) / 91
  const weeklyLogins = Math.round(then + (now - then) * passed)
  const answeredOn = daysAfter(today, -random.whole(10, 80))
  const own = customer.cast?.signals
  const [before, answer] = own?.nps ?? npsAnswers(customer.course, random.next())
  const isAnswered = daysAgo < daysBetween(answeredOn, today)
  const usedShare = Math.min(0.97, (0.35 + random.next() * 0.5) * (1 + (weeklyLogins / then - 1) * 0.7))
  const seatsUsed = Math.max(1, Math.round(seats * (daysAgo === 0 ? (own?.seatsUsed ?? usedShare) : usedShare)))
  return {
    ...{ weeklyLogins, seats, seatsUsed, seatShare: Math.round((seatsUsed / seats) * 100) },
    npsAnswer: isAnswered ? answer : before,
    npsAnsweredDate: isAnswered ? answeredOn : daysAfter(answeredOn, -180),
    csmSentiment:
      customer.csm === undefined ? null : daysAgo === 0 && own ? own.sentiment : sentimentOf(customer.course, daysAgo, random.next()),
  }
}

function pace(course: Course, chance: number): number {
  if (course === 'sinking') return 0.3 + chance * 0.15
  return course === 'growing' ? 1.05 + chance * 0.3 : 0.8 + chance * 0.25
}
function npsAnswers(course: Course, chance: number): readonly [before: number, now: number] {
  if (course === 'sinking') return [6 + Math.round(chance * 2), 2 + Math.round(chance * 4)]
  return course === 'growing' ? [8, 9 + Math.round(chance)] : [6 + Math.round(chance * 2), 5 + Math.round(chance * 4)]
}
function sentimentOf(course: Course, daysAgo: number, chance: number): Sentiment {
  if (course === 'sinking') return daysAgo > 60 ? 'good' : daysAgo > 20 ? 'fair' : 'poor'
  return course === 'growing' || chance > 0.55 ? 'good' : 'fair'
}
