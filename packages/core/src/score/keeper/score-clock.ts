import { systemAsker } from '../../access/asker.js'
import { scoreDueProperty } from '../../access/internal-property.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import type { CanonicalQuery } from '../../query/canonical.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordId } from '../../schema/value.js'
import type { Actor, ChangeBatch } from '../../storage/adapter.js'
import type { ProfileBook } from './profile-book.js'
import { profileType } from './profile-record.js'
import { draftScores, type ScoringPort, scoreCustomers } from './score-customers.js'

/** Who the history of scores names. */
export const scorePlugin = 'tenure.score'
const scoreActor: Actor = Object.freeze({ source: 'system', plugin: scorePlugin })
/** So many customers are scored in one batch. */
const batchSize = 200
const retryMs = 1_000

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
  /** Looks at what a batch made due. */
  notice(batch: ChangeBatch): void
  /** Settles when nothing is due now. */
  idle(): Promise<void>
}

/** Brings what is overdue up to date in the background, then waits for what is due next. */
export function startScoreClock(options: ScoreClockOptions): ScoreClock {
  const { clock, log } = options
  let planned: { readonly at: Instant; readonly timer: Disposable } | undefined
  let running: Promise<void> | undefined
  let isStopped = false
  const plan = (at: Instant): void => {
    if (isStopped || (planned !== undefined && planned.at <= at)) return
    planned?.timer[Symbol.dispose]()
    // What is due already does not wait for a timer.
    planned = { at, timer: at <= clock.now() ? soon(wake) : clock.at(at, wake) }
  }
  const wake = (): void => {
    planned = undefined
    if (running !== undefined) return void running.then(() => plan(clock.now()))
    if (options.profiles.types().length === 0) return
    running = update()
      .catch((error: unknown) => {
        log.warn('Scores could not be brought up to date; it is tried again.', { error: String(error) })
        plan(clock.now() + retryMs)
      })
      .finally(() => {
        running = undefined
      })
  }
  const update = async (): Promise<void> => {
    for (const { type } of options.profiles.types()) {
      for (let ids = await dueIn(options, type); ids.length > 0 && !isStopped; ids = await dueIn(options, type))
        await score(options, type, ids)
      const next = await nearestIn(options, type)
      if (next !== undefined) plan(next)
    }
  }
  plan(clock.now())
  return {
    notice({ changes }) {
      for (const { ref, after, changed } of changes) {
        const due = after?.[scoreDueProperty]
        if (typeof due === 'number' && (changed.includes(scoreDueProperty) || due <= clock.now())) plan(due)
        else if (ref.type === profileType) plan(clock.now())
      }
    },
    async idle() {
      while (!isStopped && (running !== undefined || (planned !== undefined && planned.at <= clock.now())))
        await (running ?? new Promise((resolve) => setTimeout(resolve, 0)))
    },
    async [Symbol.asyncDispose]() {
      isStopped = true
      planned?.timer[Symbol.dispose]()
      await running
    },
  }
}

function soon(run: () => void): Disposable {
  let isOff = false
  void Promise.resolve().then(() => isOff || run())
  return {
    [Symbol.dispose]() {
      isOff = true
    },
  }
}

async function score(options: ScoreClockOptions, type: string, ids: readonly RecordId[]): Promise<void> {
  const now = options.clock.now()
  const scored = await scoreCustomers(options, type, ids, now)
  const outcome = await options.writer.draft({ asker: systemAsker, actor: scoreActor }, async (draft) => {
    await draftScores(draft, scored, { quiet: false, now })
  })
  getValue(outcome)
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
