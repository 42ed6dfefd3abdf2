import type { Issue } from '../errors/tenure-error.js'
import type { RecordRef, Values } from '../schema/value.js'

/** One record of a batch, as it is and as it would be. */
export interface PlannedWrite {
  readonly ref: RecordRef
  readonly before: Values | undefined
  /** None when it is archived, or would be. */
  readonly after: Values | undefined
}
/** What else must hold of what is written: handed in from above, checked on every batch before it is stored. */
export type WriteRule = (batch: readonly PlannedWrite[]) => readonly Issue[]
