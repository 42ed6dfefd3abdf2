import {
  addDays,
  addPeriods,
  type CalendarDay,
  type Money,
  minorUnitsOf,
  parseDecimal,
  roundDivide,
  tenTo,
  toDecimalText,
} from '@tenure/core/contract'

/** What a price rises by from one term to the next: per cent, or an amount of the contract's currency. Decimal text. */
export type Uplift = { readonly percent: string } | { readonly amount: string }
/** Until when notice has to be given, before the next term starts. */
export type Notice = { readonly days: number } | { readonly months: number }
/** A contract that renews: `anchor` is the start of its first term. */
export interface Chain {
  readonly id: string
  readonly anchor: CalendarDay
  readonly months: number
  readonly notice?: Notice | undefined
  readonly uplift?: Uplift | undefined
}
/** The renewal that starts one term: its key is the same however often it is worked out, and whatever its date is changed to. */
export interface ChainTerm {
  readonly key: string
  readonly number: number
  /** The first day of the term. */
  readonly renewalDate: CalendarDay
  /** The first day after it. */
  readonly termEnds: CalendarDay
  /** The last day on which notice of the term before is in time. */
  readonly noticeBy?: CalendarDay
}

/** Term `number` of a chain, counted from its anchor: the first renewal is term 1. A month that is too short ends the term on its last day. */
export function termOf({ id, anchor, months, notice }: Chain, number: number): ChainTerm {
  const startOf = (term: number): CalendarDay => addPeriods(anchor, 'month', term * months)
  const renewalDate = startOf(number)
  return {
    key: `renewal/${id}/${number}`,
    number,
    renewalDate,
    termEnds: startOf(number + 1),
    ...(notice && { noticeBy: noticeBy(renewalDate, notice) }),
  }
}
function noticeBy(start: CalendarDay, notice: Notice): CalendarDay {
  return addDays('days' in notice ? addDays(start, -notice.days) : addPeriods(start, 'month', -notice.months), -1)
}

/** The price of the next term, from what was won for the one before; rounded to minor units. */
export function raise({ amount, currency }: Money, uplift: Uplift | undefined): Money {
  const places = minorUnitsOf(currency)
  return { amount: toDecimalText(raised(amount, uplift, places), places), currency }
}
function raised(amount: string, uplift: Uplift | undefined, places: number): bigint {
  const { digits, scale } = parseDecimal(amount)
  if (uplift === undefined) return roundDivide(digits * tenTo(places), tenTo(scale))
  if ('percent' in uplift) {
    const percent = parseDecimal(uplift.percent)
    return roundDivide(digits * (100n * tenTo(percent.scale) + percent.digits) * tenTo(places), 100n * tenTo(scale + percent.scale))
  }
  const more = parseDecimal(uplift.amount)
  return roundDivide((digits * tenTo(more.scale) + more.digits * tenTo(scale)) * tenTo(places), tenTo(scale + more.scale))
}
