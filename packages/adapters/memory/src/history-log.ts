import { type HistoryEntry, type Instant, type RecordRef, sameValue, type Value } from '@tenure/core/adapter'

/** Every value that a property of a record got, in the order of the commits. */
export class HistoryLog {
  readonly #entries = new Map<string, Map<string, HistoryEntry[]>>()

  append({ type, id }: RecordRef, entries: readonly HistoryEntry[]): void {
    const records = this.#entries.get(type) ?? new Map<string, HistoryEntry[]>()
    const known = records.get(id) ?? []
    known.push(...entries)
    this.#entries.set(type, records.set(id, known))
  }

  forget({ type, id }: RecordRef): void {
    this.#entries.get(type)?.delete(id)
  }

  /** Newest first, by property within a commit. */
  read(ref: RecordRef, properties: readonly string[] | undefined, limit: number): readonly HistoryEntry[] {
    const wanted = this.#of(ref).filter(({ property }) => properties?.includes(property) ?? true)
    return wanted.toReversed().slice(0, limit)
  }

  /** Whether the property got a value, or that value, at or after the instant. */
  changedSince(ref: RecordRef, property: string, since: Instant, to?: NonNullable<Value>): boolean {
    return this.#of(ref).some(
      (entry) =>
        entry.property === property && entry.at >= since && entry.value !== null && (to === undefined || sameValue(entry.value, to)),
    )
  }

  #of({ type, id }: RecordRef): readonly HistoryEntry[] {
    return this.#entries.get(type)?.get(id) ?? []
  }
}
