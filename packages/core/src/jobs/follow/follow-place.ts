import type { Instant } from '../../base/clock.js'
import type { Json, RecordId } from '../../schema/value.js'
import type { FeedCursor } from '../../storage/adapter.js'
import type { JobUnit } from '../job/job-to-run.js'

/** Where a job that follows changes goes on. */
export interface FollowPlace {
  /** Everything up to here is done. */
  readonly cursor: FeedCursor
  /** When nothing was behind it. */
  readonly at: Instant
  /** The end of the window behind it, and the last change of it that is done, with the workspace. */
  readonly end?: FeedCursor
  readonly past?: readonly [place: number, workspace: string]
  /** Of a job by time: everything that was due up to then is done. */
  readonly due?: Instant
  /** Of a job on a segment: who is in it has been noted once. */
  readonly known?: true
  /** Where the list of what is due now goes on; the feed is done then. */
  readonly list?: JobUnit & { readonly after?: string; readonly past?: RecordId }
}
/** What a run of such a job works through. */
export interface FollowInput {
  readonly from: FollowPlace
  readonly until: FeedCursor
  /** What is due by then is due. */
  readonly now: Instant
  /** The place that the record of the job had: the run begins only if it still has it. */
  readonly stored: string
  /** Some records may have to be tried again. */
  readonly again?: true
  /** Of a job on a segment: the records that may have crossed, by object type; all may have, where there are none. */
  readonly ids?: Readonly<Record<string, readonly RecordId[]>>
}

/** Where the job goes on when the run is done. */
export function placeAfter({ from, until, now, ids }: FollowInput): FollowPlace {
  const isKnown = from.known === true || ids === undefined
  return { cursor: until, at: now, ...(from.due !== undefined && { due: now }), ...(isKnown && { known: true }) }
}
/** Where the job goes on when the run has failed there. What had fallen due is listed once more: what is done of it is marked. */
export function placeOfFailed({ from }: FollowInput, reached: FollowPlace | undefined): FollowPlace {
  if (reached === undefined) return from
  const { list, ...place } = reached
  return list === undefined ? place : { cursor: place.cursor, at: place.at, ...(from.due !== undefined && { due: from.due }) }
}
/** The text of a place: the same for the same place. */
export function textOf(place: Json | FollowPlace | undefined): string {
  return JSON.stringify(place ?? null)
}
/** A place as the record of the job keeps it. */
export function asJson(place: FollowPlace): Json {
  return place as unknown as Json
}
