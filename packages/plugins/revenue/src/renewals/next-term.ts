import { addPeriods, type CalendarDay } from '@tenure/core/contract'
import { type ChainTerm, termOf } from '../ledger/renewal-chain.js'

/** One term of an agreement: a record of its chain. */
export interface Term {
  readonly id: string
  readonly number: number
  readonly start: CalendarDay | null
}
/** The agreement that a term belongs to. */
export interface Agreement {
  readonly chain: string
  /** Length of a term. */
  readonly months: number
  /** Days of notice before the next term begins. */
  readonly noticeDays: number
}

/** Terms of a chain by their numbers, as their records say; those that say none are counted from the first by their start. */
export function numbered<T extends { readonly id: string; readonly startDate: CalendarDay | null; readonly termNumber: number | null }>(
  records: readonly T[],
): readonly (T & Term)[] {
  const order = [...records].sort((a, b) => text(a.startDate).localeCompare(text(b.startDate)) || a.id.localeCompare(b.id))
  return order.map((record, at) => ({ ...record, number: record.termNumber ?? at, start: record.startDate }))
}
function text(day: CalendarDay | null): string {
  return day ?? ''
}

/**
 * The term after one that starts the next at `starts`. It is counted from the anchor of the chain, so that a month that is too short moves no later
 * term; a term that began at another day than its anchor says is a new anchor.
 */
export function termAfter(agreement: Agreement, terms: readonly Term[], last: Term, starts: CalendarDay): ChainTerm {
  const anchor = anchorOf(agreement.months, terms, last)
  const number = last.number + 1
  const counted = termAt(agreement, anchor, number)
  return counted.renewalDate === starts ? counted : termAt(agreement, { ...last, number, start: starts }, number)
}

function anchorOf(months: number, terms: readonly Term[], last: Term): Term {
  const before = terms.filter(({ number, start }) => start !== null && number <= last.number)
  const [first = last, ...later] = [...before].sort((a, b) => a.number - b.number)
  const startOf = (anchor: Term, number: number): CalendarDay => addPeriods(anchor.start ?? '', 'month', (number - anchor.number) * months)
  return later.reduce((anchor, term) => (startOf(anchor, term.number) === term.start ? anchor : term), first)
}

// The key counts terms of the whole chain, wherever its anchor is now.
function termAt({ chain, months, noticeDays }: Agreement, anchor: Term, number: number): ChainTerm {
  const day = anchor.start ?? ''
  const term = termOf({ id: chain, anchor: day, months, notice: { days: noticeDays } }, number - anchor.number)
  return { ...term, key: `renewal/${chain}/${number}`, number }
}
