import type { Values } from '@tenure/core'
import type { SampleCustomer } from '../row/customers.js'
import { lastRenewedOn } from '../row/deals.js'
import { sampleRow } from '../sample-row.js'
import { type Diary, daysAfter, daysBetween, noon } from '../working-time.js'
import { type EarlierRows, firstValues } from './assignments.js'
import { type FormerCustomer, formerCustomers } from './former-customers.js'
import { formerRows, inOrder } from './former-rows.js'
import { reviewOf } from './review.js'

/** Reviews are held every four weeks, on days that count back from today. */
const rhythmDays = 28

/** What became of the last renewal of a customer that is still one. */
export function renewalOf(customer: SampleCustomer, today: string): Values {
  const renewedOn = lastRenewedOn(customer, today, customer.random('deals'))
  return renewedOn === undefined ? {} : { lastRenewal: 'renewed', lastRenewalDate: renewedOn }
}

/** What was noted of customers before their last renewal was decided, so that a score can be replayed from it, and all there is of those that left. */
export function pastRenewals(customers: readonly SampleCustomer[], today: string, diary: Diary): readonly EarlierRows[] {
  const left = formerCustomers(today).flatMap((former, at) => pastOf(former, customers.length + at, today, diary))
  return inOrder([...customers.flatMap((customer) => reviewBefore(customer, today)), ...left])
}

// One that renewed was mostly well; what it gave up since is another story.
function reviewBefore(customer: SampleCustomer, today: string): readonly EarlierRows[] {
  const decidedOn = lastRenewedOn(customer, today, customer.random('deals'))
  if (decidedOn === undefined) return []
  const at = noon(reviewDay(daysAfter(decidedOn, -275), today))
  const random = customer.random('review')
  const seen = reviewOf(random.chance(0.1) ? 'ill' : 'well', customer.employees, random)
  if (at <= customer.createdAt) return []
  const values = { ...aboutOf(customer), ...firstValues(customer, today), ...(customer.csm !== undefined && seen) }
  return [{ at, rows: [sampleRow('company', customer.key, values)] }]
}

/** How likely one that sinks was ill so many days before: the nearer, the plainer. */
const illness = [
  [275, 0.3],
  [185, 0.6],
  [95, 0.88],
  [35, 0.96],
] as const
function pastOf(former: FormerCustomer, place: number, today: string, diary: Diary): readonly EarlierRows[] {
  const random = former.random('reviews')
  const chance = random.next()
  const about = { ...aboutOf(former), createdAt: former.createdAt, csm: former.csm?.id ?? null }
  const reviews = illness.map(([daysBefore, share]): EarlierRows => {
    const mood = former.course === 'sinking' && chance < share ? 'ill' : 'well'
    const values = { ...about, ...reviewOf(mood, former.employees, random) }
    return { at: noon(reviewDay(daysAfter(former.leftOn, -daysBefore), today)), rows: [sampleRow('company', former.key, values)] }
  })
  const { running, known, after } = formerRows(former, { place, today, diary })
  const left = sampleRow('company', former.key, { ...about, lastRenewal: 'churned', lastRenewalDate: former.leftOn })
  const [first] = reviews
  return [
    ...reviews,
    { at: first?.at ?? 0, rows: running },
    { at: noon(daysAfter(former.leftOn, 1)), rows: known },
    { at: noon(daysAfter(today, -1)), rows: [left, ...after] },
  ]
}
function aboutOf({ name, domain, industry, city, country, employees }: SampleCustomer): Values {
  return { name, domain, industry: industry.name, city, country: country.code, employees }
}
// The last day of reviews before that day.
function reviewDay(day: string, today: string): string {
  const ago = Math.floor(daysBetween(day, today) / rhythmDays) + 1
  return daysAfter(today, -ago * rhythmDays)
}
