/** Stops a statement on its own thread: SQLite calls it while it visits rows, and it throws when the time is up. */
export class Fuse {
  #until = Number.POSITIVE_INFINITY

  /** What the work gives, or `undefined` where it took longer. */
  run<T>(ms: number, work: () => T): T | undefined {
    this.#until = performance.now() + ms
    try {
      return work()
    } catch (error) {
      if (error === burnt) return undefined
      throw error
    } finally {
      this.#until = Number.POSITIVE_INFINITY
    }
  }

  /** What SQLite calls. */
  readonly check = (): 1 => {
    if (performance.now() > this.#until) throw burnt
    return 1
  }
}

const burnt = new Error('A statement took longer than it may here.')
