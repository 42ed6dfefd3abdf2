import type { ImportRow, ObjectTypeExtension, Values } from '@tenure/core'
import type { EarlierRows } from './row/assignments.js'
import type { Course } from './row/cast.js'
import type { SampleCustomer } from './row/customers.js'
import { sampleRow } from './sample-row.js'
import { daysAfter, daysBetween, noon } from './working-time.js'

type Sentiment = 'good' | 'fair' | 'poor'

/** What the sample says of a company besides what every account knows: the inputs of a score. */
export const signalProperties: ObjectTypeExtension = {
  name: 'company',
  properties: [
    { name: 'weeklyLogins', kind: 'number', label: 'Weekly logins' },
    { name: 'seats', kind: 'number', label: 'Seats' },
    { name: 'seatsUsed', kind: 'number', label: 'Seats used' },
    { name: 'npsAnswer', kind: 'number', label: 'NPS answer' },
    { name: 'npsAnsweredDate', kind: 'date', label: 'NPS answered' },
    {
      name: 'csmSentiment',
      kind: 'enumeration',
      label: 'CSM sentiment',
      options: [
        { value: 'good', label: 'Good' },
        { value: 'fair', label: 'Fair' },
        { value: 'poor', label: 'Poor' },
      ],
    },
  ],
}

/** What became of a customer lately, from the rows around it. */
export interface Lately {
  readonly quietDays: number | undefined
  readonly urgentTickets: number
  readonly otherTickets: number
}

/** Usage, surveys, sentiment and the health that follows from them and from what became of the customer. */
export function signalsOf(customer: SampleCustomer, today: string, lately: Lately): Values {
  const signals = signalsAt(customer, today, 0)
  return { ...signals, ...healthOf(customer, signals, lately, customer.cast?.score) }
}

/** The same on days of the last 90, so that history tells how it came: those that sink by the fortnight, the others once. */
export function earlierSignals(customers: readonly SampleCustomer[], today: string): readonly EarlierRows[] {
  return pastDays.map((days) => {
    const day = daysAfter(today, -days)
    const there = customers.filter(({ course, createdOn }) => createdOn < day && (course === 'sinking' || slowDays.has(days)))
    return { at: noon(day), rows: there.map((customer) => pastRow(customer, today, days)) }
  })
}
const pastDays = [91, 63, 42, 28, 14, 7]
const slowDays: ReadonlySet<number> = new Set([91])

function pastRow(customer: SampleCustomer, today: string, days: number): ImportRow {
  const signals = signalsAt(customer, today, days)
  const quiet: Lately = { quietDays: customer.course === 'sinking' ? Math.max(10, 45 - days) : 10, urgentTickets: 0, otherTickets: 1 }
  return sampleRow('company', customer.key, { ...signals, ...healthOf(customer, signals, quiet) })
}

interface Signals {
  readonly weeklyLogins: number
  readonly seats: number
  readonly seatsUsed: number
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
  return {
    weeklyLogins,
    seats,
    seatsUsed: Math.max(1, Math.round(seats * (daysAgo === 0 ? (own?.seatsUsed ?? usedShare) : usedShare))),
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

const sentimentPoints: Readonly<Record<Sentiment, number>> = { good: 12, fair: 7, poor: 3 }
/** Points for usage, tickets, engagement, sentiment and survey, of 92; where nobody looks after a customer, nothing can be judged. */
function healthOf({ csm }: SampleCustomer, signals: Signals, { quietDays, urgentTickets, otherTickets }: Lately, own?: number): Values {
  if (csm === undefined || signals.csmSentiment === null) return {}
  const usage = 30 * Math.min(1, signals.seatsUsed / signals.seats)
  const tickets = Math.max(0, 20 - 6 * urgentTickets - 3 * otherTickets)
  const engagement = quietDays === undefined ? 4 : Math.max(1, Math.round(20 - quietDays * 0.4))
  const points = usage + tickets + engagement + sentimentPoints[signals.csmSentiment] + (signals.npsAnswer ?? 0)
  const healthScore = own ?? Math.round((points / 92) * 100)
  return { healthScore, healthStatus: healthScore < 40 ? 'at-risk' : healthScore < 70 ? 'neutral' : 'healthy' }
}
