import type { Observable, Subscription } from 'rxjs'
import { systemAsker } from '../../access/asker.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordId, Values } from '../../schema/value.js'
import type { Actor, ChangeBatch } from '../../storage/adapter.js'
import { type Run, runType } from '../run.js'
import type { Runner } from '../runner.js'
import { firstValues, type JobEnd, type JobRecord, jobType, refOfJob, toJobRecord, valuesAfter } from './job-record.js'
import { jobRun } from './job-run.js'
import type { JobToRun } from './job-to-run.js'
import { type JobRunPort, jobKind } from './job-units.js'

/** What the clock of jobs works with. */
export interface JobClockPort extends Omit<JobRunPort, 'isClosing'> {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'find' | 'list'>
  readonly writer: Pick<Writer, 'draft'>
  readonly runner: Pick<Runner, 'start' | 'get' | 'add' | 'idle'>
  readonly batches: Observable<ChangeBatch>
  /** Emits when a plugin starts, stops or is suspended. */
  readonly changed: Observable<unknown>
}
/** Starts the jobs of plugins when their time has come. When that is, is in records, so one of several processes runs each. */
export interface JobClock extends AsyncDisposable {
  /** Makes a job run now; `false` where it is running already. Errors: `record.not-found`. */
  runNow(job: string, actor: Actor): Promise<boolean>
  /** Settles when nothing that is due is still to be done here. */
  idle(): Promise<void>
}

/** A clock that knows the jobs of all plugins, and follows plugins that come and go. */
export async function startJobClock(port: JobClockPort): Promise<JobClock> {
  const clock = new RunningClock(port)
  await clock.start()
  return clock
}

const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const
const planAgainMs = 60_000
interface Due {
  readonly job: string
  readonly at: Instant
}

class RunningClock implements JobClock {
  readonly #port: JobClockPort
  readonly #known = new Set<string>()
  readonly #timers = new Map<string, Disposable>()
  /** Runs that go on, here or in another process. */
  readonly #runs = new Map<RecordId, Due>()
  readonly #firing = new Set<string>()
  readonly #busy = new Set<Promise<void>>()
  readonly #following: Subscription[] = []
  #closed = false

  constructor(port: JobClockPort) {
    this.#port = port
  }

  async start(): Promise<void> {
    const { batches, changed } = this.#port
    // First, since what is due runs at once, and says in its record when it is due next.
    this.#following.push(batches.subscribe((batch) => this.#notice(batch)))
    await this.#lookAtAll()
    this.#following.push(changed.subscribe(() => this.#do('', () => this.#lookAtAll())))
  }

  async runNow(job: string, actor: Actor): Promise<boolean> {
    const now = this.#port.clock.now()
    if (await this.#isRunning(job)) return false
    await this.#change(job, actor, () => ({ nextAt: now }))
    return true
  }

  async idle(): Promise<void> {
    await Promise.resolve()
    while (this.#busy.size > 0) {
      await Promise.all(this.#busy)
      await this.#port.runner.idle()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const each of this.#following) each.unsubscribe()
    for (const timer of this.#timers.values()) timer[Symbol.dispose]()
    this.#timers.clear()
    await Promise.all(this.#busy)
  }

  async #lookAtAll(): Promise<void> {
    for (const { job } of this.#port.jobs()) {
      if (!this.#known.has(job.id)) {
        this.#known.add(job.id)
        await this.#port.runner.add(jobRun({ ...this.#port, isClosing: () => this.#closed }, job.id))
      }
      await this.#plan(job.id)
    }
  }

  // A store that takes no record of a job now is no reason for a host not to start.
  async #plan(job: string): Promise<void> {
    const { clock, log } = this.#port
    try {
      const { nextAt } = (await this.#read(job)) ?? (await this.#begin(job))
      this.#arm(job, nextAt)
    } catch (error) {
      log.warn('A job could not be planned.', { job, error: String(error) })
      this.#arm(job, clock.now() + planAgainMs)
    }
  }

  async #begin(job: string): Promise<JobRecord> {
    const { clock, writer } = this.#port
    const found = this.#find(job)
    const ref = refOfJob(job)
    const outcome = await writer.draft(bySystem, async (draft) => {
      await draft.load([ref])
      if (draft.find(ref) === undefined && found !== undefined) draft.create(ref, firstValues(found.job, found.plugin, clock.now()))
    })
    const known = await this.#read(job)
    if (known === undefined) getValue(outcome)
    return known ?? { job, nextAt: clock.now(), failures: 0 }
  }

  #arm(job: string, at: Instant): void {
    if (this.#closed) return
    this.#timers.get(job)?.[Symbol.dispose]()
    this.#timers.delete(job)
    const { clock } = this.#port
    const begin = (): void => this.#do(job, () => this.#fire(job))
    if (at <= clock.now()) begin()
    else this.#timers.set(job, clock.at(at, begin))
  }

  #do(job: string, work: () => Promise<void>): void {
    if (this.#closed) return
    const { log } = this.#port
    const done = work()
      .catch((error: unknown) => log.warn('A job could not be started.', { job, error: String(error) }))
      .finally(() => this.#busy.delete(done))
    this.#busy.add(done)
  }

  // While its plugin does not run it stays due; it is looked at again when that changes.
  async #fire(job: string): Promise<void> {
    const found = this.#find(job)
    if (found?.open === undefined || this.#firing.has(job)) return
    this.#firing.add(job)
    try {
      const record = await this.#read(job)
      if (record === undefined) return this.#plan(job)
      if (record.nextAt > this.#port.clock.now()) return this.#arm(job, record.nextAt)
      await this.#begun(found, record.nextAt)
    } finally {
      this.#firing.delete(job)
    }
  }

  // Under its key a run is started once, by whichever process is first.
  async #begun({ job, plugin }: JobToRun, at: Instant): Promise<void> {
    const { runner, clock } = this.#port
    const startedAt = clock.now()
    const nothing = new TenureError('input.invalid', 'There was nothing to do.', { issues: [] })
    const start = { kind: jobKind(job.id), name: job.title, input: null, plugin, key: `${job.id} ${at}` }
    try {
      const { id } = await runner.start({ ...start, ifNothing: () => nothing })
      this.#runs.set(id, { job: job.id, at })
      await this.#look(id)
    } catch (error) {
      if (this.#closed) return
      const counts = { done: 0, kept: 0, left: 0, failed: 0 }
      const end = { startedAt, endedAt: clock.now(), counts }
      const problem = isTenureError(error) ? error.message : 'Something went wrong that was not expected.'
      await this.#finish({ job: job.id, at }, error === nothing ? { ...end, state: 'done' } : { ...end, state: 'failed', problem })
    }
  }

  #notice({ changes }: ChangeBatch): void {
    for (const { ref, after } of changes) {
      if (ref.type === runType && this.#runs.has(ref.id)) this.#do(ref.id, () => this.#look(ref.id))
      const [job, nextAt] = ref.type === jobType ? [after?.['job'], after?.['nextAt']] : []
      if (typeof job === 'string' && typeof nextAt === 'number' && this.#known.has(job)) this.#arm(job, nextAt)
      // Some stores do not say what a record is after a change.
      else if (ref.type === jobType && after === undefined) this.#do('', () => this.#lookAtAll())
    }
  }

  async #look(id: RecordId): Promise<void> {
    const run = await this.#port.runner.get(id)
    const due = this.#runs.get(id)
    if (run.state === 'running' || due === undefined) return
    this.#runs.delete(id)
    await this.#finish(due, endOf(run))
  }

  async #finish({ job, at }: Due, end: JobEnd): Promise<void> {
    const found = this.#find(job)
    if (found === undefined) return
    let other: Instant | undefined
    await this.#change(job, { source: 'system' }, (record) => {
      other = record.nextAt === at ? undefined : record.nextAt
      return other === undefined ? valuesAfter(found.job, record, end) : undefined
    })
    // Another process has noted this run, or somebody has asked for the next one meanwhile.
    if (other !== undefined) this.#arm(job, other)
  }

  async #change(job: string, actor: Actor, change: (record: JobRecord) => Values | undefined): Promise<void> {
    const ref = refOfJob(job)
    const outcome = await this.#port.writer.draft({ asker: systemAsker, actor }, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      if (record === undefined) throw noJob(job)
      const values = change(toJobRecord(record))
      if (values !== undefined) record.values = { ...record.values, ...values }
    })
    getValue(outcome)
  }

  // Here, or in another process.
  async #isRunning(job: string): Promise<boolean> {
    if (this.#firing.has(job)) return true
    const isOfJob = { test: 'is', property: `${runType}.kind`, value: jobKind(job) } as const
    const isRunning = { test: 'is', property: `${runType}.state`, value: 'running' } as const
    const where = { test: 'all', filters: [isOfJob, isRunning] } as const
    const { records } = await this.#port.reader.list(systemAsker, { type: runType, select: [], where, limit: 1 })
    return records.length > 0
  }

  async #read(job: string): Promise<JobRecord | undefined> {
    const record = await this.#port.reader.find(systemAsker, refOfJob(job))
    return record && toJobRecord(record)
  }

  #find(job: string): JobToRun | undefined {
    return this.#port.jobs().find((each) => each.job.id === job)
  }
}

function endOf({ id, state, counts, startedAt, endedAt = startedAt, problem }: Run): JobEnd {
  return { run: id, state, counts, startedAt, endedAt, ...(problem !== undefined && { problem }) }
}
function noJob(job: string): TenureError {
  return new TenureError('record.not-found', `There is no job ${job}.`, { record: refOfJob(job) })
}
