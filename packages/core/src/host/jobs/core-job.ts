import type { ChangedLink, Job } from '../../contract/job/job.js'
import type { ChangeKind, Changes } from '../../contract/job/occasion.js'
import type { JobRow, JobToRun } from '../../jobs/job/job-to-run.js'
import type { RecordWrite } from '../../records/write.js'
import type { RecordRef, Values } from '../../schema/value.js'

/** A change as a job of the core itself sees it: all of the record, whatever its type. */
export interface SeenByCore {
  readonly ref: RecordRef
  readonly change: ChangeKind
  /** What it was; nothing where it was not there. */
  readonly was: Values | undefined
  /** What it is; of one that was archived, what it was last. */
  readonly is: Values
  readonly links: readonly ChangedLink[]
}
/** A job of the core itself on changes. It acts as the system. Its id starts with `tenure.core/`. */
export interface CoreJobSpec extends Pick<Job, 'id' | 'title' | 'description'> {
  readonly on: Changes
  /** The object types that it follows, as they are now. */
  readonly types: () => readonly string[]
  /** What is written for a change, together with the place of the job. Records that are created need ids of their own, derived where one change makes one. */
  readonly run: (seen: SeenByCore) => Promise<readonly RecordWrite[]>
}

/** Such a job, for the list that `createHost` hands to `openJobs`. */
export function coreJob({ id, title, description, on, types, run }: CoreJobSpec): JobToRun {
  const job: Job = {
    contribution: 1,
    kind: 'job',
    id,
    title,
    on,
    of: { objectType: '' },
    ...(description !== undefined && { description }),
  }
  return {
    ...{ plugin: 'tenure.core', job, grants: [], isOfWorkspaces: false, system: { types } },
    open: ({ type }) => ({
      list: async () => undefined,
      ask: async () => ({ rows: [], total: 0 }),
      row: toRow,
      run: (record, given = {}) => run(toSeen(type, record as CoreRow, given)),
    }),
  }
}

interface CoreRow extends JobRow {
  readonly values: Values
}
function toRow(id: string, values: Values): CoreRow {
  return { id, values }
}
function toSeen(type: string, { id, values }: CoreRow, given: Readonly<Record<string, unknown>>): SeenByCore {
  const { change, was, links } = given as { readonly change: ChangeKind; readonly was?: CoreRow; readonly links: readonly ChangedLink[] }
  return { ref: { type, id }, change, was: was?.values, is: values, links }
}
