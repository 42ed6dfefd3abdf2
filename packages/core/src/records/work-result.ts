import type { Problem } from '../errors/tenure-error.js'
import type { Json, RecordRef } from '../schema/value.js'

/** Why, as a code with values from which a page makes a sentence in its language; `message` is that sentence in English. */
export interface WorkReason {
  readonly message: string
  readonly code: string
  readonly details: Readonly<Record<string, Json>>
}
/** Something that a run did not do as it was asked to, and why. An item of an older version has only the message. */
export interface WorkItem extends Partial<WorkReason> {
  readonly message: string
  /** *kept*: it is as somebody else left it; *left*: the user may not write it, or nobody may; *failed*: it was refused. */
  readonly outcome: 'kept' | 'left' | 'failed'
  readonly record: RecordRef
  /** The property or association that it is about. */
  readonly part?: string
  /** It was named, and there is none that the user may see. */
  readonly isMissing?: true
}
/** What became of one piece of work. */
export interface WorkResult {
  readonly done: boolean
  /** It is so already: nothing was written. */
  readonly isUnchanged?: true
  readonly items: readonly WorkItem[]
}

/** The reason that a problem gives: of its details what a sentence can say, and no values of records. */
export function reasonOf({ code, message, details }: Pick<Problem, 'code' | 'message' | 'details'>): WorkReason {
  const { issues, ...rest } = details as { readonly issues?: readonly { readonly path: readonly unknown[] }[] }
  const said = Object.entries(rest).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)) as [string, Json][]
  const places = issues?.map(({ path }) => ({ path: path.map((part) => (typeof part === 'number' ? part : String(part))) }))
  return { code, message, details: { ...Object.fromEntries(said), ...(places && { issues: places }) } }
}
