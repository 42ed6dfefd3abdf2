import type { Fuse } from './fuse.js'

/** What is read, and the two ways to read it here. */
export interface Attempt<T> {
  /** Its statements, which other values may have too. */
  readonly of: object
  /** They and their values. */
  readonly key: () => string
  readonly isShort: boolean
  /** Others like it have burnt the fuse in this turn and are about to be read elsewhere: this one is given up sooner. */
  readonly isOneOfMany?: boolean
  readonly plain: () => T
  readonly fused: () => T
}

/** One that took longer than this will not be run without a fuse again. */
const slowMs = 20
/** For so long, a query that burnt the fuse goes to a process at once: that query alone, as other values may find few rows. */
const rememberMs = 2000
const mostBurnt = 500
/** What each of many gets of the time of one, and each that comes after a burnt fuse in the same turn: enough to find few records by an index. */
const shareOfMany = 0.1

/** Tries reads on this thread, each as long as it may take: what is known to be short at once, the rest with a fuse. */
export class ShortReads {
  readonly #fuse: Fuse
  readonly #fuseMs: number
  readonly #slow = new WeakSet<object>()
  readonly #burnt = new Map<string, number>()
  /** A fuse burnt in this turn: several that burn one after the other would hold up everybody else. */
  #isLate = false

  /** `fuseMs`: how long one may take; 0 for not at all, infinity where there is nowhere else to read. */
  constructor(fuse: Fuse, fuseMs: number) {
    this.#fuse = fuse
    this.#fuseMs = fuseMs
  }

  /** The whole answer, unless it takes too long to be read on this thread. */
  try<T>({ of, key, isShort, isOneOfMany = false, plain, fused }: Attempt<T>): T | undefined {
    if (this.#fuseMs === Number.POSITIVE_INFINITY || (isShort && !this.#slow.has(of))) return this.#timed(of, plain)
    const name = key()
    if (this.#fuseMs === 0 || performance.now() - (this.#burnt.get(name) ?? Number.NEGATIVE_INFINITY) < rememberMs) return undefined
    const answer = this.#fuse.run(this.#fuseMs * (isOneOfMany || this.#isLate ? shareOfMany : 1), fused)
    if (answer === undefined) this.#remember(name)
    return answer
  }

  #remember(name: string): void {
    if (!this.#isLate)
      setImmediate(() => {
        this.#isLate = false
      })
    this.#isLate = true
    if (this.#burnt.size >= mostBurnt) this.#burnt.clear()
    this.#burnt.set(name, performance.now())
  }

  // Statistics say how many rows are usual; values that very many share are found out here.
  #timed<T>(of: object, plain: () => T): T {
    const started = performance.now()
    const answer = plain()
    if (performance.now() - started > slowMs) this.#slow.add(of)
    return answer
  }
}
