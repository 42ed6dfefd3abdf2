import { addPeriods, type CalendarDay, type Money, startOfPeriod, toShare, weigh } from '@tenure/core/contract'
import type { Steps } from '@tenure/core/slices'
import type { Agreement } from '../agreement/agreements.js'
import { type Expectation, expectationOf, type ForecastLines } from '../ledger/forecast.js'
import { Sums } from './sums.js'

/** Records of which a step takes so many. */
const atOnce = 256

/** A renewal that is not lost: where it lies, and what is expected of it. */
export interface Renewal {
  readonly agreement: Agreement
  readonly when: string
  readonly expectation: Expectation
  /** The day on which it is decided; `undefined` without one. */
  readonly due?: CalendarDay
  /** `undefined` without an amount or a probability. */
  readonly weighted?: Money
}
/** Which months are looked at, and where the forecast draws its lines. */
export interface RenewalOptions {
  readonly today: CalendarDay
  /** The first day of the first month. */
  readonly from: CalendarDay
  readonly months: number
  readonly lines: ForecastLines
}

/**
 * The renewals among agreements. Of a chain the later term speaks: one that was won is left out once the next has a record of its own, and that
 * one is due on the day when its term starts. What was won needs a date; what is open has a group of its own without one, and another when the
 * date has passed.
 */
export function* renewalsOf(agreements: readonly Agreement[], options: RenewalOptions): Steps<readonly Renewal[]> {
  const chains = yield* boundsOfChains(agreements)
  const found: Renewal[] = []
  for (const [place, agreement] of agreements.entries()) {
    if (place % atOnce === 0) yield
    const { closed, probability, customer, amount } = agreement
    const expectation = expectationOf({ closed, probability, customerAtRisk: customer?.status === 'at-risk' }, options.lines)
    const due = dueOf(agreement, chains)
    const when = expectation && !isFollowed(agreement, chains) ? groupOf(closed, due, options) : undefined
    if (expectation === undefined || when === undefined) continue
    const isPriced = amount !== undefined && probability !== null
    const weighted = isPriced ? { weighted: weigh(amount, toShare(probability)) } : {}
    found.push({ agreement, when, expectation, ...(due !== undefined && { due }), ...weighted })
  }
  return found
}

function groupOf(closed: boolean, due: CalendarDay | undefined, { today, from, months }: RenewalOptions): string | undefined {
  if (due === undefined) return closed ? undefined : 'no-date'
  if (!closed && due < today) return 'overdue'
  const month = startOfPeriod(due, 'month')
  if (month < from) return undefined
  return month < addPeriods(from, 'month', months) ? month : 'later'
}

interface Placed {
  readonly id: string
  readonly at: CalendarDay
}
/** The first and the last record of each chain. */
type Chains = ReadonlyMap<string, { readonly first: Placed; readonly last: Placed }>
function* boundsOfChains(agreements: readonly Agreement[]): Steps<Chains> {
  const chains = new Map<string, { readonly first: Placed; readonly last: Placed }>()
  for (const [place, agreement] of agreements.entries()) {
    if (place % atOnce === 0) yield
    const { id, chain } = agreement
    const at = startOf(agreement) ?? agreement.renewalDate
    if (chain === undefined || at === undefined) continue
    const { first, last } = chains.get(chain) ?? { first: { id, at }, last: { id, at } }
    chains.set(chain, { first: at < first.at ? { id, at } : first, last: at > last.at ? { id, at } : last })
  }
  return chains
}
function startOf({ start }: Agreement): CalendarDay | undefined {
  return typeof start === 'string' ? start : undefined
}
// An open term that follows another is decided by the day on which it starts.
function dueOf(agreement: Agreement, chains: Chains): CalendarDay | undefined {
  const { id, closed, chain = '', renewalDate } = agreement
  const first = chains.get(chain)?.first
  return !closed && first !== undefined && first.id !== id ? (startOf(agreement) ?? renewalDate) : renewalDate
}
function isFollowed({ id, closed, chain = '', renewalDate = '' }: Agreement, chains: Chains): boolean {
  const last = chains.get(chain)?.last
  return closed && last !== undefined && last.id !== id && renewalDate !== '' && last.at >= renewalDate
}

/** Renewals that have the same value of each of these parts, with what they come to in each currency. */
export function* sumUp<Part>(renewals: readonly Renewal[], partOf: (renewal: Renewal) => Part): Steps<readonly (Part & Summed)[]> {
  const groups = new Map<string, { part: Part; all: Renewal[] }>()
  for (const [place, renewal] of renewals.entries()) {
    if (place % atOnce === 0) yield
    const part = partOf(renewal)
    const currency = renewal.agreement.amount?.currency ?? ''
    const key = JSON.stringify([part, currency])
    const group = groups.get(key) ?? { part, all: [] }
    group.all.push(renewal)
    groups.set(key, group)
  }
  // The currency of most records first, everywhere alike.
  const rankOf = currencyRank(renewals)
  const summed: (Part & Summed)[] = []
  for (const { part, all } of groups.values()) summed.push({ ...part, ...(yield* toSummed(all)) })
  return summed.sort((a, b) => rankOf(a.amount?.currency) - rankOf(b.amount?.currency))
}
function currencyRank(renewals: readonly Renewal[]): (currency: string | undefined) => number {
  const counts = new Map<string | undefined, number>()
  for (const { agreement } of renewals) counts.set(agreement.amount?.currency, (counts.get(agreement.amount?.currency) ?? 0) + 1)
  const order = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  return (currency) => order.indexOf(currency)
}
interface Summed {
  readonly count: number
  readonly amount: Money | null
  readonly weighted: Money | null
}
function* toSummed(all: readonly Renewal[]): Steps<Summed> {
  const [amounts, weights] = [new Sums(), new Sums()]
  for (const [place, { agreement, weighted }] of all.entries()) {
    if (place % atOnce === 0) yield
    if (agreement.amount) amounts.add(agreement.amount)
    if (weighted) weights.add(weighted)
  }
  return { count: all.length, amount: amounts.all()[0] ?? null, weighted: weights.all()[0] ?? null }
}

/** Overdue first, then the months in their order, what lies beyond them, and what has no date. */
export function inOrder<Row extends { readonly when: string }>(rows: readonly Row[]): readonly Row[] {
  const rank = (when: string): string => ({ overdue: '0', later: '8', 'no-date': '9' })[when] ?? `1${when}`
  return [...rows].sort((a, b) => (rank(a.when) < rank(b.when) ? -1 : rank(a.when) > rank(b.when) ? 1 : 0))
}
