import type { Clock, IO } from '@tenure/core/adapter'
import type { SqlRow } from '@tenure/sql'
import { watchLimits } from './limits.js'
import type { ReaderReply, ReaderRequest, ReadJob } from './read-job.js'
import type { Reader } from './reader.js'
import { sqliteError } from './storage-error.js'

/** For whom a process reads, and what happens when that is over; `isFree` says that the process can go on with another job. */
export interface LeaseOptions {
  readonly io: IO
  readonly clock: Clock
  readonly end: (isFree: boolean) => void
}

/** A process while it reads for one caller: it is stopped when the caller leaves or the time is up. */
export class Lease {
  readonly #reader: Reader
  readonly #options: LeaseOptions
  readonly #limits: Disposable
  #stopped: { readonly reason: unknown } | undefined
  #ended = false

  constructor(reader: Reader, options: LeaseOptions) {
    this.#reader = reader
    this.#options = options
    this.#limits = watchLimits(options.io, options.clock, (reason) => {
      this.#stopped = { reason }
      this.end()
    })
  }

  /** The rows of the job's statements. Errors: `died`, what SQLite says, why it was stopped. */
  async begin(job: ReadJob): Promise<readonly (readonly SqlRow[])[]> {
    const reply = await this.#ask({ job })
    return 'results' in reply ? reply.results : []
  }

  /** The parts of the job's last statement; the next is read while one is taken. */
  async *parts(): AsyncGenerator<readonly SqlRow[]> {
    for (let ahead = this.#part(); ; ) {
      const part = await ahead
      if (part.length === 0) break
      ahead = this.#part()
      // Looked at in the next round, if there is one.
      ahead.catch(() => undefined)
      yield part
    }
    this.finish()
  }

  /** The job is over and the process free. */
  finish(): void {
    this.#close(true)
  }

  /** The same in the middle of the job: the process cannot go on. */
  end(): void {
    this.#close(false)
  }

  async #part(): Promise<readonly SqlRow[]> {
    const reply = await this.#ask({ next: true })
    return 'part' in reply ? reply.part : []
  }

  async #ask(request: ReaderRequest): Promise<ReaderReply> {
    try {
      if (this.#stopped === undefined) {
        const reply = await this.#reader.ask(request)
        if ('failed' in reply) throw sqliteError(reply.failed)
        return reply
      }
    } catch (error) {
      if (this.#stopped === undefined) throw error
    }
    throw this.#stopped.reason
  }

  #close(isFree: boolean): void {
    if (this.#ended) return
    this.#ended = true
    this.#limits[Symbol.dispose]()
    this.#options.end(isFree)
  }
}
