import { addDays, type CalendarDay, type Instant } from '@tenure/core/contract'
import type { PastValue } from '@tenure/core/plugin'
import type { Steps } from '@tenure/core/slices'
import type { LedgerLine } from '../ledger/ledger.js'
import { type Agreement, isWon } from './agreements.js'
import type { LeftOut } from './left-out.js'
import type { Reading } from './reading.js'

/** Lines of which a step takes so many. */
const atOnce = 256
/** What the lines of a ledger are made with. */
export type LineOptions = Pick<Reading, 'mapped' | 'zone' | 'lastDay'>

/** The line of an agreement with dates of its own, or why it has none; nothing for one that is not won. */
export function lineOf(agreement: Agreement, { mapped, lastDay, zone }: LineOptions): LedgerLine | LeftOut | undefined {
  if (!isWon(agreement)) return undefined
  const reason = leftOutFor(agreement, mapped)
  if (reason !== undefined) return reason
  const { start, end } = agreement
  if (start === undefined) return 'no-start'
  const from = toDay(start, zone)
  const last = end === undefined ? null : toDay(end, zone)
  const to = last === null || lastDay === 'exclusive' ? last : addDays(last, 1)
  return to !== null && to < from ? 'wrong-end' : { ...(toLine(agreement) as Priced), from, to }
}

/**
 * The lines of an agreement whose object type has no start date: what it was worth is in its history, and each entry holds from its day on.
 * `versions` are what it was from an instant on, oldest first.
 */
export function linesOfHistory(
  versions: readonly { readonly at: Instant; readonly agreement: Agreement }[],
  { mapped, zone }: LineOptions,
): readonly LedgerLine[] | LeftOut | undefined {
  const last = versions.at(-1)?.agreement
  const reason = last && isWon(last) ? leftOutFor(last, mapped) : undefined
  const lines = versions.flatMap(({ at, agreement }, place): LedgerLine[] => {
    if (!isWon(agreement) || leftOutFor(agreement, mapped) !== undefined) return []
    const next = versions[place + 1]?.at
    const line = { from: zone.dayOf(at), to: next === undefined ? null : zone.dayOf(next) }
    return [{ ...(toLine(agreement) as Priced), ...line, line: `${agreement.id}${versionMark}${place}` }]
  })
  return lines.length === 0 ? reason : lines
}

/** The instants at which one of these entries began to hold, oldest first. */
export function instantsOf(past: readonly PastValue[]): readonly Instant[] {
  return [...new Set(past.map(({ at }) => at))].sort((a, b) => a - b)
}

/**
 * Terms of one chain follow each other: one that starts early ends the term before it on its first day (R30). Lines of one record, and those of
 * no chain, stay as they are.
 */
export function* followingEachOther(lines: readonly LedgerLine[]): Steps<readonly LedgerLine[]> {
  const chains = new Map<string, LedgerLine[]>()
  for (const [place, line] of lines.entries()) {
    if (place % atOnce === 0) yield
    const key = JSON.stringify([line.customer, line.subscription])
    const chain = chains.get(key)
    if (chain) chain.push(line)
    else chains.set(key, [line])
  }
  const following: LedgerLine[] = []
  for (const chain of chains.values()) {
    if (following.length % atOnce === 0) yield
    following.push(...(chain.length === 1 ? chain : cutOff(chain)))
  }
  return following
}
function cutOff(chain: readonly LedgerLine[]): readonly LedgerLine[] {
  const sorted = [...chain].sort((a, b) => (String(a.from) < String(b.from) ? -1 : 1))
  return sorted.map((line, place) => {
    const next = sorted.slice(place + 1).find(({ from, line: other }) => from > line.from && recordOf(other) !== recordOf(line.line))
    return next !== undefined && (line.to === null || line.to > next.from) ? { ...line, to: next.from } : line
  })
}
// Between the id of a record, which may hold anything else, and the number of its version.
const versionMark = '\u0000'
function recordOf(line: string): string {
  return line.split(versionMark)[0] ?? line
}

type Priced = Omit<LedgerLine, 'from' | 'to'>
function toLine({ id, customer, amount, months, chain }: Agreement): Priced | undefined {
  if (customer === undefined || amount === undefined) return undefined
  return {
    line: id,
    customer: customer.id,
    subscription: chain ?? id,
    amount: amount.amount,
    currency: amount.currency,
    ...(months !== undefined && { months }),
  }
}
function leftOutFor({ recurring, customer, amount, months = 12 }: Agreement, mapped: Reading['mapped']): LeftOut | undefined {
  if (mapped.has('recurring') && recurring !== true) return 'not-recurring'
  if (customer === undefined) return 'no-customer'
  if (amount === undefined) return 'no-amount'
  return Number.isInteger(months) && months > 0 ? undefined : 'wrong-term'
}
function toDay(at: CalendarDay | Instant, zone: Reading['zone']): CalendarDay {
  return typeof at === 'number' ? zone.dayOf(at) : at
}
