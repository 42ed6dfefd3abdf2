/** Stops a statement on its own thread: SQLite calls it while it visits rows, and it throws when the time is up. */
export class Fuse {
  #ms = 0
  #until = Number.POSITIVE_INFINITY
  #began = process.cpuUsage()

  /** What the work gives, or `undefined` where it took more time of the processor. */
  run<T>(ms: number, work: () => T): T | undefined {
    this.#ms = ms
    this.#until = performance.now() + ms
    this.#began = process.cpuUsage()
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
    if (performance.now() > this.#until) this.#judge()
    return 1
  }

  // On a busy machine time passes while others run: that is no fault of the statement.
  #judge(): void {
    const { user, system } = process.cpuUsage(this.#began)
    const left = this.#ms - (user + system) / 1000
    if (left <= 0) throw burnt
    this.#until = performance.now() + left
  }
}

const burnt = new Error('A statement took longer than it may here.')
