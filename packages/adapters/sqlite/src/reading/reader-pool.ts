import { type Clock, type IO, TenureError } from '@tenure/core/adapter'
import type { SqlRow } from '@tenure/sql'
import { FairQueue } from './fair-queue.js'
import { Lease } from './lease.js'
import { watchLimits } from './limits.js'
import type { ReadJob } from './read-job.js'
import { died, Reader } from './reader.js'
import { readerProgram } from './reader-program.js'

/** What the processes read, and how many there are at most. */
export interface ReaderPoolOptions {
  readonly file: string
  readonly size: number
  readonly clock: Clock
}
/** The rows of some statements, in their order. */
export type ReadRows = readonly (readonly SqlRow[])[]

/** One who waits for a process. */
interface Waiting {
  readonly caller: string
  readonly start: (reader: Reader) => void
  readonly refuse: (reason: unknown) => void
}

const mostWaiting = 100
const idleMs = 30_000

/** Processes for long reads, started when they are needed. Callers take turns, and one alone never has all of them. */
export class ReaderPool {
  readonly #options: ReaderPoolOptions
  readonly #readers = new Set<Reader>()
  readonly #idle = new Map<Reader, NodeJS.Timeout>()
  readonly #running = new Map<string, number>()
  readonly #queue = new FairQueue<Waiting>()
  #closed = false

  constructor(options: ReaderPoolOptions) {
    this.#options = options
  }

  /**
   * The rows of all statements of a job, then part by part those of its last. It ends at once, in the middle of a statement too, when the
   * signal aborts or the time is up. Errors: `storage.failed`, what SQLite says, the reason of the signal.
   */
  async *read(job: ReadJob, io: IO): AsyncGenerator<ReadRows> {
    const { lease, results } = await this.#begin(job, io)
    try {
      if (job.parts === undefined) lease.finish()
      yield results
      if (job.parts !== undefined) for await (const part of lease.parts()) yield [part]
    } finally {
      lease.end()
    }
  }

  /** The processes that there are, and how many reads wait for one. */
  stats(): { readonly processes: readonly (number | undefined)[]; readonly waiting: number } {
    return { processes: [...this.#readers].map(({ pid }) => pid), waiting: this.#queue.size }
  }

  close(): void {
    this.#closed = true
    for (const { refuse } of this.#queue.drain()) refuse(closed(this.#options.file))
    for (const reader of [...this.#readers]) reader.kill()
  }

  // A process that dies is replaced, and its job tried once more: what ends two of them would end the next as well.
  async #begin(job: ReadJob, io: IO): Promise<{ readonly lease: Lease; readonly results: ReadRows }> {
    for (let left = 1; ; left--) {
      const lease = await this.#lease(io)
      try {
        return { lease, results: await lease.begin(job) }
      } catch (error) {
        lease.end()
        if (error !== died) throw error
        if (this.#closed) throw closed(this.#options.file)
        if (left === 0) throw failed('The process that read for this query ended before it had answered. Try again.')
      }
    }
  }

  async #lease(io: IO): Promise<Lease> {
    const { clock, file } = this.#options
    const { caller = '' } = io
    const program = await readerProgram()
    if (this.#closed) throw closed(file)
    if (this.#queue.waiting(caller) >= mostWaiting) throw failed(`${mostWaiting} long queries of this user wait already. Try again later.`)
    const reader = await this.#turn(program, io, caller)
    return new Lease(reader, { io, clock, end: (isFree) => this.#giveBack(program, reader, caller, isFree) })
  }

  #turn(program: string, io: IO, caller: string): Promise<Reader> {
    return new Promise((resolve, reject) => {
      const limits = watchLimits(io, this.#options.clock, (reason) => {
        this.#queue.remove(caller, waiting)
        waiting.refuse(reason)
      })
      const settle = (end: () => void): void => {
        limits[Symbol.dispose]()
        end()
      }
      const waiting: Waiting = {
        caller,
        start: (reader) => settle(() => resolve(reader)),
        refuse: (reason) => settle(() => reject(reason)),
      }
      this.#queue.add(caller, waiting)
      this.#next(program)
    })
  }

  /** Gives processes to those whose turn it is, as long as there are any. */
  #next(program: string): void {
    while (!this.#closed && (this.#idle.size > 0 || this.#readers.size < this.#options.size)) {
      const waiting = this.#queue.take((caller) => this.#mayRun(caller))
      if (waiting === undefined) return
      this.#running.set(waiting.caller, (this.#running.get(waiting.caller) ?? 0) + 1)
      waiting.start(this.#takeIdle() ?? this.#start(program))
    }
  }

  #mayRun(caller: string): boolean {
    return (this.#running.get(caller) ?? 0) < Math.max(1, this.#options.size - 1)
  }

  #takeIdle(): Reader | undefined {
    for (const [reader, timer] of this.#idle) {
      clearTimeout(timer)
      this.#idle.delete(reader)
      return reader
    }
    return undefined
  }

  #start(program: string): Reader {
    const reader = new Reader(program, this.#options.file, () => this.#forget(reader))
    this.#readers.add(reader)
    return reader
  }

  #forget(reader: Reader): void {
    clearTimeout(this.#idle.get(reader))
    this.#idle.delete(reader)
    this.#readers.delete(reader)
  }

  // One in the middle of something is ended rather than waited for.
  #giveBack(program: string, reader: Reader, caller: string, isFree: boolean): void {
    const running = (this.#running.get(caller) ?? 1) - 1
    if (running > 0) this.#running.set(caller, running)
    else this.#running.delete(caller)
    if (!isFree) reader.kill()
    else if (this.#readers.has(reader)) this.#idle.set(reader, setTimeout(() => reader.kill(), idleMs).unref())
    this.#next(program)
  }
}

function failed(message: string): TenureError {
  return new TenureError('storage.failed', message, { transient: true })
}

function closed(store: string): TenureError {
  return new TenureError('storage.closed', `The store ${store} was closed before this query had its answer.`, { store })
}
