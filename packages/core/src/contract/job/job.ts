import type { Duration } from '../../base/duration.js'
import type { Key } from '../../base/key.js'
import type { Order } from '../../query/query.js'
import type { AnyObjectType } from '../../schema/property.js'
import type { Window } from '../../schema/row.js'
import type { RecordId } from '../../schema/value.js'
import type { NeedOf, Nothing, Used } from '../call.js'
import type { Contribution, ContributionId } from '../contribution.js'

/** When a job runs: each time so much time has passed. A host that was down runs it once, not once for each time that it missed. */
export interface Beat {
  readonly beat: 'every'
  readonly every: Duration
}
/** A part of the records that a job works through: the next ones by id. It goes into the query as it is. */
export interface JobPage {
  readonly orderBy: readonly Order<never>[]
  readonly limit: number
  readonly after?: string
}
/** Where a job works now. It works for each workspace whose settings or roles it uses, otherwise once for the account. */
export interface JobCall {
  /** The workspace whose settings and roles the keys open. */
  readonly workspace: RecordId
  /** The object type of the records; of two that play the role of the job, the role means this one. */
  readonly objectType: string
  /** Aborts when nobody waits for the answer. */
  readonly signal: AbortSignal
}
/** The keys that a job names; the names that every call has are taken. */
export type JobUses = Readonly<Record<string, Key<unknown, string>>> & { readonly [K in keyof JobCall | 'page' | 'record']?: never }
/** What `defineJob` takes. */
export interface JobSpec<Row, U> {
  readonly id: ContributionId
  readonly title: string
  /** What it does, in a sentence or two: administrators read it. */
  readonly description?: string
  readonly on: Beat
  /** The object type, or the role, of the records that it works through. */
  readonly of: AnyObjectType
  readonly uses?: U
  /** Lists a part of the records that it works through: `page` belongs in the query, whatever else it asks. Nothing where there is nothing to do. */
  readonly list: (call: JobCall & { readonly page: JobPage } & Used<U>) => Promise<Window<Row> | undefined>
  /** Does the work for one record. What it stages is written when it returns, with the place that the job has reached, and not at all when it throws. */
  readonly run: (call: JobCall & { readonly record: NoInfer<Row> } & Used<U>) => void | Promise<void>
}
/** A job as the host holds it. */
export interface Job extends Contribution, Pick<JobSpec<never, never>, 'title' | 'description' | 'on' | 'of'> {
  readonly kind: 'job'
  readonly id: ContributionId
}

/** Runs a job each time so much time has passed. */
export function every(span: Duration): Beat {
  return Object.freeze({ beat: 'every', every: span })
}

/**
 * Work that a plugin does by itself: it has the plugin's grants in place of a user's rights, and nothing else. The host runs it one record
 * after the other in parts that are stored together with its place, so a job that was killed goes on where it was and writes nothing twice.
 */
export function defineJob<Row extends { readonly id: RecordId }, U extends JobUses = Nothing>(
  spec: JobSpec<Row, U>,
): Contribution<NeedOf<U>> {
  return Object.freeze({ ...spec, contribution: 1, kind: 'job' })
}
