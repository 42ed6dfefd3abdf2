import { Subject } from 'rxjs'
import { systemAsker } from '../../access/asker.js'
import type { Log } from '../../base/log.js'
import { testKernel } from '../../host/test-kernel.js'
import type { Values } from '../../schema/value.js'
import type { Run } from '../run.js'
import type { RunStart } from '../runner.js'
import { type JobClockPort, startJobClock } from './job-clock.js'
import { refOfJob } from './job-record.js'
import type { JobToRun } from './job-to-run.js'

/** The instant at which the clock of a test stands. */
export const begin = Date.parse('2026-06-30T12:00:00Z')
export const hour = 3_600_000
export const id = 'acme.x/do'
/** A job of companies that runs each hour; for tests. */
export const jobOf = (more: Partial<JobToRun> = {}, of: object = {}): JobToRun => ({
  ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: false, open: () => Promise.reject(new Error('not called')) as never },
  job: {
    id,
    title: 'Do',
    on: { occasion: 'every', every: { ms: hour } },
    of: { objectType: 'company' },
    ...of,
  } as unknown as JobToRun['job'],
  ...more,
})
/** What a runner answers when a job starts a run. */
export type Answer = (start: RunStart) => Pick<Run, 'id'>
const nothing: Answer = ({ ifNothing }) => {
  throw ifNothing?.()
}
/** The run that it begins. */
export const run = { type: 'run', id: 'r' }
export const running = { kind: `job ${id}`, name: 'Do', state: 'running', startedAt: begin + 5 }
export interface ClockOptions {
  readonly jobs?: () => readonly JobToRun[]
  readonly answer?: Answer
  readonly port?: (kernel: Awaited<ReturnType<typeof testKernel>>) => Partial<JobClockPort>
  readonly stored?: Values
  /** The run that the runner begins. */
  readonly known?: Values
}
/** A clock over a kernel and a runner that answers what the test says. */
export async function openClock({ jobs = () => [jobOf()], answer = nothing, port, stored, known }: ClockOptions = {}) {
  const kernel = await testKernel({})
  const by = { asker: systemAsker, actor: { source: 'system' } } as const
  const put = async (ref: { type: string; id: string }, values: Values) =>
    kernel.writer.draft(by, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref) ?? draft.create(ref, {})
      record.values = { ...record.values, ...values }
    })
  if (stored !== undefined) await put(refOfJob(id), { job: id, ...stored })
  if (known !== undefined) await put(run, { ...running, ...known })
  const started: (readonly [at: number, key: string | undefined])[] = []
  const starts: RunStart[] = []
  const added: string[] = []
  const looked: string[] = []
  const runner: JobClockPort['runner'] = {
    start: async (start) => {
      started.push([kernel.clock.now() - begin, start.key?.replace(String(begin), 'begin')])
      starts.push(start)
      return answer(start) as Run
    },
    get: (of) => {
      looked.push(of)
      return kernel.runner.get(of)
    },
    add: async ({ name }) => void added.push(name),
    idle: async () => undefined,
  }
  const changed = new Subject<unknown>()
  const warned: unknown[] = []
  const log = { warn: (message: string, details: object) => void warned.push([message, details]) } as unknown as Log
  const pending = kernel.clock.pending
  const clock = await startJobClock({ ...kernel, log, runner, changed, jobs, ...port?.(kernel) })
  const close = async (): Promise<void> => {
    await clock[Symbol.asyncDispose]()
    await kernel.close()
  }
  const record = async () => (await kernel.reader.find(systemAsker, refOfJob(id)))?.values
  const settle = async () => {
    await kernel.clock.advance({ ms: 0 })
    await clock.idle()
  }
  await settle()
  return {
    ...{ kernel, clock, started, starts, added, looked, changed, warned, record, put, settle, pending, close },
    advance: kernel.clock.advance,
  }
}
