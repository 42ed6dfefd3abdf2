import type { Steps } from '@tenure/core/slices'
import { midranks } from './midranks.js'

/** Scores with what became of each; `churned` is the outcome that a low score warns of. */
export interface Judged {
  readonly scores: ArrayLike<number>
  readonly churned: readonly boolean[]
  /** The number of the customer of each, from 0, where a customer is there at several instants: these are not independent of each other. */
  readonly customers?: ArrayLike<number> | undefined
}
/** An estimate, and the interval that covers the true value in 95 of 100 samples. */
export interface Estimate {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/** The distance to the bounds of a 95 percent interval, in standard errors. */
export const ofInterval = 1.959963984540054

/**
 * Area under the ROC curve by midranks: of two customers, one that churned and one that did not, the share of pairs in which the one that churned
 * had the lower score; equal scores count half. The interval is DeLong's, with the components of each customer added up first.
 *
 * Empty: `undefined` with fewer than two of either, where there is no interval.
 */
export function* aucOf(judged: Judged): Steps<Estimate | undefined> {
  const parts = yield* partsOf(judged)
  if (parts === undefined) return undefined
  const { auc, moved } = parts
  return within(auc, deviation(moved, judged.customers), 0, 1)
}

/** How much better the first scores tell the same outcomes apart than the second, with the interval of the paired difference. */
export function* aucDifference(first: Judged, scores: ArrayLike<number>): Steps<Estimate | undefined> {
  const a = yield* partsOf(first)
  const b = yield* partsOf({ ...first, scores })
  if (a === undefined || b === undefined) return undefined
  const moved = a.moved.map((one, place) => one - (b.moved[place] as number))
  yield
  return within(a.auc - b.auc, deviation(moved, first.customers), -1, 1)
}

interface Parts {
  readonly auc: number
  /** By how much each one moves the area. */
  readonly moved: Float64Array
}
function* partsOf({ scores, churned }: Judged): Steps<Parts | undefined> {
  const bad = churned.reduce((sum, is) => sum + (is ? 1 : 0), 0)
  const good = churned.length - bad
  if (bad < 2 || good < 2) return undefined
  const all = yield* midranks(scores)
  yield
  const ofBad = yield* midranks(scores, (at) => churned[at] as boolean)
  yield
  const ofGood = yield* midranks(scores, (at) => !churned[at])
  yield
  const share = all.map((rank, at) => (churned[at] ? 1 - (rank - (ofBad[at] as number)) / good : (rank - (ofGood[at] as number)) / bad))
  // Divided once, so that equal scores come to exactly one half.
  const auc = share.reduce((sum, one, at) => (churned[at] ? sum + one : sum), 0) / bad
  yield
  // As the two sums of squares are divided by n - 1 in DeLong's variance.
  const [ofOneBad, ofOneGood] = [Math.sqrt(bad * (bad - 1)), Math.sqrt(good * (good - 1))]
  const moved = share.map((one, at) => (one - auc) / (churned[at] ? ofOneBad : ofOneGood))
  yield
  return { auc, moved }
}
function deviation(moved: Float64Array, customers: Judged['customers']): number {
  const sums = customers === undefined ? moved : perCustomer(moved, customers)
  return Math.sqrt(sums.reduce((sum, one) => sum + one * one, 0))
}
function perCustomer(moved: Float64Array, customers: ArrayLike<number>): Float64Array {
  let last = 0
  for (let at = 0; at < moved.length; at += 1) last = Math.max(last, customers[at] as number)
  const sums = new Float64Array(last + 1)
  for (let at = 0; at < moved.length; at += 1) {
    const customer = customers[at] as number
    sums[customer] = (sums[customer] as number) + (moved[at] as number)
  }
  return sums
}
function within(value: number, error: number, least: number, most: number): Estimate {
  return { value, lower: Math.max(least, value - ofInterval * error), upper: Math.min(most, value + ofInterval * error) }
}
