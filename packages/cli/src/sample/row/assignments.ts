import type { ImportRow } from '@tenure/core'
import { sampleRow } from '../sample-row.js'
import { daysAfter, noon } from '../working-time.js'
import type { SampleCustomer } from './customers.js'
import { type SampleUser, sampleUsers } from './people.js'

/** Rows as they were at an instant of the past. */
export interface EarlierRows {
  readonly at: number
  readonly rows: readonly ImportRow[]
}

/** How long ago the customers that changed hands lately did so, in days. */
const lately = [2, 5, 9, 16, 23]
const settledDays = 120
const share = 0.07

/** Who looked after each customer before: most have had their CSM for months, a few were handed over within the last weeks. */
export function earlierRows(customers: readonly SampleCustomer[], today: string): readonly EarlierRows[] {
  const settledOn = daysAfter(today, -settledDays)
  const handovers = customers.flatMap((customer) => handoverOf(customer, settledOn) ?? [])
  const before = new Map(handovers.map(({ customer, from }) => [customer.key, from.id]))
  const firstRow = ({ key, name, createdAt, csm }: SampleCustomer): ImportRow =>
    sampleRow('company', key, { name, createdAt, csm: before.get(key) ?? csm?.id ?? null })
  const settled = customers.filter(({ createdOn }) => createdOn < settledOn).map(firstRow)
  const newer = customers
    .filter(({ createdOn }) => createdOn >= settledOn)
    .map((customer) => ({ at: customer.createdAt, rows: [firstRow(customer)] }))
  const recent = lately.map((days) => ({
    at: noon(daysAfter(today, -days)),
    rows: handovers
      .filter((handover) => handover.days === days)
      .map(({ customer }) => sampleRow('company', customer.key, { csm: customer.csm?.id ?? null })),
  }))
  return [{ at: noon(settledOn), rows: settled }, ...newer, ...recent].sort((a, b) => a.at - b.at)
}

function handoverOf(
  customer: SampleCustomer,
  settledOn: string,
): { readonly customer: SampleCustomer; readonly from: SampleUser; readonly days: number } | undefined {
  const { csm, createdOn, cast } = customer
  const random = customer.random('handover')
  if (csm === undefined || createdOn >= settledOn || (cast?.takenOver === undefined && !random.chance(share))) return undefined
  const colleagues = sampleUsers.filter(({ team, id }) => team === csm.team && id !== csm.id)
  return { customer, from: random.pick(colleagues), days: cast?.takenOver ?? random.pick(lately) }
}
