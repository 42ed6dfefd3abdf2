import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { LiveMode } from '../schema/row.js'
import type { StoredRecord } from '../storage/adapter.js'

/** Part of an ordered list, with the size of the whole. Records hold the selected properties alone, and their version if the query asks for it (otherwise it is empty); one of which nothing shown changed is the same object as before. */
export interface LiveWindow {
  readonly records: readonly StoredRecord[]
  readonly total: number
  /** When it was last found different. */
  readonly asOf: Instant
  readonly mode: LiveMode
}
/** The view cannot be shown now; the stream goes on and tells when it can. */
export interface LiveProblem {
  readonly problem: Problem
}
/** One item of a live stream. */
export type LiveState = LiveWindow | LiveProblem
