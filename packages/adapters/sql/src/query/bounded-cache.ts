/** Keeps what was used last, up to a number of things. */
export class BoundedCache<T> {
  readonly #held = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(key: string, make: () => T): T {
    const held = this.#held.get(key)
    if (held !== undefined) return this.#touch(key, held)
    const made = make()
    this.#held.set(key, made)
    if (this.#held.size > this.#most) this.#dropOldest()
    return made
  }

  clear(): void {
    this.#held.clear()
  }

  // Moving to the end on every use would cost more than it saves while there is room.
  #touch(key: string, held: T): T {
    if (this.#held.size * 2 > this.#most) {
      this.#held.delete(key)
      this.#held.set(key, held)
    }
    return held
  }

  #dropOldest(): void {
    for (const key of this.#held.keys()) {
      this.#held.delete(key)
      return
    }
  }
}
