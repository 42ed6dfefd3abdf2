import type { Instant } from '../../base/clock.js'
import type { Key } from '../../base/key.js'
import type { Order } from '../../query/query.js'
import type { AnyObjectType, Property } from '../../schema/property.js'
import type { RowSchema, Window } from '../../schema/row.js'
import type { RecordId } from '../../schema/value.js'
import type { NeedOf, Nothing, Used } from '../call.js'
import type { Contribution, ContributionId } from '../contribution.js'
import { reads } from '../grant.js'
import {
  type Beat,
  type ChangeKind,
  type Changes,
  type DueAt,
  type Occasion,
  type PathOf,
  pathsIn,
  type RecordOccasion,
  refuseLinked,
} from './occasion.js'

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
/** A link that a change added or removed, seen from the record of the job. */
export interface ChangedLink {
  /** Path of the association: `company.contacts`. */
  readonly association: string
  /** The record at its other end. */
  readonly id: RecordId
  /** It is there no longer. */
  readonly gone: boolean
}
/** What `run` is given of a change. */
export interface RecordChange<Row> {
  readonly change: ChangeKind
  /** The record as it was; nothing where it was not there. Of one that was archived, `record` is the same. */
  readonly was: Row | undefined
  /** Links along the associations that the job follows. */
  readonly links: readonly ChangedLink[]
  /** When it happened, of several the last: an import may tell of what is long past. */
  readonly at: Instant
}
/** What an occasion gives to `run` besides the record. */
export type GivenBy<On, Row> = On extends Changes ? RecordChange<Row> : On extends DueAt ? { readonly at: Instant } : Nothing

type Taken = keyof JobCall | 'page' | 'record' | keyof RecordChange<unknown>
/** The keys that a job names; the names that every call has are taken. */
export type JobUses = Readonly<Record<string, Key<unknown, string>>> & { readonly [K in Taken]?: never }
/** What every job says of itself. */
export interface JobHead<U> {
  readonly id: ContributionId
  readonly title: string
  /** What it does, in a sentence or two: administrators read it. */
  readonly description?: string
  /** The object type, or the role, of the records that it works on. */
  readonly of: AnyObjectType
  readonly uses?: U
}
/** What `defineJob` takes of a job on a beat. */
export interface JobSpec<Row, U> extends JobHead<U> {
  readonly on: Beat
  /** Lists a part of the records that it works through: `page` belongs in the query, whatever else it asks. Nothing where there is nothing to do. */
  readonly list: (call: JobCall & { readonly page: JobPage } & Used<U>) => Promise<Window<Row> | undefined>
  /** Does the work for one record. What it stages is written when it returns, with the place that the job has reached, and not at all when it throws. */
  readonly run: (call: JobCall & { readonly record: NoInfer<Row> } & Used<U>) => void | Promise<void>
}
/** What `defineJob` takes of a job that single records call. */
export interface RecordJobSpec<Row, Path extends string, On extends RecordOccasion, U> extends JobHead<U> {
  readonly on: On
  /** What `run` is given of a record. The plugin has to be granted to read it, and what the occasion looks at. */
  readonly select: RowSchema<Row, Path>
  /** Does the work for one record. What it stages is written when it returns, with the place that the job has reached, and not at all when it throws. */
  readonly run: (call: JobCall & { readonly record: NoInfer<Row> } & GivenBy<On, NoInfer<Row>> & Used<U>) => void | Promise<void>
}
/** A job as the host holds it. */
export interface Job<On extends Occasion = Occasion> extends Contribution, Pick<JobHead<never>, 'title' | 'description' | 'of'> {
  readonly kind: 'job'
  readonly id: ContributionId
  readonly on: On
  /** What a job that single records call is given of them. */
  readonly select?: RowSchema<unknown, string>
}

type AnySpec = JobHead<Readonly<Record<string, Key<unknown, string>>>> &
  ({ readonly on: Beat } | { readonly on: RecordOccasion; readonly select: RowSchema<unknown, string> })

/**
 * Work that a plugin does by itself: it has the plugin's grants in place of a user's rights, and nothing else. The host runs it one record
 * after the other in parts that are stored together with its place, so a job that was killed goes on where it was and writes nothing twice.
 * Errors: `input.invalid` for a job on changes, or on what leaves a segment, that selects properties of linked records.
 */
export function defineJob<Row extends { readonly id: RecordId }, U extends JobUses = Nothing>(
  spec: JobSpec<Row, U>,
): Contribution<NeedOf<U>>
export function defineJob<
  Row extends { readonly id: RecordId },
  Path extends string,
  const On extends RecordOccasion,
  U extends JobUses = Nothing,
>(spec: RecordJobSpec<Row, Path, On, U>): Contribution<NeedOf<U> | `read ${Path | PathOf<On>}`>
export function defineJob(spec: AnySpec): Contribution<string> {
  if (!('select' in spec)) return Object.freeze({ ...spec, contribution: 1, kind: 'job' })
  const { on, select } = spec
  // What a record was, or what one that is archived is, is known of the record itself alone.
  if (on.occasion === 'changes' || on.occasion === 'leaves') for (const { path } of select.properties) refuseLinked(path)
  // The host reads the records by this key, and gives `record` in its place.
  const record = reads(select, ...pathsIn(on).map((path) => ({ path }) as Property))
  return Object.freeze({ ...spec, uses: Object.freeze({ ...spec.uses, record }), contribution: 1, kind: 'job' })
}
