import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { AggregateGroup } from '../query/aggregate/aggregate-data.js'
import type { LiveMode } from '../schema/row.js'
import type { StoredRecord } from '../storage/adapter.js'

/** Part of an ordered list, with the size of the whole. Records hold only the selected properties, and their version if the query asks for it (otherwise it is empty). A record in which nothing shown changed is the same object as before. */
export interface LiveWindow {
  readonly records: readonly StoredRecord[]
  readonly total: number
  /** When it last changed. */
  readonly asOf: Instant
  readonly mode: LiveMode
}
/** The view cannot be shown now; the stream goes on, and rows follow when it can. */
export interface LiveProblem {
  readonly problem: Problem
}
/** How many records there are and what they come to, by group. A group in which nothing changed is the same object as before. */
export interface LiveTally {
  readonly groups: readonly AggregateGroup[]
  /** When it last changed. */
  readonly asOf: Instant
  readonly mode: LiveMode
}
/** One item of a live stream of an aggregate. */
export type TallyState = LiveTally | LiveProblem
/** One item of a live stream. */
export type LiveState = LiveWindow | LiveProblem
