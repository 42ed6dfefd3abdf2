import type { Instant } from '../../base/clock.js'
import { createSlices } from '../../base/slices.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { Change, ChangeBatch, FeedCursor } from '../../storage/adapter.js'
import type { JobFeed } from './job-feed.js'

/** What became of one record within a window: what it was before the first change and is after the last, and the links in between. */
export interface FollowedChange {
  readonly ref: RecordRef
  readonly was: Values | undefined
  readonly is: Values | undefined
  readonly links: readonly FollowedLink[]
  /** Its last change is the so many-th of the window. */
  readonly place: number
  /** When that one happened, as it was recorded. */
  readonly at: Instant
}
/** A link that came or went, and has not gone or come again. */
export type FollowedLink = NonNullable<Change['linked']>[number]
/** A part of the feed, in the order in which its records were changed last. */
export interface FeedWindow {
  readonly changes: readonly FollowedChange[]
  /** The cursor behind it. */
  readonly end: FeedCursor
}
/** Which part of the feed: up to `end`, where it was read before, or else a bounded part that ends at `until` at the latest. */
export interface WindowRange {
  readonly from: FeedCursor
  readonly until: FeedCursor
  readonly end?: FeedCursor
}

/** A window holds so many changes at most, beyond those of its last commit, and looks at so many commits. */
const mostChanges = 500
const mostBatches = 5_000

interface Open {
  readonly ref: RecordRef
  readonly was: Values | undefined
  is: Values | undefined
  readonly links: Map<string, FollowedLink>
  place: number
  at: Instant
}

/** Says of a commit which of its changes a window is about; it is asked once for each commit. */
export type CountsIn = (batch: ChangeBatch) => (change: Change) => boolean

/** Reads a window of the feed: what counts in its commits. The same range gives the same window each time. */
export async function readWindow(feed: JobFeed, { from, until, end }: WindowRange, countsIn: CountsIn): Promise<FeedWindow> {
  const found = new Map<string, Open>()
  let [reached, places, batches] = [from, 0, 0]
  const isOver = (): boolean =>
    reached === until || reached === end || (end === undefined && (places >= mostChanges || batches >= mostBatches))
  if (isOver()) return { changes: [], end: reached }
  // A store that has them at hand would give thousands of commits within one turn.
  const slices = createSlices(new AbortController().signal)
  for await (const batch of feed.read(from)) {
    reached = batch.cursor
    batches += 1
    const counts = countsIn(batch)
    for (const change of batch.changes) if (counts(change)) absorb(found, change, ++places)
    if (isOver()) break
    await slices.next()
  }
  const changes = [...found.values()].map(({ links, ...change }) => ({ ...change, links: [...links.values()] }))
  return { changes: changes.sort((a, b) => a.place - b.place), end: reached }
}

/** Reads windows of one feed. */
export type ReadWindow = (range: WindowRange, countsIn: CountsIn) => Promise<FeedWindow>

/** Reads windows, and keeps the last one: the parts of a run that works through it do not decode it again and again. */
export function readingOnce(feed: JobFeed): ReadWindow {
  let last: { readonly from: FeedCursor; readonly window: FeedWindow } | undefined
  return async (range, countsIn) => {
    if (last === undefined || last.from !== range.from || last.window.end !== range.end)
      last = { from: range.from, window: await readWindow(feed, range, countsIn) }
    return last.window
  }
}

function absorb(found: Map<string, Open>, { ref, before, after, at, linked = [] }: Change, place: number): void {
  const key = JSON.stringify([ref.type, ref.id])
  const open = found.get(key) ?? { ref, was: before, is: after, links: new Map<string, FollowedLink>(), place, at }
  found.set(key, open)
  open.is = after
  open.place = place
  open.at = at
  for (const link of linked) toggle(open.links, link)
}
// What came and went again is as it was.
function toggle(links: Map<string, FollowedLink>, link: FollowedLink): void {
  const key = JSON.stringify([link.edge, link.forward, link.other.id, link.label ?? null])
  const known = links.get(key)
  if (known !== undefined && (known.gone === true) !== (link.gone === true)) links.delete(key)
  else links.set(key, link)
}
