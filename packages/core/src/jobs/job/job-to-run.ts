import type { Asker, WorkspaceId } from '../../access/asker.js'
import type { Grant } from '../../contract/grant.js'
import type { Job, JobPage } from '../../contract/job/job.js'
import type { FilterData, OrderData } from '../../query/filter-data.js'
import type { RecordWrite } from '../../records/write.js'
import type { Window } from '../../schema/row.js'
import type { RecordId, Values } from '../../schema/value.js'

/** A record that a job works on. */
export interface JobRow {
  readonly id: RecordId
}
/** One object type in one workspace: a job works through one of them after the other. */
export interface JobUnit {
  readonly workspace: WorkspaceId
  readonly type: string
}
/** A question of the core for the records of a job, with what the job selects. */
export interface JobQuestion {
  readonly where: FilterData
  readonly orderBy?: readonly OrderData[]
  readonly limit: number
  readonly after?: string
}
/** The code of a job, with its keys opened for one unit. */
export interface OpenJob {
  /** The records of a job on a beat. */
  list(page: JobPage): Promise<Window<JobRow> | undefined>
  /** The records of a job that single records call, by a question of the core. */
  ask(question: JobQuestion): Promise<Window<JobRow>>
  /** A record as the job sees it, from its stored values. */
  row(id: RecordId, values: Values): JobRow
  /** What the job stages for the record; `given` is what its occasion says besides. */
  run(record: JobRow, given?: Readonly<Record<string, unknown>>): Promise<readonly RecordWrite[]>
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
