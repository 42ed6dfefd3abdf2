import type { Access } from '../access/access.js'
import { type Asker, systemAsker } from '../access/asker.js'
import type { Clock, Instant } from '../base/clock.js'
import { derivedId, groupOfKey, newId } from '../base/id.js'
import type { Log } from '../base/log.js'
import { fromProblem } from '../base/outcome.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import type { Reader } from '../records/read-records.js'
import { reasonOf } from '../records/work-result.js'
import type { Writer } from '../records/write-records.js'
import type { Json, RecordId, UserId, Values } from '../schema/value.js'
import { type Run, type RunState, runType, toRun } from './run.js'
import { RunBatch, type RunBatchOptions } from './run-batch.js'
import type { RunKind } from './run-kind.js'

/** What running works with. */
export interface RunnerOptions {
  readonly access: Access
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'list' | 'find'>
  readonly writer: Pick<Writer, 'draft'>
  /** A user with the rights of now. Errors: `access.signed-out`. */
  readonly askerOf: (user: UserId) => Asker
  readonly kinds: readonly RunKind[]
  /** How many pieces are stored together; work of no more is finished when it is answered. */
  readonly chunk: number
}
/** Work to start, for a user, or for nobody where its kind says whose rights it has. */
export interface RunStart {
  readonly kind: string
  readonly name: string
  readonly input: Json
  readonly user?: UserId
  readonly source?: Run['source']
  readonly plugin?: string
  readonly total?: number
  /** The same key again answers the run that was started under it. */
  readonly key?: string | undefined
  /** Refuses work of which nothing was to be done; nothing is stored then. */
  readonly ifNothing?: () => TenureError
}

/**
 * Does work in parts that are stored one after the other, each together with the place of the run. A run is held by one runner at a time,
 * under a lease; one whose runner was killed is taken up by the next when the lease has ended.
 */
export interface Runner extends AsyncDisposable {
  /** Does the first part; what is left goes on in the background. */
  start(start: RunStart): Promise<Run>
  /** Ends a run between two parts; what is done stays. A run that has ended stays as it is. */
  cancel(id: RecordId): Promise<Run>
  /** Errors: `record.not-found`. */
  get(id: RecordId): Promise<Run>
  /** Takes up the runs that nobody holds, now or when their lease ends. */
  resume(): Promise<void>
  /** Adds a kind of run and takes up the runs of it. */
  add(kind: RunKind): Promise<void>
  /** Settles when no run is going on here. */
  idle(): Promise<void>
}

const leaseMs = 5_000
const attempts = 5
/** What went wrong where nobody foresaw it: its details are in the log alone. */
const unexpected = new TenureError('internal.invariant', 'Something went wrong that was not expected.', {
  invariant: 'work fails for a known reason',
})
/** So long may a commit keep the thread from others; parts get smaller until it does not. */
const commitMs = 25
const leastPieces = 10

/** A runner; it is closed before the store is. */
export function createRunner(options: RunnerOptions): Runner {
  return new DurableRunner(options)
}

class DurableRunner implements Runner {
  readonly #options: RunnerOptions
  readonly #holder: string
  readonly #kinds: Map<string, RunKind>
  readonly #driving = new Map<RecordId, Promise<void>>()
  readonly #waiting = new Set<Disposable>()
  #closed = false

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]))
    this.#holder = newId(options.clock.now())
  }

  async start(start: RunStart): Promise<Run> {
    const { key } = start
    const id = key === undefined ? newId(this.#options.clock.now()) : derivedId(`run ${key}`)
    const known = key === undefined ? undefined : await this.#find(id)
    if (known !== undefined) return this.#join(known)
    const begin = this.#begin(start)
    try {
      const { run, most } = await this.#part(toRun({ ref: { type: runType, id }, values: begin }), { begin, ifNothing: start.ifNothing })
      if (run.state === 'running') this.#drive(id, most)
      return run
    } catch (error) {
      // Another process may have started it under the same key meanwhile.
      const first = key === undefined ? undefined : await this.#find(id)
      if (first === undefined) throw error
      return this.#join(first)
    }
  }

  // A run that another runner holds is taken up when its lease ends, should that one be killed.
  #join(run: Run): Run {
    if (run.state === 'running' && run.holder !== this.#holder) this.#takeUp(run.id, run.leasedUntil)
    return run
  }

  async cancel(id: RecordId): Promise<Run> {
    await this.#change(id, ({ state }) => (state === 'running' ? this.#ended('cancelled') : undefined))
    return this.get(id)
  }

  async get(id: RecordId): Promise<Run> {
    const run = await this.#find(id)
    if (run !== undefined) return run
    throw new TenureError('record.not-found', `There is no run with the id ${id}.`, { record: { type: runType, id } })
  }

  async resume(): Promise<void> {
    const where = { test: 'is', property: `${runType}.state`, value: 'running' } as const
    const { records } = await this.#options.reader.list(systemAsker, { type: runType, select: ['kind', 'leasedUntil'], where })
    for (const { id, kind, leasedUntil } of records.map(toRun)) if (this.#kind(kind) !== undefined) this.#takeUp(id, leasedUntil)
  }

  async add(kind: RunKind): Promise<void> {
    this.#kinds.set(kind.name, kind)
    await this.resume()
  }

  async idle(): Promise<void> {
    while (this.#driving.size > 0) await Promise.all(this.#driving.values())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    for (const timer of this.#waiting) timer[Symbol.dispose]()
    this.#waiting.clear()
    await this.idle()
  }

  #begin({ kind, name, input, user, source, plugin, total, key }: RunStart): Values {
    const now = this.#options.clock.now()
    const known = {
      ...(user !== undefined && { user }),
      ...(source !== undefined && { source }),
      ...(plugin !== undefined && { plugin }),
      ...(total !== undefined && { total }),
    }
    return {
      kind,
      name,
      input,
      group: key === undefined ? newId(now) : groupOfKey(key),
      state: 'running',
      startedAt: now,
      ...this.#lease(),
      ...known,
    }
  }

  #takeUp(id: RecordId, at: Instant): void {
    if (this.#closed) return
    const timer = this.#options.clock.at(at, () => {
      this.#waiting.delete(timer)
      if (!this.#closed) this.#drive(id)
    })
    this.#waiting.add(timer)
  }

  #drive(id: RecordId, most = this.#options.chunk): void {
    if (this.#driving.has(id)) return
    const driven = this.#driveToEnd(id, most)
      .catch((error: unknown) => this.#options.log.warn('A run could not go on.', { run: id, error: String(error) }))
      .finally(() => this.#driving.delete(id))
    this.#driving.set(id, driven)
  }

  async #driveToEnd(id: RecordId, first: number): Promise<void> {
    if (!(await this.#take(id))) return void this.#join(await this.get(id))
    let size = first
    for (let failures = 0; !this.#closed; ) {
      await this.#pause(failures * 1_000)
      try {
        const { run, most } = await this.#partOfHeld(id, size)
        if (run.state !== 'running' || run.holder !== this.#holder) return void this.#join(run)
        size = most
        failures = 0
      } catch (error) {
        failures += 1
        if (failures > attempts || !isTransient(error)) return this.#fail(id, error)
      }
    }
    await this.#change(id, ({ holder }) => (holder === this.#holder ? { leasedUntil: 0 } : undefined))
  }

  // Of several runners that take a run up at once, one is first: the others find its lease.
  async #take(id: RecordId): Promise<boolean> {
    const now = this.#options.clock.now()
    await this.#change(id, ({ state, holder, leasedUntil }) =>
      state === 'running' && (holder === this.#holder || leasedUntil <= now) ? this.#lease() : undefined,
    )
    const { state, holder } = await this.get(id)
    return state === 'running' && holder === this.#holder
  }

  // A part that takes long keeps its lease, so that nobody else begins the same part.
  async #partOfHeld(id: RecordId, size: number): Promise<{ readonly run: Run; readonly most: number }> {
    const { clock, log } = this.#options
    let timer: Disposable | undefined
    const keep = (): void => {
      timer = clock.at(clock.now() + leaseMs / 2, () => {
        this.#change(id, ({ holder, state }) => (state === 'running' && holder === this.#holder ? this.#lease() : undefined)).catch(
          (error: unknown) => log.warn('A lease could not be renewed.', { run: id, error: String(error) }),
        )
        keep()
      })
    }
    keep()
    try {
      return await this.#part(await this.get(id), {}, size)
    } finally {
      timer?.[Symbol.dispose]()
    }
  }

  // The run after its next part, and how many pieces the part after that may have.
  async #part(before: Run, options: RunBatchOptions, most = this.#options.chunk): Promise<{ readonly run: Run; readonly most: number }> {
    const { askerOf, access, writer, chunk } = this.#options
    const kind = this.#kind(before.kind)
    if (kind === undefined)
      throw new TenureError('internal.invariant', `There is no work of the kind ${before.kind}.`, {
        invariant: 'the kinds of runs are known',
      })
    const user = (): Asker => askerOf(before.user ?? '')
    const env = { access, writer, kind, asker: kind.asker?.(before, user) ?? user(), holder: this.#holder }
    const batch = new RunBatch({ ...env, lease: () => this.#lease(), ended: () => this.#ended('done') }, before)
    const run = await batch.work(most, options)
    return { run, most: nextSize(most, batch.storedMs, kind.most ?? chunk) }
  }

  async #fail(id: RecordId, error: unknown): Promise<void> {
    const reason = reasonOf((isTenureError(error) ? error : unexpected).problem)
    this.#options.log.warn('A run failed.', { run: id, error: String(error) })
    await this.#change(id, ({ state, kind, place }) =>
      state === 'running'
        ? {
            ...this.#ended('failed'),
            ...(this.#kind(kind)?.keepsPlace && { place }),
            problem: reason.message,
            reason: reason as unknown as Json,
          }
        : undefined,
    )
  }

  async #change(id: RecordId, change: (run: Run) => Values | undefined): Promise<void> {
    const ref = { type: runType, id }
    const outcome = await this.#options.writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
      await draft.load([ref])
      const record = draft.find(ref)
      const values = record && change(toRun(record))
      if (record !== undefined && values !== undefined) record.values = { ...record.values, ...values }
    })
    if (!outcome.ok) throw fromProblem(outcome.problem)
  }

  #lease(): Values {
    return { holder: this.#holder, leasedUntil: this.#options.clock.now() + leaseMs }
  }
  #ended(state: RunState): Values {
    return { state, endedAt: this.#options.clock.now(), holder: null, leasedUntil: null, place: null }
  }
  #kind(name: string): RunKind | undefined {
    return this.#kinds.get(name)
  }
  async #find(id: RecordId): Promise<Run | undefined> {
    const record = await this.#options.reader.find(systemAsker, { type: runType, id })
    return record && toRun(record)
  }

  // Between two parts everybody else has a turn.
  #pause(ms: number): Promise<void> {
    const { clock } = this.#options
    return new Promise((resolve) => {
      clock.at(clock.now() + ms, resolve)
    })
  }
}

// As many pieces as should be stored in time, but no more than twice as many as before.
function nextSize(size: number, storedMs: number, chunk: number): number {
  const fits = Math.round((size * commitMs) / Math.max(storedMs, 1))
  return Math.min(chunk, Math.max(Math.min(leastPieces, chunk), Math.min(fits, size * 2)))
}

function isTransient(error: unknown): boolean {
  return isTenureError(error) && error.problem.code === 'storage.failed' && error.problem.details.transient
}
