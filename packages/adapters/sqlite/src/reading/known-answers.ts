const most = 500

/** What was found of one state of the store, for as long as nothing is written: who pages through a list has it counted once. */
export class KnownAnswers<T> {
  readonly #known = new Map<string, T>()
  #head = -1

  /** What was found for the key in that state, if it was asked. */
  find(key: () => string, head: number): T | undefined {
    return head === this.#head && this.#known.size > 0 ? this.#known.get(key()) : undefined
  }

  /** Keeps those of the newest state alone, and the last of many. */
  remember(key: string, head: number, answer: T): void {
    if (head < this.#head) return
    if (head > this.#head || this.#known.size >= most) this.#known.clear()
    this.#head = head
    this.#known.set(key, answer)
  }

  clear(): void {
    this.#known.clear()
  }
}
