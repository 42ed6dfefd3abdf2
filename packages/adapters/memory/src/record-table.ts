import { fold, type Image, type RecordId, type StoredRecord, sameValue, type TypeSnapshot, type Value } from '@tenure/core/adapter'

/** One stored record. It is frozen and replaced as a whole, so a reader keeps what it read. */
export interface Row extends Image {
  readonly record: StoredRecord
}
type Posting = Map<string, Set<RecordId>>

/** The records of one type, with a list of ids for each value of the properties that are indexed or unique. */
export class RecordTable {
  readonly #rows = new Map<RecordId, Row>()
  readonly #postings = new Map<string, Posting>()
  readonly #unique = new Set<string>()

  get(id: RecordId): Row | undefined {
    return this.#rows.get(id)
  }

  rows(): Iterable<Row> {
    return this.#rows.values()
  }

  get size(): number {
    return this.#rows.size
  }

  /** Puts a row in the place of the one with its id; without a row takes that one away. */
  set(id: RecordId, row: Row | undefined): void {
    const before = this.#rows.get(id)
    for (const [property, posting] of this.#postings) {
      if (before !== undefined && row !== undefined && before.values[property] === row.values[property]) continue
      post(posting, before?.values[property], id, false)
      post(posting, row?.values[property], id, true)
    }
    if (row === undefined) this.#rows.delete(id)
    else this.#rows.set(id, row)
  }

  /** Starts keeping what the type declares; what was kept before is kept on. */
  declare(type: TypeSnapshot): void {
    for (const { name, unique } of type.properties) {
      if (unique) this.#unique.add(name)
    }
    const leading = (type.indexes ?? []).flatMap(([first]) => first ?? [])
    for (const property of [...leading, ...this.#unique]) this.#keep(property)
  }

  /** The name of a unique property whose value another record has already. */
  taken({ id, values }: Row): string | undefined {
    return [...this.#unique].find((property) => {
      const value = values[property] ?? null
      const holders = this.withValue(property, value) ?? []
      return (
        value !== null && [...holders].some((other) => other !== id && sameValue(this.#rows.get(other)?.values[property] ?? null, value))
      )
    })
  }

  /** Ids of all records that may have that value; `undefined` where the property or the value is not indexed. */
  withValue(property: string, value: Value): ReadonlySet<RecordId> | undefined {
    const key = toKey(value)
    return key === undefined ? undefined : this.#postings.get(property) && (this.#postings.get(property)?.get(key) ?? none)
  }

  #keep(property: string): void {
    if (this.#postings.has(property)) return
    const posting: Posting = new Map()
    for (const [id, { values }] of this.#rows) post(posting, values[property], id, true)
    this.#postings.set(property, posting)
  }
}

const none: ReadonlySet<RecordId> = new Set()

function post(posting: Posting, value: Value | undefined, id: RecordId, present: boolean): void {
  const key = toKey(value ?? null)
  if (key === undefined) return
  const ids = posting.get(key) ?? new Set()
  if (present) posting.set(key, ids.add(id))
  else if (ids.delete(id) && ids.size === 0) posting.delete(key)
}
// Text that is equal when folded shares a key: what has the key is a candidate, and is compared again.
function toKey(value: Value): string | undefined {
  if (typeof value === 'string') return `text ${fold(value)}`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === null ? undefined : 'composed'
}
