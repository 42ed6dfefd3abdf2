import { TenureError } from '../errors/tenure-error.js'
import type { Hop } from '../query/canonical.js'
import type { RecordRef } from '../schema/value.js'
import type { IO, LinkEnd, LinkOps, StorageAdapter, StoredRecord } from './adapter.js'

/** Reads what records are linked to, for many records in one call. What was read for a page serves all of its tests and columns. */
export class LinkReader {
  readonly #adapter: StorageAdapter
  readonly #io: IO
  readonly #ends = new Map<string, readonly LinkEnd[]>()
  readonly #records = new Map<string, StoredRecord | null>()

  constructor(adapter: StorageAdapter, io: IO) {
    this.#adapter = adapter
    this.#io = io
  }

  /**
   * For each record, what a step leads to and is not archived: by id, each once, and the same object wherever it appears. Errors:
   * `storage.refused` where the store keeps no links.
   */
  async linked(refs: readonly RecordRef[], hop: Hop): Promise<readonly (readonly StoredRecord[])[]> {
    await this.#readEnds(refs, hop)
    const ids = refs.map((ref) => idsOf(this.#ends.get(endKey(ref, hop)) ?? [], hop))
    await this.#readRecords([...new Set(ids.flat())].map((id) => ({ type: hop.to, id })))
    return ids.map((own) => own.flatMap((id) => present(this.#records.get(recordKey({ type: hop.to, id })))))
  }

  /** Forgets everything that was read. */
  forget(): void {
    this.#ends.clear()
    this.#records.clear()
  }

  async #readEnds(refs: readonly RecordRef[], hop: Hop): Promise<void> {
    const links = linksOf(this.#adapter)
    const wanted = refs.filter((ref) => !this.#ends.has(endKey(ref, hop)))
    if (wanted.length === 0) return
    const found = await links.read(wanted, hop.edge, hop.forward, this.#io)
    for (const [place, ref] of wanted.entries()) this.#ends.set(endKey(ref, hop), found[place] ?? [])
  }

  async #readRecords(refs: readonly RecordRef[]): Promise<void> {
    const wanted = refs.filter((ref) => !this.#records.has(recordKey(ref)))
    if (wanted.length === 0) return
    const found = await this.#adapter.read(wanted, this.#io)
    for (const [place, ref] of wanted.entries()) this.#records.set(recordKey(ref), found[place] ?? null)
  }
}

/** The links of a store. Errors: `storage.refused` where it keeps none. */
export function linksOf({ links, kind }: StorageAdapter): LinkOps {
  if (links !== undefined) return links
  const message = `The store ${kind} keeps no associations, which this query looks at; leave that part out or use another store.`
  throw new TenureError('storage.refused', message, { capability: 'associations' })
}

// A store returns links in the order of their ids.
function idsOf(ends: readonly LinkEnd[], hop: Hop): readonly string[] {
  return [...new Set(ends.filter(({ label = '' }) => hop.label === undefined || label === hop.label).map(({ id }) => id))]
}
function present(record: StoredRecord | null | undefined): readonly StoredRecord[] {
  return record === null || record === undefined || record.archivedAt !== undefined ? [] : [record]
}
function endKey({ type, id }: RecordRef, { edge, forward }: Hop): string {
  return JSON.stringify([type, id, edge, forward])
}
function recordKey({ type, id }: RecordRef): string {
  return `${type}\u0000${id}`
}
