// Longer than a file may be: what calls a job, what it waits for and what came of its runs are one small state, and are read as one.
import { type Observable, Subject, type Subscription } from 'rxjs'
import { systemAsker } from '../../access/asker.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { Draft } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { Json, RecordId, Values } from '../../schema/value.js'
import type { Actor, ChangeBatch, FeedCursor } from '../../storage/adapter.js'
import type { JobClock } from '../job/job-clock.js'
import { firstValues, type JobEnd, type JobRecord, jobType, refOfJob, toJobRecord, valuesAfter } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import { jobKind } from '../job/job-units.js'
import { type Run, runType } from '../run.js'
import type { Runner } from '../runner.js'
import { dueUnits } from './due-pieces.js'
import type { FollowRunPort } from './follow-piece.js'
import { type FollowInput, type FollowPlace, placeAfter, placeOfFailed, textOf } from './follow-place.js'
import { followRun, mostFailures } from './follow-run.js'
import { type Interest, interestOf } from './interest.js'
import { forgetFailures, markType, nextRetry } from './job-marks.js'

/** What the clock of jobs that single records call works with. */
export interface FollowClockPort extends Omit<FollowRunPort, 'isClosing' | 'reader' | 'clock'> {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'find' | 'list'>
  readonly writer: Pick<Writer, 'draft'>
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

/** A place in the feed that is older is stored, though nothing was to be done: the feed does not go back without end. */
const lagMs = 3_600_000
const tryAgainMs = 60_000
const bySystem = { asker: systemAsker, actor: { source: 'system' } } as const
/** Records of jobs themselves move no place. */
const ofJobs: ReadonlySet<string> = new Set([jobType, runType, markType])
/** What decides which records a job looks at. */
const ofWorkspaces: ReadonlySet<string> = new Set(['setting', 'workspace', 'objectType'])

interface Followed {
  readonly job: string
  /** Worked out when it is needed, after workspaces or plugins have changed. */
  interest: Interest | undefined
  /** How far it has come; and the place that its record had. */
  place: FollowPlace | undefined
  stored: string
  /** Runs that have failed one after the other, by its record. */
  failures: number
  /** When the next record is tried again; not known after a run. */
  retryAt: Instant | 'unknown' | undefined
  wanted: boolean
  /** Of a job on a segment: the records that may have crossed since it looked last; all, after a start. */
  dirty: 'all' | Map<string, Set<RecordId>>
  turning: boolean
  timer: { readonly at: Instant; readonly handle: Disposable } | undefined
  /** When the segment of a job changes as time passes. */
  look: { readonly at: Instant; readonly handle: Disposable } | undefined
  lag: Disposable | undefined
}

class RunningFollowClock implements FollowClock {
  readonly #port: FollowClockPort
  readonly #runs: FollowRunPort
  readonly #followed = new Map<string, Followed>()
  readonly #going = new Map<RecordId, Followed>()
  readonly #busy = new Set<Promise<void>>()
  readonly #following: Subscription[] = []
  /** Cursors of commits to the records of jobs. */
  readonly #marks = new Map<RecordId, FeedCursor>()
  readonly caughtUp = new Subject<void>()
  #last: FeedCursor | undefined
  #closed = false

  constructor(port: FollowClockPort) {
    this.#port = port
    this.#runs = { ...port, isClosing: () => this.#closed }
  }

  async start(): Promise<void> {
    await this.#lookAtAll()
    this.#following.push(this.#port.changed.subscribe(() => this.#do(() => this.#lookAtAll())))
  }

  async runNow(job: string, actor: Actor): Promise<boolean> {
    const followed = this.#followed.get(job)
    if (followed === undefined) throw noJob(job)
    if (followed.turning || [...this.#going.values()].includes(followed)) return false
    await this.#change(job, actor, () => ({ nextAt: this.#port.clock.now() }))
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
    for (const { timer, look, lag } of this.#followed.values()) {
      timer?.handle[Symbol.dispose]()
      look?.handle[Symbol.dispose]()
      lag?.[Symbol.dispose]()
    }
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
        await runner.add(followRun(this.#runs, job.id))
      }
      const followed = this.#followed.get(job.id)
      if (followed === undefined) continue
      // Nobody has told it of what was committed while it did not run.
      followed.interest = undefined
      followed.dirty = 'all'
      this.#want(followed)
    }
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
      this.#arm(followed, this.#port.clock.now() + tryAgainMs)
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
    const record = await this.#settled(followed, (await this.#read(followed.job)) ?? (await this.#begin(found)))
    if (record === undefined) return
    followed.failures = record.failures
    if (record.nextAt > clock.now()) return this.#arm(followed, record.nextAt)
    if (textOf(record.place) !== followed.stored || followed.place === undefined) {
      followed.stored = textOf(record.place)
      followed.place = record.place as unknown as FollowPlace
    }
    const now = clock.now()
    const until = await this.#head(followed.job)
    const input: FollowInput = {
      from: followed.place,
      until,
      now,
      stored: followed.stored,
      ...takeDirty(followed, found),
      ...isDue(followed, now),
    }
    await this.#begun(followed, found, input)
    await this.#armNext(followed, found)
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
      await this.#port.runner.add(followRun(this.#runs, followed.job))
      return undefined
    }
    await this.#finish(followed, run)
    return this.#read(followed.job)
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

  // Nothing is written where nothing was to be done, but for a place that gets old.
  async #passed(followed: Followed, input: FollowInput): Promise<void> {
    const { at } = JSON.parse(followed.stored) as FollowPlace
    followed.place = placeAfter(input)
    if (input.from.known === undefined && followed.place.known) return this.#know(followed, input)
    if (input.now - at < lagMs && followed.failures === 0) return
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
  async #move(
    followed: Followed,
    change: (record: JobRecord, draft: Draft) => Values | undefined | Promise<Values | undefined>,
  ): Promise<void> {
    followed.retryAt = 'unknown'
    await this.#change(followed.job, bySystem.actor, change)
    const record = await this.#read(followed.job)
    followed.stored = textOf(record?.place)
    followed.place = record?.place as FollowPlace | undefined
  }

  #notice(batch: ChangeBatch): void {
    const { clock, feed } = this.#port
    this.#last = batch.cursor
    for (const { ref, changed } of batch.changes) {
      if (ref.type === jobType) this.#marks.set(ref.id, batch.cursor)
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
      if (typeof call === 'number') this.#arm(followed, call)
      else this.#called(followed, call)
    }
    if (isOther) for (const followed of this.#followed.values()) this.#lag(followed)
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

  #arm(followed: Followed, at: Instant): void {
    if (this.#closed || (followed.timer !== undefined && followed.timer.at <= at)) return
    followed.timer?.handle[Symbol.dispose]()
    const handle = this.#port.clock.at(at, () => {
      followed.timer = undefined
      this.#want(followed)
    })
    followed.timer = { at, handle }
  }
  // Then the segment is another one, though nothing was changed.
  #armLook(followed: Followed, at: Instant): void {
    if (this.#closed || followed.look?.at === at) return
    followed.look?.handle[Symbol.dispose]()
    const handle = this.#port.clock.at(at, () => {
      followed.look = undefined
      this.#called(followed, 'all')
    })
    followed.look = { at, handle }
  }
  #lag(followed: Followed): void {
    const { clock } = this.#port
    if (this.#closed || followed.lag !== undefined) return
    followed.lag = clock.at(clock.now() + lagMs, () => {
      followed.lag = undefined
      this.#want(followed)
    })
  }

  /** Waits for what the job fails for and is due again, and for the next instant of a job by time. */
  async #armNext(followed: Followed, { job: { on } }: JobToRun): Promise<void> {
    if (followed.retryAt === 'unknown') followed.retryAt = await nextRetry(this.#port.reader, followed.job)
    if (followed.retryAt !== undefined) this.#arm(followed, followed.retryAt)
    if (followed.interest?.until !== undefined) this.#armLook(followed, followed.interest.until)
    if (on.occasion !== 'at') return
    const since = followed.place?.due ?? this.#port.clock.now()
    for (const { unit, property } of dueUnits({ port: this.#runs, job: followed.job, on })) {
      const path = `${unit.type}.${property}`
      const where = { test: 'after', property: path, value: since } as const
      const orderBy = [{ by: path, direction: 'ascending' }] as const
      const { records } = await this.#port.reader.list(systemAsker, { type: unit.type, select: [property], where, orderBy, limit: 1 })
      const next = records[0]?.values[property]
      if (typeof next === 'number') this.#arm(followed, next)
    }
  }

  // It begins with the changes that come after its record.
  async #begin({ job, plugin }: JobToRun): Promise<JobRecord> {
    const { clock, writer } = this.#port
    const ref = refOfJob(job.id)
    const outcome = await writer.draft(bySystem, async (draft) => {
      await draft.load([ref])
      if (draft.find(ref) === undefined) draft.create(ref, firstValues(job, plugin, clock.now()))
    })
    getValue(outcome)
    const now = clock.now()
    const place: FollowPlace = { cursor: await this.#mark(job.id), at: now, ...(job.on.occasion === 'at' && { due: now }) }
    await this.#change(job.id, bySystem.actor, (record) => (record.place === undefined ? { place: asJson(place) } : undefined))
    const record = await this.#read(job.id)
    if (record === undefined) throw noJob(job.id)
    return record
  }

  // Where only this host writes, the feed ends at its last commit. Otherwise a commit of its own shows where it ends.
  async #head(job: string): Promise<FeedCursor> {
    return this.#port.feed.isShared || this.#last === undefined ? this.#mark(job) : this.#last
  }
  async #mark(job: string): Promise<FeedCursor> {
    const ref = refOfJob(job)
    const outcome = await this.#port.writer.draft(bySystem, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      if (record === undefined) throw noJob(job)
      record.values = { ...record.values, looks: Number(record.values['looks'] ?? 0) + 1 }
    })
    getValue(outcome)
    const cursor = this.#marks.get(ref.id)
    if (cursor !== undefined) return cursor
    throw new TenureError('internal.invariant', 'A commit was not told to those who follow it.', {
      invariant: 'commits are told before they are answered',
    })
  }

  async #change(
    job: string,
    actor: Actor,
    change: (record: JobRecord, draft: Draft) => Values | undefined | Promise<Values | undefined>,
  ): Promise<void> {
    const ref = refOfJob(job)
    const outcome = await this.#port.writer.draft({ asker: systemAsker, actor }, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      if (record === undefined) throw noJob(job)
      const values = await change(toJobRecord(record), draft)
      if (values !== undefined) record.values = { ...record.values, ...values }
    })
    getValue(outcome)
  }
  async #read(job: string): Promise<JobRecord | undefined> {
    const record = await this.#port.reader.find(systemAsker, refOfJob(job))
    return record && toJobRecord(record)
  }
  #find(job: string): JobToRun | undefined {
    return this.#port.jobs().find((each) => each.job.id === job)
  }
}

/** Whether single records call the job. */
export function isFollower({ job }: Pick<JobToRun, 'job'>): boolean {
  return job.on.occasion !== 'every'
}
function newFollowed(job: string): Followed {
  return {
    job,
    interest: undefined,
    place: undefined,
    stored: textOf(null),
    failures: 0,
    retryAt: 'unknown',
    dirty: 'all',
    wanted: false,
    turning: false,
    timer: undefined,
    look: undefined,
    lag: undefined,
  }
}
/** Beyond so many records a job looks at all of its segment. */
const mostDirty = 1_000
function addDirty(followed: Followed, call: 'all' | { readonly type: string; readonly ids: readonly RecordId[] }): void {
  const { dirty } = followed
  if (dirty === 'all' || call === 'all') followed.dirty = 'all'
  else {
    const ids = dirty.get(call.type) ?? new Set()
    dirty.set(call.type, ids)
    for (const id of call.ids) ids.add(id)
    if (ids.size > mostDirty) followed.dirty = 'all'
  }
}
function takeDirty(followed: Followed, { job: { on } }: JobToRun): Pick<FollowInput, 'ids'> {
  const { dirty } = followed
  if (on.occasion !== 'enters' && on.occasion !== 'leaves') return { ids: {} }
  followed.dirty = new Map()
  return dirty === 'all' ? {} : { ids: Object.fromEntries([...dirty].map(([type, ids]) => [type, [...ids]])) }
}
function isDue({ retryAt }: Followed, now: Instant): Pick<FollowInput, 'again'> {
  return retryAt === 'unknown' || (retryAt ?? now + 1) <= now ? { again: true } : {}
}
function endOf({ id, state, counts, startedAt, endedAt = startedAt, problem }: Run): JobEnd {
  return { run: id, state, counts, startedAt, endedAt, ...(problem !== undefined && { problem }) }
}
function lost({ at }: FollowPlace): string {
  return `The store no longer knows what was changed since ${new Date(at).toISOString()}. The job missed that, and goes on from now.`
}
function noJob(job: string): TenureError {
  return new TenureError('record.not-found', `There is no job ${job}.`, { record: refOfJob(job) })
}
function asJson(place: FollowPlace): Json {
  return place as unknown as Json
}
