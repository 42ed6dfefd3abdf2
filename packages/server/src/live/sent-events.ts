import type { Held } from './frame-text.js'

/** One event that was sent: of which watch, what its receiver held before it, and how long it was. */
export interface SentEvent<Watch> {
  readonly watch: Watch
  readonly before: Held | undefined
  readonly length: number
}

/**
 * What a receiver held before each of the last events. Their texts are not kept: a receiver that comes back gets the difference
 * from what it holds to what it may see now, and nothing that was sent in between. Bounded in number and length.
 */
export class SentEvents<Watch> {
  readonly #events: (SentEvent<Watch> & { readonly seq: number })[] = []
  readonly #maxEvents: number
  readonly #maxLength: number
  #length = 0
  #last = 0

  constructor(maxEvents = 256, maxLength = 1_048_576) {
    this.#maxEvents = maxEvents
    this.#maxLength = maxLength
  }

  push(seq: number, event: SentEvent<Watch>): void {
    this.#events.push({ seq, ...event })
    this.#length += event.length
    this.#last = seq
    while (this.#events.length > this.#maxEvents || this.#length > this.#maxLength) this.#length -= this.#events.shift()?.length ?? 0
  }

  /** The watches that sent something after that event, with what a receiver of that event holds; `undefined` if that is not known, or it is not of this stream. */
  heldAfter(seq: number): ReadonlyMap<Watch, Held | undefined> | undefined {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq > this.#last) return undefined
    const later = this.#events.filter((event) => event.seq > seq)
    if (later.length !== this.#last - seq) return undefined
    const held = new Map<Watch, Held | undefined>()
    for (const { watch, before } of later) if (!held.has(watch)) held.set(watch, before)
    return held
  }
}
