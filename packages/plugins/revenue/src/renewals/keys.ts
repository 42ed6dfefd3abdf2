import { Company, CustomerRole, RevenueRole, type RowOf, rowOf } from '@tenure/core/contract'
import type { JobCall } from '@tenure/core/job'
import { Clock, creates, edits, type Key, reads, readsAll } from '@tenure/core/plugin'
import { RevenueSettings } from '../settings.js'
import { RenewalSettings } from './settings.js'

const dates = [RevenueRole.startDate, RevenueRole.endDate, RevenueRole.renewalDate, RevenueRole.closeDate] as const
const properties = [
  ...([RevenueRole.name, RevenueRole.amount, RevenueRole.stage, RevenueRole.csm, ...dates] as const),
  ...([RevenueRole.recurring, RevenueRole.termMonths, RevenueRole.chain, RevenueRole.termNumber] as const),
] as const

/** What is read of a record of an agreement. */
export const TermRow = rowOf(...properties)
/** One such record. */
export type TermRow = RowOf<(typeof properties)[number]>
/** What is read of the company that a record belongs to, and of the customer. */
export const CompanyRow = rowOf(Company.name)
export const CustomerRow = rowOf(CustomerRole.csm)

/** What the job of renewals works with. */
export const renewalUses = {
  settings: RenewalSettings,
  revenue: RevenueSettings,
  terms: reads(TermRow),
  types: readsAll(RevenueRole),
  companies: reads(CompanyRow, Company.deals),
  customers: reads(CustomerRow, CustomerRole.deals),
  renewals: creates(...properties, RevenueRole.pipeline, RevenueRole.company),
  agreements: edits(...dates, RevenueRole.chain, RevenueRole.termNumber),
  clock: Clock,
} as const
/** What it has to be granted. */
export const renewalGrants = [
  ...([renewalUses.terms, renewalUses.types, renewalUses.companies, renewalUses.customers] as const),
  ...([renewalUses.renewals, renewalUses.agreements] as const),
] as const

/** What a call of it is given. */
export type RenewalCall = JobCall & {
  readonly [Name in keyof typeof renewalUses]: (typeof renewalUses)[Name] extends Key<infer Opened, string> ? Opened : never
}
