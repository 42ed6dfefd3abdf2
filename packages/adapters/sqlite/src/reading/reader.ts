import { type ChildProcess, fork } from 'node:child_process'
import { getPriority, setPriority } from 'node:os'
import type { ReaderReply, ReaderRequest } from './read-job.js'

/** The reason of a request whose process ended before it answered. */
export const died: unique symbol = Symbol('the reader died')

interface Asked {
  readonly resolve: (reply: ReaderReply) => void
  readonly reject: (reason: unknown) => void
}

/** One process that reads. It can be stopped at any moment, also in the middle of a statement. */
export class Reader {
  readonly #process: ChildProcess
  readonly #gone: (reader: Reader) => void
  #asked: Asked | undefined
  #ended = false

  constructor(program: string, file: string, gone: (reader: Reader) => void) {
    this.#gone = gone
    this.#process = fork(program, [file], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    this.#process.on('message', (reply: ReaderReply) => this.#settle(({ resolve }) => resolve(reply)))
    this.#process.on('exit', () => this.#end())
    this.#process.on('error', () => this.#end())
    giveWay(this.#process.pid)
    this.#hold(false)
  }

  /** The number of its process, where it could be started. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** One request at a time. Rejects with `died` where the process ends meanwhile. */
  async ask(request: ReaderRequest): Promise<ReaderReply> {
    if (this.#ended) throw died
    this.#hold(true)
    try {
      return await new Promise<ReaderReply>((resolve, reject) => {
        this.#asked = { resolve, reject }
        this.#process.send(request, (error) => error && this.kill())
      })
    } finally {
      this.#hold(false)
    }
  }

  /** Ends it at once, whatever it is doing. */
  kill(): void {
    this.#process.kill('SIGKILL')
    this.#end()
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#settle(({ reject }) => reject(died))
    this.#gone(this)
  }

  #settle(end: (asked: Asked) => void): void {
    const asked = this.#asked
    this.#asked = undefined
    if (asked !== undefined) end(asked)
  }

  // A reader that nobody waits for keeps no program running.
  #hold(held: boolean): void {
    const way = held ? 'ref' : 'unref'
    this.#process[way]()
    this.#process.channel?.[way]()
  }
}

/** A process with a higher number runs later; those of users are at 0. */
const laterBy = 5

// A page that somebody looks at comes before a read of a million rows. Where the system does not allow it, both read as well.
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.max(laterBy, getPriority()))
  } catch {
    // The process is gone already, or may not be moved back.
  }
}
