import type { ImportRow } from '@tenure/core'
import type { Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, daysAfter, daysBetween, workday, workdayBefore } from '../working-time.js'
import { type SampleCustomer, toSlug } from './customers.js'

/** A person at a customer. */
export interface SampleContact {
  readonly key: string
  readonly firstName: string
  readonly name: string
  readonly since: number
  readonly row: ImportRow
}

const decidingTitles: readonly string[] = [
  'Head of Operations',
  'Managing Director',
  'Finance Director',
  'Chief Operating Officer',
  'IT Manager',
]
const workingTitles: readonly string[] = ['Procurement Manager', 'Project Lead', 'Service Desk Lead', 'Team Assistant', 'Controller']

/** Somebody at the customer who was known by then; the main contact is from the first day. */
export function contactAt(contacts: readonly SampleContact[], instant: number, random: Random): SampleContact {
  const known = contacts.filter(({ since }) => since < instant)
  return random.pick(known.length > 0 ? known : contacts.slice(0, 1))
}

/** The people at a customer, the first of them its main contact: two to four, three on average. */
export function createContacts(customer: SampleCustomer, at: number, today: string): readonly SampleContact[] {
  const random = customer.random('contacts')
  const { firstNames, lastNames, phone } = customer.country
  const firsts = random.shuffled(firstNames)
  const lasts = random.shuffled(lastNames)
  const [deciding = '', ...others] = random.shuffled(decidingTitles)
  const jobs = [deciding, ...random.shuffled([...others.slice(0, 2), ...workingTitles])]
  const people = customer.cast?.people
  const count = people?.length ?? [2, 3, 4, 3][at % 4] ?? 3
  return Array.from({ length: count }, (_, place) => {
    const [firstName = '', lastName = '', job = jobs[place]] = people?.[place] ?? [firsts[place], lasts[place]]
    const digits = String(random.whole(10_000, 99_999))
    const latest = workdayBefore(today)
    const joined =
      place === 0
        ? customer.createdOn
        : workday(daysAfter(customer.createdOn, random.whole(1, Math.max(1, daysBetween(customer.createdOn, latest)))))
    const since =
      place === 0
        ? customer.createdAt + 600_000
        : Math.max(customer.createdAt + 900_000, atDesk([joined, latest].sort()[0] ?? latest, customer.timeZone, random))
    const values = {
      jobTitle: job ?? null,
      phone: phone?.(digits) ?? null,
      owner: customer.csm?.id ?? null,
      sequence: customer.random(`sequence ${place}`).chance(0.15) ? 'Renewal reminder' : null,
    }
    return toContact(customer, `${firstName} ${lastName}`, firstName, since, values)
  })
}

function toContact(customer: SampleCustomer, name: string, firstName: string, since: number, values: ImportRow['values']): SampleContact {
  const address = name
    .split(' ')
    .map((part) => toSlug(part))
    .join('.')
  const key = `${customer.key}/${toSlug(name)}`
  return {
    key,
    firstName,
    name,
    since,
    row: sampleRow('contact', key, { name, email: `${address}@${customer.domain}`, createdAt: since, ...values }, [
      ['companies', 'company', customer.key, 'primary'],
    ]),
  }
}
