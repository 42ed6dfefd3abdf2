import { addDays, type CalendarDay, Company, CustomerRole, Deal, days, RevenueRole, TenureError, type UserId } from '@tenure/core/contract'
import { defineJob, every } from '@tenure/core/job'
import { all, any, is, isAfter, isAnyOf, isRecord, isUnknown, some } from '@tenure/core/query'
import { firstValueFrom } from 'rxjs'
import { type ChainTerm, raise } from '../ledger/renewal-chain.js'
import { CompanyRow, CustomerRow, type RenewalCall, renewalUses, TermRow } from './keys.js'
import { type Agreement, numbered, type Term, termAfter } from './next-term.js'

/** An agreement whose date to renew is longer ago is left alone: somebody has decided about it elsewhere. */
const longestLate = 90
/** A chain has no more terms than that. */
const mostTerms = 200

/**
 * Creates the renewal of each agreement that is won and recurs, once for each term of its chain. A date that is moved moves the open renewal, and
 * one that was deleted stays deleted (BEY-9).
 */
export const renewalJob = defineJob({
  id: 'tenure.revenue/renewals',
  title: 'Renewals',
  description: 'Creates the renewal of each agreement that is won and recurs, some time before its next term starts.',
  on: every(days(1)),
  of: RevenueRole,
  uses: renewalUses,
  async list({ settings, terms, types, clock, objectType, page }) {
    const won = settings.pipeline[objectType] == null ? [] : await stagesOf(types, 'won')
    if (won.length === 0) return undefined
    const since = addDays(clock.today('UTC'), -longestLate - 1)
    const byEnd = all(isUnknown(RevenueRole.renewalDate), isAfter(RevenueRole.endDate, since))
    const where = all(
      is(RevenueRole.recurring, true),
      isAnyOf(RevenueRole.stage, ...won),
      any(isAfter(RevenueRole.renewalDate, since), byEnd),
    )
    return terms.list({ select: TermRow, where, ...page })
  },
  async run({ record, ...call }) {
    const found = await chainOf(call, record)
    if (found === undefined) return
    endFormer(call, found)
    moveOn(call, found.own)
    const there = found.known.find(({ number }) => number === found.next.number)
    if (there !== undefined) return moveOpen(call, found, there)
    if (call.clock.today('UTC') >= addDays(found.next.renewalDate, -call.settings.daysAhead)) await createRenewal(call, found)
  },
})

type OfChain = TermRow & Term
/** A record with the terms of its chain, and the one that comes after it. */
interface Chain {
  readonly agreement: Agreement
  readonly own: OfChain
  readonly known: readonly OfChain[]
  readonly next: ChainTerm
}

// A record without a chain is the first of its own.
async function chainOf({ terms, settings }: RenewalCall, record: TermRow): Promise<Chain | undefined> {
  const { startDate, termMonths } = record
  const starts = renewsOn(record)
  if (starts === null || startDate === null) return undefined
  const months = termMonths ?? 12
  if (!Number.isInteger(months) || months < 1) throw noTerm(months)
  const chain = record.chain ?? record.id
  const rows = record.chain === null ? [record] : await ofChain(terms, chain)
  const known = numbered(rows)
  const own = known.find(({ id }) => id === record.id)
  const agreement = { chain, months, noticeDays: settings.noticeDays }
  return own && { agreement, own, known, next: termAfter(agreement, known, own, starts) }
}
async function ofChain(terms: RenewalCall['terms'], chain: string): Promise<readonly TermRow[]> {
  const { rows } = await terms.list({ select: TermRow, where: is(RevenueRole.chain, chain), limit: mostTerms })
  return rows
}

// A term that was won early ends the one before on the day when it starts.
function endFormer({ agreements }: RenewalCall, { own, known }: Chain): void {
  for (const term of known) {
    const ends = renewsOn(term)
    if (term.number === own.number - 1 && own.start !== null && ends !== null && ends > own.start)
      agreements.edit(term.id, { endDate: own.start, renewalDate: own.start })
  }
}

// An open renewal is decided on the day when its term starts. Once it is won, the day to decide is the end of the term.
function renewsOn({ renewalDate, startDate, endDate }: TermRow): CalendarDay | null {
  return (renewalDate === startDate ? endDate : renewalDate) ?? endDate
}
function moveOn({ agreements }: RenewalCall, won: TermRow): void {
  const day = renewsOn(won)
  if (day !== null && day !== won.renewalDate) agreements.edit(won.id, { renewalDate: day })
}

// An open renewal whose dates a person has changed is that person's.
async function moveOpen(
  { agreements, types, objectType }: RenewalCall,
  { agreement, own, known, next }: Chain,
  there: OfChain,
): Promise<void> {
  if (there.start === null || there.start === next.renewalDate) return
  const asCreated = termAfter(agreement, known, own, there.start)
  const isUntouched = there.endDate === asCreated.termEnds && there.renewalDate === asCreated.renewalDate
  if (isUntouched && (await stagesOf(types, 'open')).includes(there.stage ?? '')) agreements.edit(there.id, datesOf(next, objectType))
}

async function createRenewal(call: RenewalCall, { agreement, own, next }: Chain): Promise<void> {
  const { agreements, renewals, revenue, settings, objectType } = call
  const { company, csm } = await customerOf(call, own.id)
  const mayHave = (field: 'amount' | 'csm' | 'termMonths'): boolean => revenue[field][objectType] != null
  const values = {
    ...datesOf(next, objectType),
    name: nameOf(own, next),
    pipeline: settings.pipeline[objectType] ?? null,
    recurring: true,
    chain: agreement.chain,
    termNumber: next.number,
    ...(mayHave('termMonths') && { termMonths: agreement.months }),
    ...(mayHave('csm') && { csm: csm ?? own.csm }),
    ...(mayHave('amount') && own.amount !== null && { amount: raise(own.amount, { percent: String(settings.upliftPercent) }) }),
  }
  renewals.create(values, company === undefined ? {} : { company }, { key: next.key })
  if (own.chain === null || own.termNumber === null) agreements.edit(own.id, { chain: agreement.chain, termNumber: own.number })
}

type TermDates = Partial<Record<'startDate' | 'endDate' | 'renewalDate' | 'closeDate', CalendarDay>>
function datesOf({ renewalDate, termEnds, noticeBy }: ChainTerm, objectType: string): TermDates {
  const dates = { renewalDate, startDate: renewalDate, endDate: termEnds }
  // Only deals are sure to have a close date.
  return objectType === Deal.objectType && noticeBy !== undefined ? { ...dates, closeDate: noticeBy } : dates
}
// The name of the agreement, with the day on which the term starts.
function nameOf({ name }: TermRow, { renewalDate }: ChainTerm): string {
  return `${(name ?? '').replace(/, \d{4}-\d\d-\d\d$/, '')}, ${renewalDate}`
}

// Of object types that the account has made nobody knows which of their links leads to the customer.
async function customerOf(
  { companies, customers, objectType }: RenewalCall,
  id: string,
): Promise<{ readonly company?: string; readonly csm?: UserId | null }> {
  if (objectType !== Deal.objectType) return {}
  const ofCompany = await companies.list({ select: CompanyRow, where: some(Company.deals, isRecord(Deal, id)), limit: 1 })
  const ofCustomer = await customers.list({ select: CustomerRow, where: some(CustomerRole.deals, isRecord(Deal, id)), limit: 1 })
  const [company] = ofCompany.rows
  return { ...(company && { company: company.id }), csm: ofCustomer.rows[0]?.csm ?? null }
}

async function stagesOf(types: RenewalCall['types'], outcome: 'open' | 'won'): Promise<readonly string[]> {
  const pipelines = await firstValueFrom(types.watchPipelines(RevenueRole.objectType))
  return pipelines.flatMap(({ stages }) => stages.filter((stage) => outcomeOf(stage) === outcome).map(({ value }) => value))
}
// What is closed without a chance is lost.
function outcomeOf({ open, probability = 0 }: { readonly open: boolean; readonly probability?: number }): 'open' | 'won' | 'lost' {
  if (open) return 'open'
  return probability > 0 ? 'won' : 'lost'
}
function noTerm(months: number): TenureError {
  const message = `A term of ${months} months cannot be renewed: it has to be a whole number of months, one or more.`
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
