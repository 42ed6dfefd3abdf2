import { type Change, type ChangeBatch, type FeedCursor, TenureError } from '@tenure/core/adapter'

/** Every commit since the store opened, in order. A cursor is the store's life and the number of commits before it. */
export class ChangeFeed {
  readonly #life: string
  readonly #batches: ChangeBatch[] = []
  readonly #groups = new Map<string, ChangeBatch[]>()
  readonly #waiting = new Set<() => void>()
  #closed = false

  constructor(life: string) {
    this.#life = life
  }

  get head(): FeedCursor {
    return this.#cursor(this.#batches.length)
  }

  append(changes: readonly Change[], group: string | undefined): FeedCursor {
    const cursor = this.#cursor(this.#batches.length + 1)
    const batch = { cursor, changes, ...(group !== undefined && { group }) }
    this.#batches.push(batch)
    if (group !== undefined) this.#ofGroup(group).push(batch)
    this.#wake()
    return cursor
  }

  /** The batches of a group, newest first. Errors: `input.invalid` for a cursor of another store. */
  ofGroup(group: string, before: FeedCursor | undefined, limit: number): readonly ChangeBatch[] {
    const place = before === undefined ? Number.POSITIVE_INFINITY : this.#place(before)
    const all = this.#groups.get(group) ?? []
    return all
      .filter(({ cursor }) => this.#place(cursor) < place)
      .reverse()
      .slice(0, limit)
  }

  /** The batches after the cursor, now and later, until the signal aborts or the store closes. Errors: `input.invalid` for a cursor of another store. */
  async *read(from: FeedCursor, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
    let next = this.#place(from)
    while (!signal.aborted && !this.#closed) {
      const batch = this.#batches[next]
      if (batch === undefined) await this.#more(signal)
      else {
        next += 1
        yield batch
      }
    }
  }

  #ofGroup(group: string): ChangeBatch[] {
    const batches = this.#groups.get(group) ?? []
    this.#groups.set(group, batches)
    return batches
  }

  close(): void {
    this.#closed = true
    this.#wake()
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done)
        this.#waiting.delete(done)
        resolve()
      }
      signal.addEventListener('abort', done)
      this.#waiting.add(done)
    })
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done()
  }

  #cursor(place: number): FeedCursor {
    return `${this.#life}.${place}`
  }

  #place(cursor: FeedCursor): number {
    const [life, place = ''] = cursor.split('.')
    const known = life === this.#life && /^\d+$/.test(place) && Number(place) <= this.#batches.length
    if (known) return Number(place)
    const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
    throw new TenureError('input.invalid', message, { issues: [{ path: ['from'], message }] })
  }
}
