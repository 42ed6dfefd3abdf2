import type { RecordRef } from '../schema/value.js'

/** Something that a run did not do as it was asked to, and why. */
export interface WorkItem {
  /** *kept*: it is as somebody else left it; *left*: the user may not write it, or nobody may; *failed*: it was refused. */
  readonly outcome: 'kept' | 'left' | 'failed'
  readonly record: RecordRef
  /** The property or association that it is about. */
  readonly part?: string
  readonly message: string
  /** It was named, and there is none that the user may see. */
  readonly isMissing?: true
}
/** What became of one piece of work. */
export interface WorkResult {
  readonly done: boolean
  readonly items: readonly WorkItem[]
}
