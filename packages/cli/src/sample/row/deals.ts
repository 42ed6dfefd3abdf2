import type { ImportRow, Values } from '@tenure/core'
import type { Random } from '../random.js'
import { sampleRow } from '../sample-row.js'
import { atDesk, daysAfter, daysBetween, workday, workdayBefore } from '../working-time.js'
import type { SampleContact } from './contacts.js'
import type { SampleCustomer } from './customers.js'
import { addOns } from './products.js'
import type { SampleService } from './services.js'

/** What deals are made from. */
export interface DealContext {
  readonly customer: SampleCustomer
  readonly contacts: readonly SampleContact[]
  readonly services: readonly SampleService[]
  readonly arr: number
  readonly today: string
}
interface Deal {
  readonly key: string
  readonly name: string
  readonly amount: number
  readonly pipeline: 'sales' | 'renewal'
  readonly stage: string
  readonly createdOn: string
  readonly closeDate: string
  readonly product: string
  /** The term that was agreed on, or is to be. */
  readonly term?: Term
}
/** Which year of the contract it is, and its first day. */
interface Term {
  readonly number: number
  readonly startOn: string
}

/** Days of the past that the sample covers in detail. */
export const pastDays = 545

/** The deals of a customer: how it was won, renewals past and coming, what may be sold on top. */
export function createDeals(context: DealContext): readonly ImportRow[] {
  const random = context.customer.random('deals')
  const first = firstSale(context)
  const renewed = lastRenewal(context, random)
  const next = nextRenewal(context, random, renewed.length > 0)
  return [...first, ...earlierRenewal(context), ...renewed, ...next, ...expansion(context, random)].map((deal) =>
    toRow(context, deal, random),
  )
}

function termAt({ startOn }: SampleCustomer, day: string): Term {
  return { startOn: day, number: Math.round(daysBetween(startOn, day) / 365) }
}

function firstSale({ customer, services, today }: DealContext): readonly Deal[] {
  const [platform] = services
  const closeDate = workday(daysAfter(customer.createdOn, 12))
  const isOld = daysBetween(customer.startOn, customer.renewalOn) > 2 * yearDays
  if (platform === undefined || isOld || closeDate >= today) return []
  return [
    {
      key: 'first',
      name: `${platform.product.name} for ${customer.name}`,
      amount: platform.arr,
      pipeline: 'sales',
      stage: 'won',
      createdOn: customer.createdOn,
      closeDate,
      product: platform.product.key,
      term: termAt(customer, customer.startOn),
    },
  ]
}

const yearDays = 365

/** The renewal before the last, of customers of three years and more: some have grown since, and some pay less. */
function earlierRenewal({ customer, services, arr, today }: DealContext): readonly Deal[] {
  const random = customer.random('earlier renewal')
  const renewedOn = daysAfter(customer.renewalOn, -2 * yearDays)
  const closeDate = workdayBefore(daysAfter(renewedOn, -random.whole(3, 20)))
  if (renewedOn <= customer.startOn || closeDate >= today) return []
  const grown = { growing: 0.5 + random.next() * 0.25, steady: 0.92 + random.next() * 0.1, sinking: 1.1 + random.next() * 0.4 }
  return [
    {
      key: `renewal-${renewedOn.slice(0, 4)}`,
      name: `Renewal ${renewedOn.slice(0, 4)} ${customer.name}`,
      amount: Math.round((arr * grown[customer.course]) / 100) * 100,
      pipeline: 'renewal',
      stage: 'renewed',
      createdOn: workdayBefore(daysAfter(renewedOn, -90)),
      closeDate,
      product: services[0]?.product.key ?? '',
      term: termAt(customer, renewedOn),
    },
  ]
}

/** The day on which the term before this one was renewed; nothing where this is the first. */
export function lastRenewedOn({ renewalOn, startOn }: SampleCustomer, today: string, random: Random): string | undefined {
  const renewedOn = daysAfter(renewalOn, -yearDays)
  const closeDate = workdayBefore(daysAfter(renewedOn, -random.whole(3, 20)))
  return renewedOn <= startOn || closeDate >= today ? undefined : closeDate
}

function lastRenewal({ customer, services, arr, today }: DealContext, random: Random): readonly Deal[] {
  const renewedOn = daysAfter(customer.renewalOn, -yearDays)
  const closeDate = lastRenewedOn(customer, today, random)
  const createdOn = workdayBefore(daysAfter(renewedOn, -90))
  if (closeDate === undefined) return []
  // What was given up since was still part of the contract then.
  const amount = arr + services.reduce((sum, service) => sum + (service.endedOn === undefined ? 0 : service.arr), 0)
  return [
    {
      key: `renewal-${renewedOn.slice(0, 4)}`,
      name: `Renewal ${renewedOn.slice(0, 4)} ${customer.name}`,
      amount,
      pipeline: 'renewal',
      stage: 'renewed',
      createdOn,
      closeDate,
      product: services[0]?.product.key ?? '',
      term: termAt(customer, renewedOn),
    },
  ]
}

// Where the term before is here, the newest renewals are left to the job that creates them.
function nextRenewal({ customer, services, arr, today }: DealContext, random: Random, isFollowed: boolean): readonly Deal[] {
  const left = daysBetween(today, customer.renewalOn)
  if (left > (isFollowed ? 105 : 120)) return []
  const stages =
    customer.course === 'sinking' || left > 75
      ? ['renewal-upcoming']
      : left > 30
        ? ['renewal-upcoming', 'renewal-in-talks']
        : ['renewal-in-talks', 'renewal-verbal']
  const opened = workdayBefore(daysAfter(today, -Math.max(1, 120 - left)))
  const createdOn = opened > customer.createdOn ? opened : workdayBefore(today)
  return [
    {
      key: `renewal-${customer.renewalOn.slice(0, 4)}`,
      name: `Renewal ${customer.renewalOn.slice(0, 4)} ${customer.name}`,
      amount: arr,
      pipeline: 'renewal',
      stage: random.pick(stages),
      createdOn,
      closeDate: customer.renewalOn,
      product: services[0]?.product.key ?? '',
      term: termAt(customer, customer.renewalOn),
    },
  ]
}

function expansion({ customer, services, today }: DealContext, random: Random): readonly Deal[] {
  const owned = new Set(services.map(({ product }) => product.key))
  const product = random.shuffled(Object.values(addOns)).find(({ key }) => !owned.has(key))
  const likelihood = { growing: 0.8, steady: 0.3, sinking: 0.4 }[customer.course]
  const age = daysBetween(customer.startOn, today)
  if (product === undefined || age < 90 || !random.chance(likelihood)) return []
  const isLost = customer.course === 'sinking' || random.chance(0.2)
  const createdOn = workdayBefore(daysAfter(today, -random.whole(isLost ? 70 : 15, isLost ? 85 : 60)))
  const closeDate = isLost ? workdayBefore(daysAfter(today, -random.whole(5, 40))) : workday(daysAfter(today, random.whole(10, 100)))
  const amount = Math.max(600, Math.round(((services[0]?.arr ?? 0) * product.price) / 24_000 / 100) * 100)
  return [
    {
      key: product.key,
      name: `${product.name} for ${customer.name}`,
      amount,
      pipeline: 'sales',
      stage: isLost ? 'lost' : random.pick(['qualified', 'proposal', 'negotiation']),
      createdOn,
      closeDate,
      product: product.key,
    },
  ]
}

function toRow(
  { customer, contacts }: DealContext,
  { key, name, amount, pipeline, stage, createdOn, closeDate, product, term }: Deal,
  random: Random,
): ImportRow {
  const values = {
    name,
    amount: customer.money(amount),
    pipeline,
    stage,
    closeDate,
    renewalDate: pipeline === 'renewal' ? closeDate : null,
    ...(term && agreementOf(customer, term)),
    csm: customer.csm?.id ?? null,
    owner: customer.csm?.id ?? null,
    createdAt: createdOn === customer.createdOn ? customer.createdAt + 1_800_000 : atDesk(createdOn, customer.timeZone, random),
  }
  return sampleRow('deal', `${customer.key}/${key}`, values, [
    ['company', 'company', customer.key],
    ['products', 'product', product],
    ...contacts.slice(0, 1).map((contact) => ['contacts', 'contact', contact.key] as const),
  ])
}

function agreementOf({ key }: SampleCustomer, { number, startOn }: Term): Values {
  const endDate = daysAfter(startOn, 365)
  return { recurring: true, termMonths: 12, chain: key, termNumber: number, startDate: startOn, endDate, renewalDate: endDate }
}
