import { Subject } from 'rxjs'
import type { Asker } from '../../access/asker.js'
import { mappingOf } from '../../access/role-path.js'
import type { Log } from '../../base/log.js'
import type { Session } from '../../contract/call.js'
import type { Job, JobPage } from '../../contract/job/job.js'
import { type FollowClock, isFollower, startFollowClock } from '../../jobs/follow/follow-clock.js'
import { type JobClock, startJobClock } from '../../jobs/job/job-clock.js'
import type { JobQuestion, JobRow, JobToRun, JobUnit, OpenJob } from '../../jobs/job/job-to-run.js'
import { grantsOf, settingsOf } from '../../plugin/contributed.js'
import type { InstalledJob } from '../../plugin/job/running-job.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import { reasonOf } from '../../plugin/plugin-state.js'
import type { RecordWrite } from '../../records/write.js'
import { splitPath } from '../../schema/property.js'
import { isRoleName } from '../../schema/role.js'
import type { Window } from '../../schema/row.js'
import { createKeyOpener } from '../../session/open-keys.js'
import { rowOfRecord, toRowNames } from '../../session/row-maker.js'
import { createStage } from '../../session/stage.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Kernel } from '../kernel.js'

/**
 * Starts the clocks of the jobs that plugins bring: at once, or where `after` is given once that settles. Someone who makes a job run, or waits
 * until all is done, starts them too.
 */
export async function openJobs(
  kernel: Kernel,
  plugins: Pick<PluginHost, 'jobs' | 'states'>,
  { log, after }: { readonly log: Log; readonly after?: PromiseLike<unknown> | undefined },
): Promise<JobClocks> {
  const jobs = (): readonly JobToRun[] => plugins.jobs().map((job) => toRun(kernel, job))
  const port = { ...kernel, log, changed: plugins.states, jobs }
  const clocks = lateClocks(jobs, async () => ({
    beats: await startJobClock({ ...port, jobs: () => jobs().filter((job) => !isFollower(job)) }),
    follows: await startFollowClock({ ...port, jobs: () => jobs().filter(isFollower) }),
  }))
  if (after === undefined) await clocks.begin()
  else
    void Promise.resolve(after)
      .then(() => clocks.begin())
      .catch((error: unknown) => log.warn('The jobs could not be started.', { error: String(error) }))
  return clocks
}

/** The clocks of all jobs as one. */
export interface JobClocks extends JobClock, Pick<FollowClock, 'behindSince' | 'caughtUp'> {
  /** The jobs of admitted plugins, running or not. */
  jobs(): readonly JobToRun[]
}
interface Begun {
  readonly beats: JobClock
  readonly follows: FollowClock
}
function lateClocks(jobs: JobClocks['jobs'], start: () => Promise<Begun>): JobClocks & { readonly begin: () => Promise<unknown> } {
  const caughtUp = new Subject<unknown>()
  let begun: Begun | undefined
  let beginning: Promise<Begun> | undefined
  let closed = false
  const begin = (): Promise<Begun> => {
    beginning ??= start().then((clocks) => {
      clocks.follows.caughtUp.subscribe(caughtUp)
      begun = clocks
      caughtUp.next(undefined)
      return clocks
    })
    return beginning
  }
  return {
    ...{ jobs, caughtUp },
    begin: async () => (closed ? undefined : begin()),
    behindSince: (job) => begun?.follows.behindSince(job),
    async runNow(job, actor) {
      const waited = begun === undefined
      const { beats, follows } = await begin()
      // With the clocks begins what is due, which may be this job.
      return (await (follows.knows(job) ? follows : beats).runNow(job, actor)) || waited
    },
    async idle() {
      const { beats, follows } = await begin()
      await beats.idle()
      await follows.idle()
    },
    async [Symbol.asyncDispose]() {
      closed = true
      const { beats, follows } = (await beginning) ?? {}
      await Promise.all([beats?.[Symbol.asyncDispose](), follows?.[Symbol.asyncDispose]()])
    },
  }
}

/** A job with its keys, as the runner of jobs calls it. */
export function toRun(kernel: Kernel, installed: InstalledJob): JobToRun {
  const { plugin, job, call } = installed
  const refusal = isFollower({ job }) ? kernel.feed.refusal : undefined
  const because = refusal ?? (installed.because && reasonOf(installed.because))
  return {
    plugin,
    job,
    grants: grantsOf(job),
    isOfWorkspaces: isRoleName(job.of.objectType) || settingsOf(job).some(({ scope }) => scope === 'workspace'),
    ...(because !== undefined && { because }),
    ...(call && refusal === undefined && { open: (unit, asker) => openJob(kernel, { ...installed, call }, unit, asker) }),
  }
}

interface JobCode {
  list(call: Readonly<Record<string, unknown>>): Promise<Window<JobRow> | undefined>
  run(call: Readonly<Record<string, unknown>>): unknown
}

// The plugin's own rights stand in for those of a user, in everything that its keys open.
function openJob(
  kernel: Kernel,
  { plugin, job, call }: Required<Pick<InstalledJob, 'plugin' | 'job' | 'call'>>,
  unit: JobUnit,
  asker: Asker,
): OpenJob {
  const code = job as unknown as JobCode
  const { workspace, principal } = { ...asker, workspace: unit.workspace }
  const session: Session = Object.freeze({ user: '', workspace, timeZone: principal.timeZone, locale: principal.locale })
  const port = { ...kernel, askers: { get: () => asker } }
  const opener = createKeyOpener(port)
  const words = { workspace, objectType: unit.type }
  const nothing = { stage: () => createStage(port, session, plugin, { action: job.id }) }
  return {
    list: (page: JobPage) => call({ session, opener, ...nothing }, (keys, signal) => code.list({ ...keys, ...words, page, signal })),
    ask: (question) => call({ session, opener, ...nothing }, (keys) => askFor(job, keys, question)),
    row: (id, values) => rowOf(job, unit, asker, { ref: { type: unit.type, id }, version: '', values }),
    async run(record, given = {}) {
      const staged: RecordWrite[] = []
      // Nothing is written here: the part of the run that the record belongs to takes what was staged.
      const writer = {
        write: async (_by: unknown, writes: readonly RecordWrite[]) =>
          ({ ok: true, value: { records: [], changed: staged.push(...writes) > 0 } }) as const,
      }
      const stage = createStage({ ...port, writer }, session, plugin, { action: job.id })
      try {
        await call({ session, opener, stage: () => stage }, async (keys, signal) =>
          code.run({ ...keys, ...words, ...given, record, signal }),
        )
        await stage.commit()
      } finally {
        stage.discard()
      }
      return staged
    },
  }
}

// The key is one that `defineJob` has added for what the job selects; the instant of a job by time is read with it.
function askFor({ on, select }: Job, keys: Readonly<Record<string, unknown>>, question: JobQuestion): Promise<Window<JobRow>> {
  const records = keys['record'] as { list(query: unknown): Promise<Window<JobRow>> }
  const properties = [...(select?.properties ?? []), ...(on.occasion === 'at' ? [{ path: on.property }] : [])]
  return records.list({ ...question, select: { properties } })
}
function rowOf({ of, select }: Job, { type }: JobUnit, { roles }: Asker, record: StoredRecord): JobRow {
  const mapped = mappingOf(roles, of.objectType, type)?.properties ?? {}
  const names = (select?.properties ?? []).map(({ path }) => splitPath(path)[1])
  return rowOfRecord(record, toRowNames(names.map((name) => ({ name, real: Object.hasOwn(mapped, name) ? mapped[name] : name }))))
}
