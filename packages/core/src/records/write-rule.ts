import type { Asker } from '../access/asker.js'
import type { Issue } from '../errors/tenure-error.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import type { ListQuery } from './read-records.js'

/** One record of a batch, as it is and as it would be. */
export interface PlannedWrite {
  readonly ref: RecordRef
  readonly before: Values | undefined
  /** None when it is archived, or would be. */
  readonly after: Values | undefined
}
/** A link that a batch makes or takes away. */
export interface PlannedLink {
  readonly write: 'link' | 'unlink'
  readonly ref: RecordRef
  readonly edge: string
  readonly to: RecordRef
  readonly label?: string
}
/** A whole batch, before it is stored. */
export interface PlannedBatch {
  readonly asker: Asker
  readonly records: readonly PlannedWrite[]
  readonly links: readonly PlannedLink[]
}
/** What a rule may read: everything, since a rule applies to everybody. It reads the state before the batch. */
export interface RuleReader {
  read(refs: readonly RecordRef[]): Promise<readonly (StoredRecord | null)[]>
  list(query: ListQuery): Promise<readonly StoredRecord[]>
}
/** What else must hold of what is written. It runs for every batch before that is stored; what it finds wrong refuses the batch whole. */
export type WriteRule = (batch: PlannedBatch, read: RuleReader) => readonly Issue[] | Promise<readonly Issue[]>
