import type { ImportRow, Values } from '@tenure/core'
import type { SampleCustomer } from '../row/customers.js'
import { type SampleUser, sampleUsers } from '../row/people.js'
import { sampleRow } from '../sample-row.js'
import { daysAfter, noon } from '../working-time.js'

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
  const firstRow = (customer: SampleCustomer): ImportRow => sampleRow('company', customer.key, firstValues(customer, today))
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

/** What is known of a customer from the start, with the CSM that it had before it changed hands lately. */
export function firstValues(customer: SampleCustomer, today: string): Values {
  const { name, createdAt, csm } = customer
  return { name, createdAt, csm: handoverOf(customer, daysAfter(today, -settledDays))?.from.id ?? csm?.id ?? null }
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
