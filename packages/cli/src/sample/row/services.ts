import type { ImportRow } from '@tenure/core'
import { sampleRow } from '../sample-row.js'
import { daysAfter, daysBetween } from '../working-time.js'
import type { SampleCustomer } from './customers.js'
import { addOns, editionFor, type SampleProduct } from './products.js'

/** Something that a customer has under contract, or had. */
export interface SampleService {
  readonly product: SampleProduct
  readonly arr: number
  readonly endedOn?: string
  readonly row: ImportRow
}

const priceLevel = { EUR: 1, GBP: 0.86, USD: 1.1 } as const

/** The services of a customer: the platform, in the size that fits the firm, and what was added. One that sinks has given something up. */
export function createServices(customer: SampleCustomer, today: string): readonly SampleService[] {
  const random = customer.random('services')
  const { employees, industry, country, course } = customer
  const full = (2400 + 95 * employees ** 0.75 * industry.spend * (0.88 + random.next() * 0.24)) * priceLevel[country.currency]
  const base = customer.cast?.arr ?? Math.round(full / 100) * 100
  const extra = course === 'growing' ? 0.6 : 0.25
  const added = Object.values(addOns).filter(() => customer.cast === undefined && random.chance(extra))
  const dropped = course === 'sinking' ? (added[0] ?? addOns.analytics) : undefined
  const products = dropped === undefined || added.includes(dropped) ? added : [...added, dropped]
  const endedOn = daysAfter(today, -random.whole(25, 150))
  return [
    createService(customer, editionFor(employees), base, undefined, today),
    ...products.map((product) =>
      createService(
        customer,
        product,
        Math.max(600, Math.round((base * product.price) / 24_000 / 100) * 100),
        product === dropped ? endedOn : undefined,
        today,
      ),
    ),
  ]
}

/** What the services that still run bring in a year. */
export function arrOf(services: readonly SampleService[]): number {
  return services.reduce((sum, { arr, endedOn }) => sum + (endedOn === undefined ? arr : 0), 0)
}

function createService(
  customer: SampleCustomer,
  product: SampleProduct,
  arr: number,
  endedOn: string | undefined,
  today: string,
): SampleService {
  const values = {
    name: product.name,
    amount: customer.money(arr),
    arr: customer.money(arr),
    pipeline: 'lifecycle',
    stage: stageOf(customer, endedOn, today),
    startDate: customer.startOn,
    renewalDate: endedOn === undefined ? customer.renewalOn : null,
    endDate: endedOn ?? null,
    csm: customer.csm?.id ?? null,
    owner: customer.csm?.id ?? null,
    createdAt: customer.createdAt + 1_200_000,
  }
  const row = sampleRow('service', `${customer.key}/${product.key}`, values, [
    ['company', 'company', customer.key],
    ['products', 'product', product.key],
  ])
  return endedOn === undefined ? { product, arr, row } : { product, arr, endedOn, row }
}

function stageOf({ startOn, renewalOn }: SampleCustomer, endedOn: string | undefined, today: string): string {
  if (endedOn !== undefined) return 'ended'
  if (daysBetween(startOn, today) < 60) return 'onboarding'
  return daysBetween(today, renewalOn) <= 60 ? 'renewing' : 'live'
}
