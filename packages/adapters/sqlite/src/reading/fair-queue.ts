/** Waiting work, by caller. Callers take turns, so one with much work holds up only themselves. */
export class FairQueue<T> {
  readonly #lines = new Map<string, T[]>()

  get size(): number {
    return [...this.#lines.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /** How many of that caller's wait. */
  waiting(caller: string): number {
    return this.#lines.get(caller)?.length ?? 0
  }

  add(caller: string, item: T): void {
    const line = this.#lines.get(caller)
    if (line === undefined) this.#lines.set(caller, [item])
    else line.push(item)
  }

  /** The first of the caller whose turn it is, among those who may; that caller goes to the end. */
  take(may: (caller: string) => boolean): T | undefined {
    for (const [caller, line] of this.#lines) {
      if (!may(caller)) continue
      const item = line.shift()
      this.#lines.delete(caller)
      if (line.length > 0) this.#lines.set(caller, line)
      return item
    }
    return undefined
  }

  remove(caller: string, item: T): void {
    const rest = this.#lines.get(caller)?.filter((other) => other !== item) ?? []
    if (rest.length > 0) this.#lines.set(caller, rest)
    else this.#lines.delete(caller)
  }

  /** Everything that waits, and nothing waits any more. */
  drain(): readonly T[] {
    const all = [...this.#lines.values()].flat()
    this.#lines.clear()
    return all
  }
}
