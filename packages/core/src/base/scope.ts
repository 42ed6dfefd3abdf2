import { TenureError } from '../errors/tenure-error.js'
import type { Clock } from './clock.js'

/** What a scope can end. */
export type Owned = Disposable | AsyncDisposable | { unsubscribe(): void } | (() => void | Promise<void>)

/** Owns what must end. Last in, first out, each awaited, failures collected. */
export interface Scope {
  /** Takes over a thing and gives it back. A scope that has ended releases it at once and throws `internal.invariant`. */
  own<T extends Owned>(thing: T): T
  /** Aborts when the scope begins to end. */
  readonly signal: AbortSignal
}
/** A scope with its end in hand. */
export interface OpenScope extends Scope {
  /** Ends everything; calling it twice is one ending. Settles with what failed, in the order of the endings; it never rejects. */
  close(): Promise<readonly unknown[]>
}
/** A scope. Each ending has that long, by the clock; what takes longer counts as failed, and the next one begins. */
export function openScope({ clock, limitMs }: { readonly clock: Clock; readonly limitMs: number }): OpenScope {
  const controller = new AbortController()
  const endings: (() => unknown)[] = []
  let closing: Promise<readonly unknown[]> | undefined
  const end = async (): Promise<readonly unknown[]> => {
    const failures: unknown[] = []
    controller.abort()
    for (let ending = endings.pop(); ending !== undefined; ending = endings.pop()) {
      await withLimit(ending, limitMs, clock).catch((failure: unknown) => failures.push(failure))
    }
    return failures
  }
  return {
    signal: controller.signal,
    own(thing) {
      if (closing === undefined) {
        endings.push(toEnding(thing))
        return thing
      }
      void withLimit(toEnding(thing), limitMs, clock).catch(() => undefined)
      throw new TenureError('internal.invariant', 'This scope has ended, so the new item was released at once.', {
        invariant: 'a scope owns nothing after its end',
      })
    },
    close: () => (closing ??= end()),
  }
}

/** Runs it; rejects where it throws, rejects, or has not settled by then. Errors: `internal.invariant` for the limit. */
export function withLimit<T>(run: () => T | PromiseLike<T>, limitMs: number, clock: Clock): Promise<Awaited<T>> {
  return new Promise<Awaited<T>>((resolve, reject) => {
    const timer = clock.at(clock.now() + limitMs, () => reject(tooLate(limitMs)))
    const settle =
      <V>(how: (value: V) => void) =>
      (value: V): void => {
        timer[Symbol.dispose]()
        how(value)
      }
    new Promise<Awaited<T>>((start) => start(run() as Awaited<T>)).then(settle(resolve), settle(reject))
  })
}

function tooLate(limitMs: number): TenureError {
  return new TenureError('internal.invariant', `It had not ended after ${limitMs} ms.`, { invariant: 'it ends in time' })
}
function toEnding(thing: Owned): () => unknown {
  if (typeof thing === 'function') return thing
  if ('unsubscribe' in thing) return () => thing.unsubscribe()
  return Symbol.asyncDispose in thing ? () => thing[Symbol.asyncDispose]() : () => thing[Symbol.dispose]()
}
