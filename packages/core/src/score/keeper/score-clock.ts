import { systemAsker } from '../../access/asker.js'
import { scoreDueProperty } from '../../access/internal-property.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import type { CanonicalQuery } from '../../query/canonical.js'
import type { DraftRecord } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordId, RecordRef } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { ProfileBook } from './profile-book.js'
import { keptScore, keptStatus, profileScoreType, profileType, scoreActor } from './profile-record.js'
import { createRecentRecords } from './recent-records.js'
import { draftScores, isDue, type ScoringPort, scoreCustomers } from './score-customers.js'
import { touchedByOthers } from './touch-scores.js'

/** So many customers are scored in one batch. */
const batchSize = 200
const retryMs = 1_000
/** So long after a change of a profile another process has heard of it. */
const heardMs = 60_000
/** As long as a batch that was sent before may take to be stored. */
const underwayMs = 10_000

/** What the clock of scores works with. */
export interface ScoreClockOptions extends ScoringPort {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'run'>
  readonly writer: Pick<Writer, 'draft'>
  readonly profiles: ProfileBook
}
/**
 * Scores customers that are due: those that a change touched, at once; the others when the clock moves one of their criteria. What is due is a property of the
 * customer, so another process, or the next start, goes on after a kill.
 */
export interface ScoreClock extends AsyncDisposable {
  /** Looks at what a batch made due, or should have, where another process committed it. */
  notice(batch: ChangeBatch, foreign?: boolean): void
  /** Settles when nothing is due now. */
  idle(): Promise<void>
}

/** Brings what is overdue up to date in the background, then waits for what is due next. */
export function startScoreClock(options: ScoreClockOptions): ScoreClock {
  return new DueClock(options)
}

/** Beyond so many, what is due is looked up rather than remembered. */
const mostRemembered = 5_000

class DueClock implements ScoreClock {
  readonly #options: ScoreClockOptions
  /** What batches have just made due, by object type: it needs no look-up. */
  #hot = new Map<string, Set<RecordId>>()
  /** Whether other processes score as well. */
  readonly #isShared: boolean
  /** What was scored here lately. */
  readonly #recent = createRecentRecords()
  /** What of it is to be scored again, by object type. */
  #again = new Map<string, Set<RecordId>>()
  /** When it heard of the last change of a profile by another process. */
  #heardAt = Number.NEGATIVE_INFINITY
  /** Batches of others that are still to be looked at. */
  #foreign: ChangeBatch[] = []
  /** What is due next by the clock. */
  #timer: { readonly at: Instant; readonly timer: Disposable } | undefined
  /** It starts as soon as others have had their turn. */
  #isStarting = false
  #running: Promise<void> | undefined
  /** Whether something may be due that is not remembered. */
  #mustLook = true
  #isStopped = false

  constructor(options: ScoreClockOptions) {
    this.#options = options
    this.#isShared = options.storage.capabilities.shared === true
    this.#plan(options.clock.now())
  }

  notice(batch: ChangeBatch, foreign = false): void {
    if (foreign && this.#options.profiles.types().length > 0) this.#foreign.push(batch)
    const now = this.#options.clock.now()
    for (const change of batch.changes) {
      const { ref, after, changed } = change
      if (ref.type === profileType) this.#look()
      // Until it heard of this, what was scored here may have gone by the profile before.
      if (ref.type === profileType && foreign) {
        this.#heardAt = now
        for (const scored of this.#recent.since(now - heardMs)) addTo(this.#again, scored)
      }
      const customer = !foreign && this.#isShared ? scoredIn(change) : undefined
      if (customer !== undefined) this.#recent.add(customer, now)
      // It was on its way to the store already.
      if (customer !== undefined && now - this.#heardAt < underwayMs) addTo(this.#again, customer)
      if (!changed.includes(scoreDueProperty)) continue
      const due = after?.[scoreDueProperty]
      if (after === undefined) this.#look()
      else if (typeof due === 'number') this.#take(ref, due)
    }
    if (this.#foreign.length > 0 || this.#again.size > 0) this.#start()
  }
  async idle(): Promise<void> {
    const { clock } = this.#options
    const isAsleep = (): boolean => this.#timer === undefined || this.#timer.at > clock.now()
    while (!this.#isStopped && (this.#running !== undefined || this.#isStarting || !isAsleep()))
      await (this.#running ?? new Promise((resolve) => setTimeout(resolve, 0)))
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true
    this.#timer?.timer[Symbol.dispose]()
    await this.#running
  }

  #look(): void {
    this.#mustLook = true
    this.#plan(this.#options.clock.now())
  }
  #take({ type, id }: RecordRef, due: Instant): void {
    const now = this.#options.clock.now()
    if (due > now) {
      this.#plan(due)
      return
    }
    addTo(this.#hot, { type, id })
    if ((this.#hot.get(type)?.size ?? 0) > mostRemembered) {
      this.#hot.clear()
      this.#mustLook = true
    }
    this.#plan(now)
  }
  #plan(at: Instant): void {
    const { clock } = this.#options
    // What is due already does not wait for a timer.
    if (at <= clock.now()) return void this.#start()
    if (this.#isStopped || (this.#timer !== undefined && this.#timer.at <= at)) return
    this.#timer?.timer[Symbol.dispose]()
    const timer = clock.at(at, () => {
      this.#timer = undefined
      this.#mustLook = true
      this.#start()
    })
    this.#timer = { at, timer }
  }
  #start(): void {
    if (this.#isStopped || this.#isStarting) return
    this.#isStarting = true
    void Promise.resolve().then(() => {
      this.#isStarting = false
      if (!this.#isStopped) this.#wake()
    })
  }
  #wake(): void {
    if (this.#running !== undefined) return void this.#running.then(() => this.#plan(this.#options.clock.now()))
    if (this.#options.profiles.types().length === 0 && this.#again.size === 0) return
    this.#running = this.#update()
      .catch((error: unknown) => {
        this.#options.log.warn('Scores could not be brought up to date; it is tried again.', { error: String(error) })
        this.#mustLook = true
        this.#plan(this.#options.clock.now() + retryMs)
      })
      .finally(() => {
        this.#running = undefined
      })
  }

  async #update(): Promise<void> {
    while ((this.#hot.size > 0 || this.#again.size > 0 || this.#foreign.length > 0 || this.#mustLook) && !this.#isStopped) {
      await this.#lookAtForeign()
      const [hot, again] = [this.#hot, this.#again]
      this.#hot = new Map()
      this.#again = new Map()
      for (const { type } of this.#options.profiles.types()) await this.#scoreAll(type, hot.get(type))
      // Of a type without a profile, too: what was scored by its last one goes.
      for (const [type, ids] of again) await this.#scoreAll(type, ids)
      if (this.#mustLook) await this.#sweep()
    }
  }
  async #scoreAll(type: string, of: ReadonlySet<RecordId> = new Set()): Promise<void> {
    const ids = [...of]
    for (let at = 0; at < ids.length; at += batchSize) await this.#score(type, ids.slice(at, at + batchSize))
  }
  async #lookAtForeign(): Promise<void> {
    const batches = this.#foreign
    this.#foreign = []
    const now = this.#options.clock.now()
    for (const batch of batches) for (const ref of await touchedByOthers(this.#options, batch)) this.#take(ref, now)
  }
  async #sweep(): Promise<void> {
    this.#mustLook = false
    for (const { type } of this.#options.profiles.types()) {
      for (let ids = await dueIn(this.#options, type); ids.length > 0 && !this.#isStopped; ids = await dueIn(this.#options, type))
        await this.#score(type, ids)
      const next = await nearestIn(this.#options, type)
      if (next !== undefined) this.#plan(next)
    }
  }
  // One that was changed meanwhile, and that no other process has scored since, is scored again.
  async #score(type: string, ids: readonly RecordId[]): Promise<void> {
    const { clock, writer, profiles } = this.#options
    const now = clock.now()
    const scored = await scoreCustomers(this.#options, type, ids, now)
    let changed: readonly DraftRecord[] = []
    let attempts = 0
    const outcome = await writer.draft({ asker: systemAsker, actor: scoreActor }, async (draft) => {
      if (++attempts === 1) draft.adopt(scored.map(({ record }) => record))
      changed = await draftScores(draft, scored, { profiles, quiet: false })
    })
    getValue(outcome)
    for (const record of changed) if (isDue(record, now)) this.#take(record.ref, now)
  }
}

function addTo(byType: Map<string, Set<RecordId>>, { type, id }: RecordRef): void {
  byType.set(type, (byType.get(type) ?? new Set()).add(id))
}
/** The customer whose score a change is of. */
function scoredIn({ ref, changed, after }: Change): RecordRef | undefined {
  if (ref.type === profileScoreType) return after && { type: String(after['type']), id: String(after['record']) }
  return [scoreDueProperty, keptScore, keptStatus].some((name) => changed.includes(name)) ? ref : undefined
}
async function dueIn({ reader, clock }: ScoreClockOptions, type: string): Promise<readonly RecordId[]> {
  const { records } = await reader.run(dueQuery(type, clock.now()))
  return records.map(({ ref }) => ref.id)
}
/** The query of the customers of a type that are due. */
export function dueQuery(type: string, now: Instant, count = false): CanonicalQuery {
  const due = { atom: 0, test: 'at-most', property: scoreDueProperty, kind: 'datetime', value: now } as const
  return { type, every: [due], where: due, order: [], select: [], limit: count ? 0 : batchSize, count, archived: 'no' }
}
async function nearestIn({ reader }: ScoreClockOptions, type: string): Promise<Instant | undefined> {
  const known = { atom: 0, test: 'is-known', property: scoreDueProperty, kind: 'datetime' } as const
  const order = [{ property: scoreDueProperty, direction: 'ascending', by: 'value' }] as const
  const query = { type, every: [known], where: known, order, select: [scoreDueProperty], limit: 1, count: false, archived: 'no' } as const
  const due = (await reader.run(query)).records[0]?.values[scoreDueProperty]
  return typeof due === 'number' ? due : undefined
}
