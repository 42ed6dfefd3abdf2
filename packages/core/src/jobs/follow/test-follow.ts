import { memory, record } from '@tenure/memory'
import { Subject } from 'rxjs'
import { systemAsker } from '../../access/asker.js'
import type { Log } from '../../base/log.js'
import { testKernel } from '../../host/test-kernel.js'
import { Company } from '../../schema/object-types.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { refOfJob } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import { type Run, toRun } from '../run.js'
import type { RunStart } from '../runner.js'
import { type FollowClock, type FollowClockPort, startFollowClock } from './follow-clock.js'
import type { FollowInput } from './follow-place.js'

/** The instant at which the clock of a test stands. */
export const begin = Date.parse('2026-06-30T12:00:00Z')
export const jobId = 'acme.x/do'
const paths = ['company.name', 'company.city', 'task.title', 'task.dueAt']
/** A job of companies on changes of their names, or on another occasion; for tests. */
export const jobOn = (on: object = {}, objectType = 'company'): JobToRun =>
  ({
    ...{ plugin: 'acme.x', grants: [{ opens: 'records', paths }], isOfWorkspaces: false, open: () => ({}) },
    job: {
      ...{ id: jobId, title: 'Do', of: { objectType }, select: { properties: [{ path: 'company.name' }] } },
      on: { occasion: 'changes', links: [], kinds: ['changed'], ...on },
    },
  }) as unknown as JobToRun

type Put = (ref: RecordRef, values: Values) => Promise<unknown>
/** What a runner answers when a job starts a run: the record of the run, or a refusal that it throws. */
export type Answer = (start: RunStart, put: Put) => Values | Promise<Values>
/** There is nothing to do. */
export const nothing: Answer = ({ ifNothing }) => {
  throw ifNothing?.()
}
export interface FollowOptions {
  readonly jobs?: () => readonly JobToRun[]
  readonly answer?: Answer
  readonly port?: Partial<FollowClockPort>
  readonly stored?: Values
}
/** Two companies, a stopped clock, and a runner that answers what the test says. */
export async function openFollow({ jobs = () => [jobOn()], answer = nothing, port = {}, stored }: FollowOptions = {}) {
  const records = ['c0', 'c1'].map((id) => record(Company, id, { name: id }))
  const kernel = await testKernel({}, undefined, memory({ records }) as unknown as StorageAdapter)
  const put: Put = (ref, values) =>
    kernel.writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
      await draft.load([ref])
      const known = draft.find(ref) ?? draft.create(ref, {})
      known.values = { ...known.values, ...values }
    })
  const starts: RunStart[] = []
  const warned: unknown[] = []
  const added: string[] = []
  let count = 0
  const runner: FollowClockPort['runner'] = {
    async start(start) {
      starts.push(start)
      const values = await answer(start, put)
      count += 1
      const id = `r${count}`
      await put({ type: 'run', id }, { kind: start.kind, name: start.name, input: start.input, startedAt: begin + 5, ...values })
      await put(refOfJob(jobId), { going: id })
      return kernel.runner.get(id)
    },
    get: (id) => kernel.runner.get(id),
    add: async ({ name }) => void added.push(name),
    idle: async () => undefined,
  }
  const changed = new Subject<unknown>()
  const log = { warn: (message: string, details: object) => void warned.push([message, details]) } as unknown as Log
  if (stored !== undefined) await put(refOfJob(jobId), { job: jobId, name: 'Do', plugin: 'acme.x', ...stored })
  const pending = kernel.clock.pending
  const clock: FollowClock = await startFollowClock({ ...kernel, log, runner, changed, jobs, ...port })
  const settle = async (): Promise<void> => {
    await kernel.clock.advance({ ms: 0 })
    await clock.idle()
  }
  await settle()
  return {
    ...{ kernel, clock, starts, warned, added, changed, put, settle, pending },
    inputs: (): readonly FollowInput[] => starts.map(({ input }) => input as unknown as FollowInput),
    record: async (): Promise<Values> => (await kernel.reader.find(systemAsker, refOfJob(jobId)))?.values ?? {},
    run: async (id: string): Promise<Run> =>
      toRun((await kernel.reader.find(systemAsker, { type: 'run', id })) ?? { ref: { type: 'run', id }, values: {} }),
    rename: async (id: string, name: string): Promise<void> => {
      await put({ type: 'company', id }, { name })
      await settle()
    },
    advance: async (ms: number): Promise<void> => {
      await kernel.clock.advance({ ms })
      await settle()
    },
    close: async (): Promise<void> => {
      await clock[Symbol.asyncDispose]()
      await kernel.close()
    },
  }
}
