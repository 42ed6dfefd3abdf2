/** An event as text: its head, which is the receiver's own, and a body, which many receivers may share. */
export interface EventText {
  readonly head: string
  readonly body: string
}

/** The last events of a stream, for a receiver that missed some. Bounded in number and length. The parts are kept separate, since joined texts would no longer be shared. */
export class EventRing {
  readonly #events: (EventText & { readonly seq: number })[] = []
  readonly #maxEvents: number
  readonly #maxLength: number
  #length = 0
  #last = 0

  constructor(maxEvents = 256, maxLength = 1_048_576) {
    this.#maxEvents = maxEvents
    this.#maxLength = maxLength
  }

  push(seq: number, { head, body }: EventText): void {
    this.#events.push({ seq, head, body })
    this.#length += head.length + body.length
    this.#last = seq
    while (this.#events.length > this.#maxEvents || this.#length > this.#maxLength) this.#dropOldest()
  }

  /** The events after that one; `undefined` if some are no longer here, or it is not of this stream. */
  after(seq: number): readonly EventText[] | undefined {
    if (!Number.isSafeInteger(seq) || seq < 0 || seq > this.#last) return undefined
    const events = this.#events.filter((event) => event.seq > seq)
    return events.length === this.#last - seq ? events : undefined
  }

  #dropOldest(): void {
    const oldest = this.#events.shift()
    this.#length -= oldest === undefined ? 0 : oldest.head.length + oldest.body.length
  }
}
