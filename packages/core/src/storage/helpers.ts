import type { Clock } from '../base/clock.js'
import type { Duration } from '../base/duration.js'
import { pause } from '../base/pause.js'
import { systemClock } from '../base/system-clock.js'
import type { Atom, CanonicalQuery } from '../query/canonical.js'
import type { ChangeBatch, CommitResult, FeedCursor, IO, PlanOffer, WriteBatch } from './adapter.js'

/** The `commit` of a store that cannot be written: it says so, each time. */
export async function refuseWrites(_batch: WriteBatch): Promise<CommitResult> {
  return { ok: false, because: 'refused', at: 0 }
}

/** What a small store is handed: the query, and its own words for the tests that it can do. */
export interface Pushed<Term> {
  readonly query: CanonicalQuery
  readonly terms: readonly Term[]
}
/** A test in a store's own words, and whether they mean exactly the same. */
export interface Expressed<Term> {
  readonly term: Term
  readonly grade: 'exact' | 'inexact'
}
/** Pushes down the top tests that `express` can put in the store's own words; the rest is left to the core. */
export function pushDown<Term>(query: CanonicalQuery, express: (atom: Atom) => Expressed<Term> | undefined): PlanOffer<Pushed<Term>> {
  const pushed = query.every.flatMap((atom) => {
    const expressed = express(atom)
    return expressed === undefined ? [] : [{ ...expressed, atom: atom.atom }]
  })
  const grades = new Map(pushed.map(({ atom, grade }) => [atom, grade]))
  return { grades, native: { query, terms: pushed.map(({ term }) => term) } }
}

/** How a store is polled. */
export interface PollOptions {
  readonly every: Duration
  /**
   * The next commit after a cursor, whole, with the cursor after it; without changes where there is none yet. Several commits are never one batch:
   * a reader resumes from each. Without a cursor, only the current one counts, and the changes are dropped.
   */
  readonly since: (cursor: FeedCursor | undefined) => Promise<ChangeBatch>
  /** The host's clock, from the adapter's environment, so that a test need not wait. */
  readonly clock?: Clock
}
/** A change feed by polling: what changed since a cursor, and where nothing did, a pause with jitter. It ends when `io.signal` aborts. */
export async function* pollChanges(
  from: FeedCursor | 'head',
  io: IO,
  { every, since, clock = systemClock }: PollOptions,
): AsyncIterable<ChangeBatch> {
  let cursor = from === 'head' ? (await since(undefined)).cursor : from
  while (!io.signal.aborted) {
    const batch = await since(cursor)
    cursor = batch.cursor
    if (batch.changes.length > 0) yield batch
    else await pause(clock, jitter(toMs(every)), io.signal)
  }
}
function toMs({ days = 0, ms = 0 }: Duration): number {
  return days * 86_400_000 + ms
}
// Up to a tenth more or less, so that many processes do not ask at once.
function jitter(ms: number): number {
  return Math.round(ms * (0.9 + Math.random() / 5))
}
