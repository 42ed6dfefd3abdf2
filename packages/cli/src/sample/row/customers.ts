import type { ImportRow, Money, Values } from '@tenure/core'
import { createRandom, type Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, daysAfter, workday } from '../working-time.js'
import { type CastMember, type Course, cast, leadCsm } from './cast.js'
import { type Country, countries } from './countries.js'
import { type Industry, industries } from './industries.js'
import { type SampleUser, sampleUsers } from './people.js'

/** A customer of the sample, with what the records around it are made from. */
export interface SampleCustomer {
  readonly key: string
  readonly name: string
  readonly domain: string
  readonly country: Country
  readonly city: string
  readonly industry: Industry
  readonly employees: number
  readonly csm: SampleUser | undefined
  readonly timeZone: string
  readonly course: Course
  /** The part that it has in the story, where it has one. */
  readonly cast?: CastMember
  /** Day on which the record was made, the first day of the first contract, and the next renewal. */
  readonly createdOn: string
  readonly createdAt: number
  readonly startOn: string
  readonly renewalOn: string
  readonly money: (amount: number) => Money
  /** Random numbers of this customer alone, by topic. */
  readonly random: (topic: string) => Random
}

/** All customers, the same ones on every day; their dates lie around `today`. */
export function createCustomers(today: string): readonly SampleCustomer[] {
  const places = countries.flatMap((country) => namesIn(country).map((name) => ({ country, name })))
  const order = createRandom('renewals').shuffled(places.map((_, at) => at))
  const assigned = new Map<string, number>()
  const all = places.map(({ country, name }, at) => {
    const random = createRandom(`customer ${name.head}`)
    // Every day of the coming year gets its share of renewals.
    const renewalOn = daysAfter(today, 1 + Math.floor(((order[at] ?? 0) * 364) / (places.length - 1)))
    return createCustomer(country, name, renewalOn, nextCsm(country, random, assigned), random)
  })
  const leads = all.filter(({ csm }) => csm?.name === leadCsm).slice(0, cast.length)
  return all.map((customer) => {
    const part = cast[leads.indexOf(customer)]
    return part === undefined ? customer : playedBy(customer, part, today)
  })
}

/** The customer in its part: with this name, on this course. */
function playedBy(customer: SampleCustomer, part: CastMember, today: string): SampleCustomer {
  const { key, name, course, currency } = part
  const random = createRandom(`part ${key}`)
  const renewalOn = daysAfter(today, part.renewsInDays)
  const startOn = daysAfter(renewalOn, -365 * 3)
  const createdOn = workday(daysAfter(startOn, -random.whole(20, 60)))
  const createdAt = atDesk(createdOn, customer.timeZone, random)
  const money = (amount: number): Money => ({ amount: String(amount), currency })
  const { city = customer.city, domain = `${key}.example` } = part
  return { ...customer, key, name, course, cast: part, city, domain, renewalOn, startOn, createdOn, createdAt, money }
}

/** The row of a customer whose services bring in that much, with the inputs of its health. */
export function customerRow(customer: SampleCustomer, arr: number, signals: Values): ImportRow {
  const { name, domain, country, city, industry, employees, csm, createdAt, renewalOn } = customer
  return sampleRow('company', customer.key, {
    name,
    domain,
    website: `https://${domain}`,
    industry: industry.name,
    city,
    country: country.code,
    employees,
    csm: csm?.id ?? null,
    arr: customer.money(arr),
    renewalDate: renewalOn,
    createdAt,
    description: `${industry.name} firm in ${city} with about ${Math.round(employees / 10) * 10 || employees} people.`,
    ...signals,
  })
}

/** Letters, digits and hyphens only. */
export function toSlug(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .replace(/[\u00e4\u00f6\u00fc]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '-')
}

interface Name {
  readonly head: string
  readonly word: string
  readonly industry: Industry
}
function namesIn(country: Country): readonly Name[] {
  const random = createRandom(`names ${country.code}`)
  return random
    .shuffled(country.heads)
    .slice(0, country.customers)
    .map((head) => {
      const industry = random.pick(industries)
      return { head, industry, word: random.pick(industry.words[country.language]) }
    })
}

function createCustomer(
  country: Country,
  { head, word, industry }: Name,
  renewalOn: string,
  csm: SampleUser | undefined,
  random: Random,
): SampleCustomer {
  const employees = Math.round(Math.min(12_000, Math.max(12, Math.exp(5.2 + 1.1 * random.around()))))
  const course = courseOf(random.next())
  const startOn = daysAfter(renewalOn, -365 * yearsOf(course, random))
  const createdOn = workday(daysAfter(startOn, -random.whole(20, 60)))
  const timeZone = csm?.timeZone ?? 'UTC'
  return {
    key: toSlug(`${head} ${word}`),
    name: `${head} ${word} ${random.pick(employees > 250 ? country.large : country.small)}`,
    domain: `${toSlug(`${head} ${word}`)}.example`,
    country,
    city: random.pick(country.cities),
    industry,
    employees,
    csm,
    timeZone,
    course,
    createdOn,
    createdAt: atDesk(createdOn, timeZone, random),
    startOn,
    renewalOn,
    money: (amount) => ({ amount: String(amount), currency: country.currency }),
    random: (topic) => createRandom(`${head} ${word} ${topic}`),
  }
}

// The next in the team; a few customers are still without anybody.
function nextCsm({ team }: Country, random: Random, assigned: Map<string, number>): SampleUser | undefined {
  const members = sampleUsers.filter((user) => user.team === team)
  const count = assigned.get(team) ?? 0
  assigned.set(team, count + 1)
  return random.chance(0.015) ? undefined : members[count % members.length]
}
function courseOf(share: number): Course {
  if (share < 0.12) return 'sinking'
  return share < 0.37 ? 'growing' : 'steady'
}
// Decline takes time: nobody sinks in the first year.
function yearsOf(course: Course, random: Random): number {
  const years = random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4, 5])
  return course === 'sinking' ? Math.max(2, years) : years
}
