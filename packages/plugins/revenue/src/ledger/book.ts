import { minorUnitsOf, parseDecimal, roundDivide, tenTo } from '@tenure/core/contract'
import { type Steps, sortSteps } from '@tenure/core/slices'
import { allSteps, atOnce } from './all-steps.js'
import { type DayNumber, toDayNumber } from './day.js'
import { customerOf, isRevenue, knownLedger } from './known-ledger.js'
import type { BookOptions, Ledger, LedgerLine, LedgerRate } from './ledger.js'

/** What one subscription is worth a year in one currency, in minor units, over some days. */
interface Stretch {
  readonly subscription: string
  readonly currency: string
  readonly amount: bigint
  readonly from: DayNumber
  /** The first day without it; `Infinity` while it goes on. */
  readonly to: DayNumber
}
/** The balance of one subscription in one currency on a day. */
export interface Balance {
  readonly subscription: string
  readonly currency: string
  readonly amount: bigint
}
/** Days from the first to the one before `to` on which a customer has revenue. */
interface ActiveDays {
  readonly from: DayNumber
  readonly to: DayNumber
}
/** What is known of one customer. */
export interface CustomerBook {
  readonly customer: string
  /** Its balances on a day; on a day within a tolerated gap, those of the day before the gap. */
  balances(day: DayNumber): readonly Balance[]
  /** Whether the sum of one of its currencies is above zero on the day. */
  isActive(day: DayNumber): boolean
  /** Whether it was so on a day before. */
  wasActiveBefore(day: DayNumber): boolean
}
/** A ledger as it is known at an instant, by customer. */
export interface Book {
  readonly customers: readonly CustomerBook[]
  readonly rates: readonly LedgerRate[]
}

/**
 * Reads a ledger: one yearly amount in minor units for each line, rounded once. Errors: `RangeError` for a line that ends before it starts, and
 * for an amount that is not decimal text.
 */
export function openBook(ledger: Ledger, options: BookOptions = {}): Book {
  return allSteps(bookSteps(ledger, options))
}
/** The same in steps, for ledgers that are long. */
export function* bookSteps(ledger: Ledger, { known, zone = 'UTC', gapDays = 0, rollUp = 'none' }: BookOptions): Steps<Book> {
  const { lines, rates, ...others } = yield* knownLedger(ledger, known)
  const ownerOf = customerOf(others, rollUp)
  const stretches = new Map<string, Stretch[]>()
  for (const [place, line] of lines.entries()) {
    if (place % atOnce === 0) yield
    if (!isRevenue(line)) continue
    const stretch = toStretch(line, zone)
    if (stretch.from === stretch.to || stretch.amount === 0n) continue
    const customer = ownerOf(line.customer)
    const found = stretches.get(customer)
    if (found) found.push(stretch)
    else stretches.set(customer, [stretch])
  }
  const customers: CustomerBook[] = []
  for (const [customer, own] of stretches) {
    if (customers.length % atOnce === 0) yield
    customers.push(openCustomer(customer, own, gapDays))
  }
  return { customers: yield* sortSteps(customers, (a, b) => (a.customer < b.customer ? -1 : 1)), rates }
}

function toStretch({ line, subscription = line, amount, months = 12, currency, from, to }: LedgerLine, zone: string): Stretch {
  const start = toDayNumber(from, zone)
  const end = to === null ? Number.POSITIVE_INFINITY : toDayNumber(to, zone)
  if (end < start) throw new RangeError(`Line ${line} ends on ${String(to)}, before it starts on ${String(from)}.`)
  if (!Number.isInteger(months) || months < 1) throw new RangeError(`Line ${line} has a term of ${months} months. A term has at least one.`)
  return { subscription, currency, amount: toYearly(amount, months, currency), from: start, to: end }
}
function toYearly(amount: string, months: number, currency: string): bigint {
  const { digits, scale } = parseDecimal(amount)
  return roundDivide(digits * 12n * tenTo(minorUnitsOf(currency)), BigInt(months) * tenTo(scale))
}

function openCustomer(customer: string, stretches: readonly Stretch[], gapDays: number): CustomerBook {
  const active = activeDays(stretches)
  const spanAt = (day: DayNumber): ActiveDays | undefined => active.find(({ from, to }) => from <= day && day < to)
  // The day whose balances hold on this one: within a gap that is tolerated, the last day before it.
  const standIn = (day: DayNumber): DayNumber => {
    if (gapDays === 0 || spanAt(day) !== undefined) return day
    const before = active.filter(({ to }) => to <= day).at(-1)
    const after = active.find(({ from }) => from > day)
    return before !== undefined && after !== undefined && after.from - before.to <= gapDays ? before.to - 1 : day
  }
  return {
    customer,
    balances: (day) => balancesOn(stretches, standIn(day)),
    isActive: (day) => spanAt(standIn(day)) !== undefined,
    wasActiveBefore: (day) => (active[0]?.from ?? day) < day,
  }
}
function balancesOn(stretches: readonly Stretch[], day: DayNumber): readonly Balance[] {
  const sums = new Map<string, Balance>()
  for (const { subscription, currency, amount, from, to } of stretches) {
    if (day < from || day >= to) continue
    const key = `${currency} ${subscription}`
    sums.set(key, { subscription, currency, amount: (sums.get(key)?.amount ?? 0n) + amount })
  }
  return [...sums.values()]
}
// Sweeps over the days on which something starts or ends.
function activeDays(stretches: readonly Stretch[]): readonly ActiveDays[] {
  const days = [...new Set(stretches.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const found: ActiveDays[] = []
  for (const [place, from] of days.entries()) {
    const to = days[place + 1]
    if (to === undefined || !isPositive(balancesOn(stretches, from))) continue
    const last = found.at(-1)
    if (last?.to === from) found[found.length - 1] = { from: last.from, to }
    else found.push({ from, to })
  }
  return found
}
function isPositive(balances: readonly Balance[]): boolean {
  const sums = new Map<string, bigint>()
  for (const { currency, amount } of balances) sums.set(currency, (sums.get(currency) ?? 0n) + amount)
  return [...sums.values()].some((sum) => sum > 0n)
}
