import type { CalendarDay, Instant } from '@tenure/core/contract'

/**
 * Revenue of one subscription between two days. Several with the same `line` are versions of it: the one recorded last holds,
 * and of two recorded at the same instant the later in the list.
 */
export interface LedgerLine {
  readonly line: string
  readonly customer: string
  /** The line is a subscription of its own where none is named. */
  readonly subscription?: string
  /** Decimal text, for one term. */
  readonly amount: string
  /** Length of the term in months, 12 where it is left out. */
  readonly months?: number
  /** An ISO 4217 code. */
  readonly currency: string
  /** A day, or an instant that lies on a day of the account's zone. */
  readonly from: CalendarDay | Instant
  /** The first day without the revenue; `null` while it goes on. */
  readonly to: CalendarDay | Instant | null
  /** Only what recurs is revenue here; `recurring` where it is left out. */
  readonly kind?: 'recurring' | 'trial' | 'one-off'
  /** Always known where it is left out. */
  readonly recordedAt?: Instant
  /** The line was withdrawn. */
  readonly void?: boolean
}
/** What one unit of a currency is worth in the reporting currency, from a day on. */
export interface LedgerRate {
  readonly currency: string
  readonly date: CalendarDay
  /** Decimal text. */
  readonly rate: string
  readonly recordedAt?: Instant
}
/** Two customers that were one all along, as was learnt at an instant. */
export interface LedgerMerge {
  readonly customer: string
  readonly into: string
  readonly recordedAt?: Instant
}
/** A customer that belongs to another. */
export interface LedgerParent {
  readonly customer: string
  readonly parent: string
  readonly recordedAt?: Instant
}
/** What customers pay, in any order. */
export interface Ledger {
  readonly lines: readonly LedgerLine[]
  readonly rates?: readonly LedgerRate[]
  readonly merges?: readonly LedgerMerge[]
  readonly parents?: readonly LedgerParent[]
}
/** How a ledger is read. */
export interface BookOptions {
  /** What was recorded later is left out; absent, everything is known. */
  readonly known?: Instant | undefined
  /** The zone in which instants become days; UTC where it is left out. */
  readonly zone?: string | undefined
  /** A customer that has nothing for at most so many days between two days with revenue is taken to have gone on. */
  readonly gapDays?: number | undefined
  /** `top` counts what customers of one group pay as that of the topmost parent. */
  readonly rollUp?: 'none' | 'top' | undefined
}
/** How movements are worked out. */
export interface MovementOptions {
  /** Everything in this currency, with the exchange difference as a line of its own; absent, each currency by itself. */
  readonly reporting?: string | undefined
  /** The rate of movements: that of the opening keeps retention free of exchange rates. */
  readonly movementRate?: 'opening' | 'closing' | undefined
  /** What rises and falls is netted for each customer, or only for each subscription. */
  readonly grain?: 'customer' | 'subscription' | undefined
  /** Between the two ends of the period, or the sum of its months or days. */
  readonly steps?: 'period' | 'month' | 'day' | undefined
  /** Also customers that did not move, each with its share of the retention. */
  readonly everyone?: boolean | undefined
}
/** From the first day of a period to the first day after it. */
export interface LedgerPeriod {
  readonly from: CalendarDay
  readonly to: CalendarDay
}

/** The kinds of movements, in the order in which they are added and taken away. */
export const movementKinds = ['new', 'expansion', 'contraction', 'churn'] as const
/** One of them. */
export type MovementKind = (typeof movementKinds)[number]
/** What was kept of what was there at the opening. Amounts are decimal text; `ratio` has six places, and is `null` where nothing was there. */
export interface Retention {
  readonly kept: string
  readonly of: string
  readonly ratio: string | null
}
/** What moved of one customer, by kind; `opening` and `closing` are its two ends. */
export interface CustomerMovement extends Readonly<Record<MovementKind, string>> {
  readonly customer: string
  readonly opening: string
  readonly closing: string
  /** Its share of `grr.kept`, `nrr.kept` and what they are of, where everyone was wanted; nothing for one that had nothing at the opening. */
  readonly kept?: { readonly gross: string; readonly net: string; readonly of: string }
  /** What is new of it came back: it had been there before. Said where everyone was wanted. */
  readonly cameBack?: true
}
/**
 * From the opening of a period to its closing, in one currency: opening + new + expansion − contraction − churn + exchange = closing.
 * All amounts are decimal text with the currency's minor units, and none but `exchange`, `opening` and `closing` is below zero.
 */
export interface Movements extends Readonly<Record<MovementKind, string>> {
  readonly currency: string
  readonly opening: string
  /** The part of `new` that comes from customers who had been there before. */
  readonly reactivation: string
  /** Only in a reporting currency. */
  readonly exchange?: string
  readonly closing: string
  readonly grr: Retention
  readonly nrr: Retention
  /** Those that moved, or everyone who had or has something, by their ids. */
  readonly customers: readonly CustomerMovement[]
}
