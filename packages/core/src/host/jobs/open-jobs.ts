import type { Asker } from '../../access/asker.js'
import type { Log } from '../../base/log.js'
import type { Session } from '../../contract/call.js'
import type { JobPage } from '../../contract/job/job.js'
import { type JobClock, startJobClock } from '../../jobs/job/job-clock.js'
import type { JobRow, JobToRun, JobUnit, OpenJob } from '../../jobs/job/job-to-run.js'
import { grantsOf, settingsOf } from '../../plugin/contributed.js'
import type { InstalledJob } from '../../plugin/job/running-job.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import { reasonOf } from '../../plugin/plugin-state.js'
import type { RecordWrite } from '../../records/write.js'
import { isRoleName } from '../../schema/role.js'
import type { Window } from '../../schema/row.js'
import { createKeyOpener } from '../../session/open-keys.js'
import { createStage } from '../../session/stage.js'
import type { Kernel } from '../kernel.js'

/** Starts the clock of the jobs that plugins bring. */
export function openJobs(kernel: Kernel, plugins: Pick<PluginHost, 'jobs' | 'states'>, log: Log): Promise<JobClock> {
  return startJobClock({ ...kernel, log, changed: plugins.states, jobs: () => plugins.jobs().map((job) => toRun(kernel, job)) })
}

/** A job with its keys, as the runner of jobs calls it. */
export function toRun(kernel: Kernel, installed: InstalledJob): JobToRun {
  const { plugin, job, because, call } = installed
  return {
    plugin,
    job,
    grants: grantsOf(job),
    isOfWorkspaces: isRoleName(job.of.objectType) || settingsOf(job).some(({ scope }) => scope === 'workspace'),
    ...(because && { because: reasonOf(because) }),
    ...(call && { open: (unit, asker) => openJob(kernel, { ...installed, call }, unit, asker) }),
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
    async run(record) {
      const staged: RecordWrite[] = []
      // Nothing is written here: the part of the run that the record belongs to takes what was staged.
      const writer = {
        write: async (_by: unknown, writes: readonly RecordWrite[]) =>
          ({ ok: true, value: { records: [], changed: staged.push(...writes) > 0 } }) as const,
      }
      const stage = createStage({ ...port, writer }, session, plugin, { action: job.id })
      try {
        await call({ session, opener, stage: () => stage }, async (keys, signal) => code.run({ ...keys, ...words, record, signal }))
        await stage.commit()
      } finally {
        stage.discard()
      }
      return staged
    },
  }
}
