import { systemAsker } from '../../access/asker.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Reader } from '../../records/read-records.js'
import type { JobToRun } from '../job/job-to-run.js'
import { dueUnits } from './due-pieces.js'
import type { FollowRunPort } from './follow-piece.js'
import type { Followed } from './followed.js'
import { nextRetry } from './job-marks.js'

/** A place in the feed that is older is stored, though nothing was to be done: the feed does not go back without end. */
export const lagMs = 3_600_000

interface FollowTimersPort {
  readonly clock: Clock
  readonly reader: Pick<Reader, 'list'>
  readonly runs: FollowRunPort
  readonly isClosed: () => boolean
  readonly want: (followed: Followed) => void
  /** All of its segment may have changed. */
  readonly lookAgain: (followed: Followed) => void
}

/** When jobs are looked at again, though nothing was changed. */
export class FollowTimers {
  readonly #port: FollowTimersPort

  constructor(port: FollowTimersPort) {
    this.#port = port
  }

  /** At that instant, unless it is looked at before. */
  arm(followed: Followed, at: Instant): void {
    if (this.#port.isClosed() || (followed.timer !== undefined && followed.timer.at <= at)) return
    followed.timer?.handle[Symbol.dispose]()
    const handle = this.#port.clock.at(at, () => {
      followed.timer = undefined
      this.#port.want(followed)
    })
    followed.timer = { at, handle }
  }

  // Then the segment is another one, though nothing was changed.
  #armLook(followed: Followed, at: Instant): void {
    if (this.#port.isClosed() || followed.look?.at === at) return
    followed.look?.handle[Symbol.dispose]()
    const handle = this.#port.clock.at(at, () => {
      followed.look = undefined
      this.#port.lookAgain(followed)
    })
    followed.look = { at, handle }
  }

  /** Once its place in the feed is old. */
  lag(followed: Followed): void {
    const { clock } = this.#port
    if (this.#port.isClosed() || followed.lag !== undefined) return
    followed.lag = clock.at(clock.now() + lagMs, () => {
      followed.lag = undefined
      this.#port.want(followed)
    })
  }

  /** Waits for what the job fails for and is due again, and for the next instant of a job by time. */
  async armNext(followed: Followed, { job: { on } }: JobToRun): Promise<void> {
    if (followed.retryAt === 'unknown') followed.retryAt = await nextRetry(this.#port.reader, followed.job)
    if (followed.retryAt !== undefined) this.arm(followed, followed.retryAt)
    if (followed.interest?.until !== undefined) this.#armLook(followed, followed.interest.until)
    if (on.occasion !== 'at') return
    const since = followed.place?.due ?? this.#port.clock.now()
    for (const { unit, property } of dueUnits({ port: this.#port.runs, job: followed.job, on })) {
      const path = `${unit.type}.${property}`
      const where = { test: 'after', property: path, value: since } as const
      const orderBy = [{ by: path, direction: 'ascending' }] as const
      const { records } = await this.#port.reader.list(systemAsker, { type: unit.type, select: [property], where, orderBy, limit: 1 })
      const next = records[0]?.values[property]
      if (typeof next === 'number') this.arm(followed, next)
    }
  }

  /** Nothing is waited for any longer. */
  stop({ timer, look, lag }: Followed): void {
    timer?.handle[Symbol.dispose]()
    look?.handle[Symbol.dispose]()
    lag?.[Symbol.dispose]()
  }
}
