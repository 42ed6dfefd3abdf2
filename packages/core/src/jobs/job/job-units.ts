import type { Access } from '../../access/access.js'
import { type Asker, mainWorkspace, type Roles, type WorkspaceId } from '../../access/asker.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { isRoleName } from '../../schema/role.js'
import type { JobToRun, JobUnit, OpenJob } from './job-to-run.js'
import { pluginAsker } from './plugin-asker.js'

/** What the runs of jobs work with. */
export interface JobRunPort {
  readonly access: Access
  readonly schema: () => SchemaDefinition
  readonly workspaces: { all(): readonly { readonly id: WorkspaceId }[] }
  readonly roles: { in(workspace: WorkspaceId): Roles }
  readonly jobs: () => readonly JobToRun[]
  /** The host closes: a run of which nothing is stored yet is left for the next one. */
  readonly isClosing: () => boolean
}

/** The name of the kind of run that works for a job. */
export function jobKind(job: string): string {
  return `job ${job}`
}

/** Where a job works, in the order in which it does. */
export function unitsOf(
  { roles, workspaces, schema }: Omit<JobRunPort, 'access' | 'jobs' | 'isClosing'>,
  job: JobToRun,
): readonly JobUnit[] {
  const name = job.job.of.objectType
  const known = job.isOfWorkspaces ? workspaces.all().map(({ id }) => id) : [mainWorkspace]
  const typesIn = (workspace: WorkspaceId): readonly string[] =>
    isRoleName(name) ? (roles.in(workspace).get(name) ?? []).map(({ type }) => type) : [name].filter((type) => schema().has(type))
  return known.flatMap((workspace) => typesIn(workspace).map((type) => ({ workspace, type }))).sort(compareUnits)
}
/** Which of two units comes first. */
export function compareUnits(a: JobUnit, b: JobUnit): number {
  if (a.workspace !== b.workspace) return a.workspace < b.workspace ? -1 : 1
  return a.type === b.type ? 0 : a.type < b.type ? -1 : 1
}

/** As whom a job works there. Errors: `plugin.unavailable` where nobody contributes it any more. */
export function askerIn(port: JobRunPort, job: string, { workspace, type }: JobUnit): Asker {
  const { plugin, grants, job: found } = demandJob(port, job)
  const role = found.of.objectType
  const all = port.roles.in(workspace)
  // Of two types that play the role, it means the one that is being worked through.
  const roles = isRoleName(role) ? new Map([...all, [role, (all.get(role) ?? []).filter((each) => each.type === type)]]) : all
  return pluginAsker({ plugin, grants, workspace, roles, schema: port.schema() })
}
/** As whom it works where it is of no matter where. */
export function askerAnywhere(port: JobRunPort, job: string): Asker {
  return askerIn(port, job, { workspace: mainWorkspace, type: '' })
}

/** The code of a job there. Errors: `plugin.unavailable` while its plugin does not run. */
export function openIn(port: JobRunPort, job: string, unit: JobUnit): OpenJob {
  const found = demandJob(port, job)
  if (found.open === undefined) throw unavailable(found)
  return found.open(unit, askerIn(port, job, unit))
}
/** A job that somebody contributes. Errors: `plugin.unavailable`. */
export function demandJob({ jobs }: Pick<JobRunPort, 'jobs'>, id: string): JobToRun {
  const found = jobs().find(({ job }) => job.id === id)
  if (found !== undefined) return found
  const plugin = id.split('/')[0] ?? id
  const because = `Nobody contributes the job ${id} any more.`
  throw new TenureError('plugin.unavailable', because, { plugin, because })
}
/** The refusal while a plugin does not run. */
export function unavailable({ plugin, because = 'It is not running.' }: JobToRun): TenureError {
  return new TenureError('plugin.unavailable', `The plugin ${plugin} is not available. ${because}`, { plugin, because })
}
