import { filter, from, merge, type Observable, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { defineToken, type Token } from '../../base/key.js'
import type { jobRunsContract, jobsContract } from '../../contract/administration/jobs-contract.js'
import { TenureError } from '../../errors/tenure-error.js'
import { isFollower } from '../../jobs/follow/follow-clock.js'
import { countFailures, markType } from '../../jobs/follow/job-marks.js'
import { type JobEnd, jobType, refOfJob, toJobRecord } from '../../jobs/job/job-record.js'
import type { JobToRun } from '../../jobs/job/job-to-run.js'
import { jobKind, unavailable } from '../../jobs/job/job-units.js'
import { type Run, runType, toRun } from '../../jobs/run.js'
import { showRun } from '../../jobs/run-desk.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import type { UserId } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import type { Kernel } from '../kernel.js'
import { occasionOf } from './occasion-of.js'
import type { JobClocks } from './open-jobs.js'

/** What administrators see of jobs and do with them; only the core's plugin is given it. */
export interface JobsDesk {
  jobs(): Observable<z.output<typeof jobsContract.output>>
  runs(input: z.output<NonNullable<typeof jobRunsContract.input>>): Observable<z.output<typeof jobRunsContract.output>>
  run(job: string): Promise<void>
}
export const JobsDesk: Token<JobsDesk> = defineToken('tenure.core/jobs-desk@1')

/** What the desk works with. */
export interface JobsDeskPort extends Pick<Kernel, 'access' | 'askers' | 'batches' | 'reader' | 'schema' | 'roles' | 'workspaces'> {
  readonly plugins: Pick<PluginHost, 'states'>
  readonly clockOfJobs: Pick<JobClocks, 'behindSince' | 'caughtUp' | 'jobs' | 'runNow'>
}
type ShownJob = z.output<typeof jobsContract.output>[number]

/** The desk of one user. */
export function createJobsDesk(port: JobsDeskPort, user: UserId): JobsDesk {
  const changes = merge(port.plugins.states, port.clockOfJobs.caughtUp, port.batches.pipe(filter((batch) => batch.changes.some(isOfJobs))))
  return {
    jobs: () =>
      changes.pipe(
        startWith(undefined),
        switchMap(() => from(showJobs(port))),
      ),
    runs: (input) =>
      changes.pipe(
        startWith(undefined),
        switchMap(() => from(showRuns(port, user, input))),
      ),
    run: (job) => runNow(port, user, job),
  }
}

// Runs of people, which may be many, say nothing of jobs.
function isOfJobs({ ref, after }: Change): boolean {
  return (
    ref.type === jobType ||
    ref.type === markType ||
    (ref.type === runType && String(after?.['kind'] ?? jobKind('')).startsWith(jobKind('')))
  )
}

async function showJobs(port: JobsDeskPort): Promise<readonly ShownJob[] & ShownJob[]> {
  const where = { test: 'is', property: `${runType}.state`, value: 'running' } as const
  const select = ['kind', 'done', 'left', 'failed', 'startedAt']
  const { records } = await port.reader.list(systemAsker, { type: runType, select, where })
  const running = records.map(toRun)
  const shown = port.clockOfJobs.jobs().map((each) =>
    showJob(
      port,
      each,
      running.find(({ kind }) => kind === jobKind(each.job.id)),
    ),
  )
  return (await Promise.all(shown)).sort((a, b) => a.title.localeCompare(b.title, 'en'))
}

async function showJob(port: JobsDeskPort, installed: JobToRun, going: Run | undefined): Promise<ShownJob> {
  const { reader, clockOfJobs } = port
  const { plugin, job, open, because } = installed
  const stored = await reader.find(systemAsker, refOfJob(job.id))
  const { failures = 0, last, nextAt } = stored === undefined ? {} : toJobRecord(stored)
  const marks = isFollower({ job }) ? await countFailures(reader, job.id) : { again: 0, left: 0 }
  const behindSince = clockOfJobs.behindSince(job.id)
  const hasNext = nextAt !== undefined && (!isFollower({ job }) || failures > 0)
  return {
    ...{ id: job.id, plugin, title: job.title, failures, on: occasionOf(port, installed), ...marks },
    state: going !== undefined ? 'running' : open === undefined ? 'stopped' : 'waiting',
    ...(job.description !== undefined && { description: job.description }),
    ...(open === undefined && { because: because ?? 'It is not running.' }),
    ...(hasNext && { nextAt }),
    ...(behindSince !== undefined && { behindSince }),
    ...(going !== undefined && { going: { run: going.id, startedAt: going.startedAt, ...countsOf(going) } }),
    ...(last !== undefined && { last: showEnd(last) }),
  }
}
function showEnd(end: JobEnd): NonNullable<ShownJob['last']> {
  const { state, startedAt, endedAt, run, problem } = end
  return {
    ...{ state: state === 'running' ? 'done' : state, startedAt, endedAt, ...countsOf(end) },
    ...(run !== undefined && { run }),
    ...(problem !== undefined && { problem }),
  }
}
function countsOf({ counts: { done, left, failed } }: Pick<Run, 'counts'>): Pick<Run['counts'], 'done' | 'left' | 'failed'> {
  return { done, left, failed }
}

async function showRuns(
  port: JobsDeskPort,
  user: UserId,
  { job, limit }: z.output<NonNullable<typeof jobRunsContract.input>>,
): Promise<z.output<typeof jobRunsContract.output>> {
  const where = { test: 'is', property: `${runType}.kind`, value: jobKind(job) } as const
  const orderBy = [{ by: `${runType}.startedAt`, direction: 'descending' }] as const
  const { records } = await port.reader.list(systemAsker, { type: runType, select: allOfRun, where, orderBy, limit })
  const asker = port.askers.get(user)
  return Promise.all(records.map((record) => showRun(port, asker, toRun(record))))
}
const allOfRun = [
  ...['name', 'kind', 'plugin', 'group', 'state', 'done', 'kept', 'left', 'failed', 'items', 'problem', 'startedAt', 'endedAt'],
]

async function runNow({ clockOfJobs }: JobsDeskPort, user: UserId, job: string): Promise<void> {
  const found = clockOfJobs.jobs().find((each) => each.job.id === job)
  if (found === undefined) throw new TenureError('record.not-found', `There is no job ${job}.`, { record: refOfJob(job) })
  if (found.open === undefined) throw unavailable(found)
  if (await clockOfJobs.runNow(job, { source: 'user', user })) return
  const message = `${found.job.title} is running already.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['job'], message }] })
}
