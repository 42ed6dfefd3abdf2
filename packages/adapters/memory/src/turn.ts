import { createSlices, inSlices, type Slices, type Steps } from '@tenure/core/slices'

/** Short reads are done at once. A long one has the store for itself: others on the thread run in between, and commits wait for its end. */
export class Turn {
  #taken: Promise<void> | undefined

  /** The long read that is under way; to be waited for as long as there is one, and then written at once. */
  get taken(): Promise<void> | undefined {
    return this.#taken
  }

  /** The result of the steps, all of one state of the store. */
  async read<T>(begin: () => Steps<T>, signal: AbortSignal): Promise<T> {
    const slices = createSlices(signal)
    const steps = begin()
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      const due = slices.next()
      if (due !== undefined) return this.#goOn({ steps, begin, slices }, due)
    }
  }

  // Nobody has written since it began. Where another read has the store, somebody may until that is over: it begins again.
  async #goOn<T>({ steps, begin, slices }: Long<T>, due: Promise<void>): Promise<T> {
    if (this.#taken === undefined) return this.#take(() => due.then(() => inSlices(steps, slices)))
    await due
    while (this.#taken !== undefined) await this.#taken
    return this.#take(() => inSlices(begin(), slices))
  }

  #take<T>(work: () => Promise<T>): Promise<T> {
    const done = work().finally(() => {
      this.#taken = undefined
    })
    const over = (): void => undefined
    this.#taken = done.then(over, over)
    return done
  }
}

/** A read that has turned out to be long. */
interface Long<T> {
  readonly steps: Steps<T>
  readonly begin: () => Steps<T>
  readonly slices: Slices
}
