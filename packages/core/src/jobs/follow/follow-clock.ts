// Somewhat longer than a file should be: what calls a job and what came of its runs are one small state, and are read as one.
import { type Observable, Subject, type Subscription } from 'rxjs'
import type { Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { Json, RecordId, Values } from '../../schema/value.js'
import type { Actor, ChangeBatch } from '../../storage/adapter.js'
import type { JobClock } from '../job/job-clock.js'
import { type JobEnd, type JobRecord, jobType, refOfJob, valuesAfter } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import { jobKind } from '../job/job-units.js'
import { type Run, runType } from '../run.js'
import type { RunKind } from '../run-kind.js'
import type { Runner } from '../runner.js'
import type { FollowRunPort } from './follow-piece.js'
import { asJson, type FollowInput, type FollowPlace, placeAfter, placeOfFailed, textOf } from './follow-place.js'
import { followRun, mostFailures } from './follow-run.js'
import { FollowTimers, lagMs } from './follow-timers.js'
import { addDirty, type Followed, isDue, newFollowed, takeDirty } from './followed.js'
import { bySystem, FollowedRecords, type FollowedRecordsPort, noJob, type RecordChange } from './followed-records.js'
import { interestOf } from './interest.js'
import { countedFeed } from './job-feed.js'
import { forgetFailures, markType } from './job-marks.js'

/** What the clock of jobs that single records call works with. */
export interface FollowClockPort extends Omit<FollowRunPort, 'isClosing' | 'reader' | 'clock'>, FollowedRecordsPort {
  readonly log: Log
  readonly reader: Pick<Reader, 'find' | 'list'>
  readonly runner: Pick<Runner, 'start' | 'get' | 'add' | 'idle'>
  readonly batches: Observable<ChangeBatch>
  /** Emits when a plugin starts, stops or is suspended. */
  readonly changed: Observable<unknown>
}
/** Starts the jobs that single records call, as commits come and instants pass. */
export interface FollowClock extends JobClock {
  /** Since when a job has not come to what was stored; nothing while it has come to all of it. */
  behindSince(job: string): Instant | undefined
  /** Emits when a job has come to all that was stored. */
  readonly caughtUp: Observable<unknown>
  knows(job: string): boolean
}

/** A clock that knows the jobs of all plugins that single records call, and follows plugins that come and go. */
export async function startFollowClock(port: FollowClockPort): Promise<FollowClock> {
  const clock = new RunningFollowClock(port)
  await clock.start()
  return clock
}

const tryAgainMs = 60_000
/** So many changes are read again at a start, at most. */
const mostRead = 1_000
/** Records of jobs themselves move no place. */
const ofJobs: ReadonlySet<string> = new Set([jobType, runType, markType])
/** What decides which records a job looks at. */
const ofWorkspaces: ReadonlySet<string> = new Set(['setting', 'workspace', 'objectType'])

class RunningFollowClock implements FollowClock {
  readonly #port: FollowClockPort
  readonly #runs: FollowRunPort
  readonly #followed = new Map<string, Followed>()
  readonly #going = new Map<RecordId, Followed>()
  readonly #busy = new Set<Promise<void>>()
  readonly #following: Subscription[] = []
  readonly #records: FollowedRecords
  readonly #timers: FollowTimers
  readonly caughtUp = new Subject<void>()
  #closed = false

  constructor(port: FollowClockPort) {
    this.#port = port
    this.#runs = { ...port, isClosing: () => this.#closed }
    this.#records = new FollowedRecords(port)
    this.#timers = new FollowTimers({
      ...{ clock: port.clock, reader: port.reader, runs: this.#runs, isClosed: () => this.#closed },
      want: (followed) => this.#want(followed),
      lookAgain: (followed) => this.#called(followed, 'all'),
    })
  }

  async start(): Promise<void> {
    await this.#lookAtAll()
    this.#following.push(this.#port.changed.subscribe(() => this.#do(() => this.#lookAtAll())))
  }

  async runNow(job: string, actor: Actor): Promise<boolean> {
    const followed = this.#followed.get(job)
    if (followed === undefined) throw noJob(job)
    if (followed.turning || [...this.#going.values()].includes(followed)) return false
    await this.#records.change(job, actor, () => ({ nextAt: this.#port.clock.now() }))
    this.#want(followed)
    return true
  }

  knows(job: string): boolean {
    return this.#followed.has(job)
  }

  behindSince(job: string): Instant | undefined {
    const followed = this.#followed.get(job)
    const isBehind = followed?.wanted || followed?.turning || [...this.#going.values()].some((each) => each.job === job)
    return isBehind ? followed?.place?.at : undefined
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
    for (const followed of this.#followed.values()) this.#timers.stop(followed)
    await Promise.all(this.#busy)
  }

  // A store without such jobs is not followed at all.
  async #lookAtAll(): Promise<void> {
    const { feed, jobs, batches, runner } = this.#port
    if (feed.refusal !== undefined) return
    for (const { job } of jobs().filter(isFollower)) {
      const known = this.#followed.get(job.id)
      if (known === undefined) {
        if (this.#followed.size === 0) this.#following.push(batches.subscribe((batch) => this.#notice(batch)))
        this.#followed.set(job.id, newFollowed(job.id))
      }
      const followed = this.#followed.get(job.id)
      if (followed === undefined) continue
      if (known === undefined) await runner.add(this.#runOf(followed))
      // Nobody has told it of what was committed while it did not run.
      followed.interest = undefined
      followed.dirty = 'all'
      this.#want(followed)
    }
  }

  #runOf(followed: Followed): RunKind {
    const feed = countedFeed(this.#port.feed, (count) => {
      followed.read += count
    })
    return followRun({ ...this.#runs, feed }, followed.job)
  }

  #do(work: () => Promise<void>): void {
    if (this.#closed) return
    const done = work()
      .catch((error: unknown) => this.#port.log.warn('A job could not go on.', { error: String(error) }))
      .finally(() => this.#busy.delete(done))
    this.#busy.add(done)
  }

  #want(followed: Followed): void {
    followed.wanted = true
    if (followed.turning || this.#closed) return
    followed.turning = true
    this.#do(() => this.#turns(followed))
  }

  // What is committed meanwhile is seen by the next turn.
  async #turns(followed: Followed): Promise<void> {
    try {
      while (followed.wanted && !this.#closed) {
        followed.wanted = false
        await this.#turn(followed)
      }
    } catch (error) {
      this.#port.log.warn('A job could not be started.', { job: followed.job, error: String(error) })
      this.#timers.arm(followed, this.#port.clock.now() + tryAgainMs)
    } finally {
      followed.turning = false
      this.caughtUp.next()
    }
  }

  // While its plugin does not run, or another run goes on, it stays where it is, and is looked at again when that changes.
  async #turn(followed: Followed): Promise<void> {
    const { clock } = this.#port
    const found = this.#find(followed.job)
    if (found?.open === undefined) return
    if ((followed.interest?.until ?? Number.POSITIVE_INFINITY) <= clock.now()) followed.interest = undefined
    followed.interest ??= interestOf(this.#runs, followed.job)
    const record = await this.#settled(followed, (await this.#records.read(followed.job)) ?? (await this.#records.begin(found)))
    if (record === undefined) return
    followed.failures = record.failures
    if (record.nextAt > clock.now()) return this.#timers.arm(followed, record.nextAt)
    if (textOf(record.place) !== followed.stored || followed.place === undefined) {
      followed.stored = textOf(record.place)
      followed.place = record.place as unknown as FollowPlace
    }
    const now = clock.now()
    const until = await this.#records.head(followed.job)
    const input: FollowInput = {
      from: followed.place,
      until,
      now,
      stored: followed.stored,
      ...takeDirty(followed, found),
      ...isDue(followed, now),
    }
    await this.#begun(followed, found, input)
    await this.#timers.armNext(followed, found)
  }

  // The record without a run that is going on. Nothing while one is: it is waited for.
  async #settled(followed: Followed, record: JobRecord): Promise<JobRecord | undefined> {
    const { going } = record
    if (going === undefined) return record
    const run = await this.#port.runner.get(going)
    if (run.state === 'running') {
      if (this.#going.has(going)) return undefined
      this.#going.set(going, followed)
      // Its runner may be another process, which may be gone.
      await this.#port.runner.add(this.#runOf(followed))
      return undefined
    }
    await this.#finish(followed, run)
    return this.#records.read(followed.job)
  }

  async #begun(followed: Followed, { job, plugin }: JobToRun, input: FollowInput): Promise<void> {
    const { runner, clock } = this.#port
    const nothing = new TenureError('input.invalid', 'There was nothing to do.', { issues: [] })
    const startedAt = clock.now()
    try {
      const start = { kind: jobKind(job.id), name: job.title, input: input as unknown as Json, plugin }
      const run = await runner.start({ ...start, ifNothing: () => nothing })
      this.#going.set(run.id, followed)
      if (run.state !== 'running') await this.#finish(followed, run)
    } catch (error) {
      if (this.#closed) return
      if (error === nothing) return this.#passed(followed, input)
      followed.dirty = 'all'
      if (isTenureError(error) && error.code === 'record.conflict') return this.#want(followed)
      await this.#failed(followed, input, error, startedAt)
    }
  }

  // Nothing is written where nothing was to be done, but for a place that gets old or is far behind: a start would read it all again.
  async #passed(followed: Followed, input: FollowInput): Promise<void> {
    const { at } = JSON.parse(followed.stored) as FollowPlace
    followed.place = placeAfter(input)
    if (input.from.known === undefined && followed.place.known) return this.#know(followed, input)
    if (input.now - at < lagMs && followed.failures === 0 && followed.read < mostRead) return
    await this.#move(followed, (record) => (record.going === undefined ? { place: asJson(placeAfter(input)), failures: 0 } : undefined))
  }
  // A segment that was empty is known as well.
  #know(followed: Followed, input: FollowInput): Promise<void> {
    return this.#move(followed, (record) => (record.going === undefined ? { place: asJson(placeAfter(input)) } : undefined))
  }
  async #failed(followed: Followed, input: FollowInput, error: unknown, startedAt: Instant): Promise<void> {
    const { clock, log } = this.#port
    const isLost = isTenureError(error) && error.code === 'storage.pruned'
    const problem = isLost ? lost(input.from) : isTenureError(error) ? error.message : 'Something went wrong that was not expected.'
    log.warn('A job failed.', { job: followed.job, error: String(error) })
    const end: JobEnd = { state: 'failed', startedAt, endedAt: clock.now(), counts: { done: 0, kept: 0, left: 0, failed: 0 }, problem }
    const place = isLost ? placeAfter(input) : input.from
    await this.#move(followed, (record) =>
      record.going === undefined ? { ...this.#valuesAfter(followed, record, end), place: asJson(place) } : undefined,
    )
    this.#want(followed)
  }

  async #finish(followed: Followed, run: Run): Promise<void> {
    this.#going.delete(run.id)
    const input = run.input as unknown as FollowInput
    if (run.state !== 'done') followed.dirty = 'all'
    const isRewound = run.state === 'failed' && run.counts.done === 0 && run.counts.failed >= mostFailures && input.from.known !== true
    const reached = isRewound ? undefined : ((run.place ?? undefined) as FollowPlace | undefined)
    const place = run.state === 'failed' ? placeOfFailed(input, reached) : placeAfter(input)
    await this.#move(followed, async (record, draft) => {
      if (record.going !== run.id) return undefined
      if (isRewound) await forgetFailures(this.#port.reader, draft, followed.job, run.id)
      return { ...this.#valuesAfter(followed, record, endOf(run)), place: asJson(place), going: null }
    })
    this.#want(followed)
  }

  #valuesAfter({ job }: Followed, record: JobRecord, end: JobEnd): Values {
    const found = this.#find(job)
    return found === undefined ? {} : valuesAfter(found.job, record, end)
  }

  // Whatever the record has afterwards is where the job goes on.
  async #move(followed: Followed, change: RecordChange): Promise<void> {
    followed.retryAt = 'unknown'
    followed.read = 0
    await this.#records.change(followed.job, bySystem.actor, change)
    const record = await this.#records.read(followed.job)
    followed.stored = textOf(record?.place)
    followed.place = record?.place as FollowPlace | undefined
  }

  #notice(batch: ChangeBatch): void {
    const { clock, feed } = this.#port
    this.#records.notice(batch)
    for (const { ref, changed } of batch.changes) {
      const going = ref.type === runType ? this.#going.get(ref.id) : undefined
      if (going !== undefined && changed.includes('state')) this.#want(going)
      if (feed.isShared && ref.type === jobType && (changed.includes('place') || changed.includes('going'))) this.#noticeMoved(ref.id)
    }
    const isOfWorkspaces = batch.changes.some(({ ref }) => ofWorkspaces.has(ref.type))
    const isOther = batch.changes.some(({ ref }) => !ofJobs.has(ref.type))
    for (const followed of this.#followed.values()) {
      if (isOfWorkspaces) followed.interest = undefined
      const call = isOfWorkspaces ? 'all' : followed.interest?.called(batch, clock.now())
      if (call === undefined) continue
      if (typeof call === 'number') this.#timers.arm(followed, call)
      else this.#called(followed, call)
    }
    if (isOther) for (const followed of this.#followed.values()) this.#timers.lag(followed)
  }
  #called(followed: Followed, call: 'now' | 'all' | { readonly type: string; readonly ids: readonly RecordId[] }): void {
    if (call !== 'now') addDirty(followed, call)
    this.#want(followed)
  }
  #noticeMoved(id: RecordId): void {
    for (const followed of this.#followed.values()) {
      if (refOfJob(followed.job).id !== id) continue
      followed.retryAt = 'unknown'
      this.#want(followed)
    }
  }

  #find(job: string): JobToRun | undefined {
    return this.#port.jobs().find((each) => each.job.id === job)
  }
}

/** Whether single records call the job. */
export function isFollower({ job }: Pick<JobToRun, 'job'>): boolean {
  return job.on.occasion !== 'every'
}
function endOf({ id, state, counts, startedAt, endedAt = startedAt, problem }: Run): JobEnd {
  return { run: id, state, counts, startedAt, endedAt, ...(problem !== undefined && { problem }) }
}
function lost({ at }: FollowPlace): string {
  return `The store no longer knows what was changed since ${new Date(at).toISOString()}. The job missed that, and goes on from now.`
}
