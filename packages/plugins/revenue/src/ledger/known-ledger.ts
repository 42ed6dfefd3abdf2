import type { Instant } from '@tenure/core/contract'
import type { Steps } from '@tenure/core/slices'
import { atOnce } from './all-steps.js'
import type { Ledger, LedgerLine, LedgerMerge, LedgerParent, LedgerRate } from './ledger.js'

interface Recorded {
  readonly recordedAt?: Instant
}

/** What was known of a ledger at an instant: of each line and each rate the version that was recorded last. */
export function* knownLedger(
  { lines, rates = [], merges = [], parents = [] }: Ledger,
  known: Instant | undefined,
): Steps<Required<Ledger>> {
  return {
    lines: yield* lastOfEach(lines, known, ({ line }) => line),
    rates: yield* lastOfEach(rates, known, ({ currency, date }) => `${currency} ${date}`),
    merges: yield* lastOfEach(merges, known, ({ customer }) => customer),
    parents: yield* lastOfEach(parents, known, ({ customer }) => customer),
  }
}
/** Whether a line counts: it is not void, and recurring. */
export function isRevenue({ void: isVoid, kind = 'recurring' }: LedgerLine): boolean {
  return !isVoid && kind === 'recurring'
}
function* lastOfEach<Item extends Recorded & (LedgerLine | LedgerRate | LedgerMerge | LedgerParent)>(
  items: readonly Item[],
  known: Instant | undefined,
  keyOf: (item: Item) => string,
): Steps<readonly Item[]> {
  const last = new Map<string, Item>()
  for (const [place, item] of items.entries()) {
    if (place % atOnce === 0) yield
    if (known !== undefined && at(item) > known) continue
    const before = last.get(keyOf(item))
    if (before === undefined || at(item) >= at(before)) last.set(keyOf(item), item)
  }
  return [...last.values()]
}
function at({ recordedAt }: Recorded): Instant {
  return recordedAt ?? Number.NEGATIVE_INFINITY
}

/** The customer that another counts as: after merges, and with `top` as part of its topmost parent. A circle ends where it began. */
export function customerOf(
  { merges, parents }: Pick<Required<Ledger>, 'merges' | 'parents'>,
  rollUp: 'none' | 'top',
): (customer: string) => string {
  const into = new Map(merges.map((merge) => [merge.customer, merge.into]))
  const survivor = (customer: string): string => follow(into, customer)
  if (rollUp === 'none') return survivor
  const above = new Map(parents.map(({ customer, parent }) => [survivor(customer), survivor(parent)]))
  return (customer) => follow(above, survivor(customer))
}
function follow(next: ReadonlyMap<string, string>, start: string): string {
  const seen = new Set([start])
  let at = start
  for (let on = next.get(at); on !== undefined && !seen.has(on); on = next.get(at)) {
    seen.add(on)
    at = on
  }
  return at
}
