import { setMaxListeners } from 'node:events'
import type { IO } from '@tenure/core/adapter'
import type { AggregateAnswer, StoreAggregate } from '@tenure/core/aggregate'

/** Reads some aggregates together; an answer for each, in their order. */
export type ReadTogether<T> = (aggregates: readonly StoreAggregate[], given: T, io: IO) => Promise<readonly AggregateAnswer[]>
/** One that waits for its answer. */
interface Waiting {
  readonly aggregate: StoreAggregate
  readonly resolve: (answer: AggregateAnswer | undefined) => void
  readonly reject: (reason: unknown) => void
}
/** A pass that has not begun: a question that comes meanwhile joins it. */
interface Pass<T> {
  readonly given: T
  readonly waiting: Set<Waiting>
  readonly left: AbortController
}
/** So many are read in one pass at most. */
const mostOfPass = 40

/** Whether an aggregate can be one of several: all records of its type that are not archived, in one group. */
export function mayShare({ query, by }: StoreAggregate): boolean {
  return by.length === 0 && query.linked === undefined && query.archived === 'no'
}

/** Gathers aggregates that one caller asks in the same turn, and has them read in one pass over their records. */
export class SharedPasses<T> {
  readonly #read: ReadTogether<T>
  readonly #open = new Map<string, Pass<T>>()

  /** `read` gets what the first of a pass was asked with. */
  constructor(read: ReadTogether<T>) {
    this.#read = read
  }

  /** Whether that caller asked of the same records in this turn, and waits for a pass that is about to begin. */
  isOpen(aggregate: StoreAggregate, io: IO): boolean {
    return this.#open.has(keyOf(aggregate, io))
  }

  /** The answer; `undefined` where nobody else asked in the same turn. Errors: the reason of the signal, those of the read. */
  ask(aggregate: StoreAggregate, given: T, io: IO): Promise<AggregateAnswer | undefined> {
    io.signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const pass = this.#passFor(aggregate, given, io)
      const waiting: Waiting = { aggregate, resolve: settle(resolve), reject: settle(reject) }
      const leave = (): void => {
        pass.waiting.delete(waiting)
        waiting.reject(io.signal.reason)
        if (pass.waiting.size === 0) pass.left.abort(io.signal.reason)
      }
      function settle<V>(end: (value: V) => void): (value: V) => void {
        return (value) => {
          io.signal.removeEventListener('abort', leave)
          end(value)
        }
      }
      // As many as ask in one turn may have one signal between them; each leaves it with its answer.
      setMaxListeners(0, io.signal)
      io.signal.addEventListener('abort', leave)
      pass.waiting.add(waiting)
    })
  }

  #passFor(aggregate: StoreAggregate, given: T, io: IO): Pass<T> {
    const key = keyOf(aggregate, io)
    const known = this.#open.get(key)
    if (known !== undefined && known.waiting.size < mostOfPass) return known
    const pass: Pass<T> = { given, waiting: new Set(), left: new AbortController() }
    this.#open.set(key, pass)
    setImmediate(() => {
      if (this.#open.get(key) === pass) this.#open.delete(key)
      void this.#begin(pass, { ...io, signal: pass.left.signal })
    })
    return pass
  }

  async #begin({ given, waiting }: Pass<T>, io: IO): Promise<void> {
    const together = [...waiting]
    if (together.length === 1) together[0]?.resolve(undefined)
    if (together.length < 2) return
    try {
      const answers = await this.#read(
        together.map(({ aggregate }) => aggregate),
        given,
        io,
      )
      for (const [place, { resolve }] of together.entries()) resolve(answers[place])
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }
}

function keyOf({ query }: StoreAggregate, { caller = '', deadline = 0 }: IO): string {
  return JSON.stringify([query.type, caller, deadline])
}
