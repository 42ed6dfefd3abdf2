import type { Observable } from 'rxjs'
import type { Frame } from '../../contract/frame.js'

/** Sends frames until it is disposed of. */
export type FrameSource = (send: (frame: Frame<unknown>) => void) => Disposable
/** Where the frames of all sources go. */
export interface FrameSink {
  next(frame: Frame<unknown>): void
  /** No frame follows. */
  error(cause: unknown): void
}

/** A start of a stream, and what it depends on; without a source it sends nothing. */
export interface Start {
  readonly source?: FrameSource
  readonly standing: readonly unknown[]
}
/** When a stream falls silent, and when it may restart. */
export interface RestartOptions {
  readonly silenced: Observable<unknown>
  readonly causes: readonly Observable<unknown>[]
  /** What would run now; what throws here ends the stream. */
  readonly start: () => Start
}

/** Sends the frames of one source after another: at each cause another one starts, if what it depends on differs from before. */
export function restartFrames({ silenced, causes, start }: RestartOptions, to: FrameSink): Disposable {
  const run = new RestartedRun(to)
  const silence = silenced.subscribe(() => run.turn(silent))
  const restart = (): void => run.turn(start)
  // The first start comes last: a stream hears of changes before those that it opens do.
  const listening = [silence, ...causes.map((cause) => cause.subscribe(restart))]
  restart()
  return {
    [Symbol.dispose]: () => {
      for (const each of listening) each.unsubscribe()
      run[Symbol.dispose]()
    },
  }
}

const silent = (): Start => ({ standing: ['lost'] })

class RestartedRun implements Disposable {
  readonly #to: FrameSink
  #standing: readonly unknown[] | undefined
  #turn = 0
  #running: Disposable | undefined
  #ended = false

  constructor(to: FrameSink) {
    this.#to = to
  }

  turn(start: () => Start): void {
    if (this.#ended) return
    try {
      const { source, standing } = start()
      if (this.#standing !== undefined && isSame(this.#standing, standing)) return
      this.#standing = standing
      this.#switch(source)
    } catch (error) {
      this.#to.error(error)
    }
  }

  [Symbol.dispose](): void {
    this.#ended = true
    this.#switch(undefined)
  }

  // A source may send at once, and what it sends may cause the next turn.
  #switch(source: FrameSource | undefined): void {
    const turn = ++this.#turn
    this.#running?.[Symbol.dispose]()
    this.#running = undefined
    const running = source?.((frame) => turn === this.#turn && this.#to.next(frame))
    if (turn === this.#turn) this.#running = running
    else running?.[Symbol.dispose]()
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index])
}
