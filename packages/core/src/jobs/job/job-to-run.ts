import type { Asker, WorkspaceId } from '../../access/asker.js'
import type { Grant } from '../../contract/grant.js'
import type { Job, JobPage } from '../../contract/job/job.js'
import type { RecordWrite } from '../../records/write.js'
import type { Window } from '../../schema/row.js'
import type { RecordId } from '../../schema/value.js'

/** A record that a job works on. */
export interface JobRow {
  readonly id: RecordId
}
/** One object type in one workspace: a job works through one of them after the other. */
export interface JobUnit {
  readonly workspace: WorkspaceId
  readonly type: string
}
/** The code of a job, with its keys opened for one unit. */
export interface OpenJob {
  list(page: JobPage): Promise<Window<JobRow> | undefined>
  /** What the job stages for the record. */
  run(record: JobRow): Promise<readonly RecordWrite[]>
}
/** A job of an admitted plugin, as the runner of jobs knows it. */
export interface JobToRun {
  readonly plugin: string
  readonly job: Job
  readonly grants: readonly Grant[]
  /** It uses settings or a role of the workspace, and so works for each. */
  readonly isOfWorkspaces: boolean
  /** Why it does not run now. */
  readonly because?: string
  /** Absent while its plugin does not run. */
  readonly open?: (unit: JobUnit, asker: Asker) => OpenJob
}
