/** The last events of a stream, for a receiver that missed some. Bounded in number and length. */
export class EventRing {
  readonly #events: { readonly seq: number; readonly text: string }[] = []
  readonly #maxEvents: number
  readonly #maxLength: number
  #length = 0
  #last = 0

  constructor(maxEvents = 256, maxLength = 1_048_576) {
    this.#maxEvents = maxEvents
    this.#maxLength = maxLength
  }

  push(seq: number, text: string): void {
    this.#events.push({ seq, text })
    this.#length += text.length
    this.#last = seq
    while (this.#events.length > this.#maxEvents || this.#length > this.#maxLength) this.#length -= this.#events.shift()?.text.length ?? 0
  }

  /** The events after that one; `undefined`, where not all of them are here any more, or it is not of this stream. */
  after(seq: number): readonly string[] | undefined {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq > this.#last) return undefined
    const events = this.#events.filter((event) => event.seq > seq)
    return events.length === this.#last - seq ? events.map((event) => event.text) : undefined
  }
}
