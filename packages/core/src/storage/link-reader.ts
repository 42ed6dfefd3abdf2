import { TenureError } from '../errors/tenure-error.js'
import { type Hop, primaryLabel } from '../query/canonical.js'
import type { RecordRef } from '../schema/value.js'
import type { IO, LinkOps, StorageAdapter, StoredRecord } from './adapter.js'

type Candidates = readonly StoredRecord[]
type Links = Awaited<ReturnType<LinkOps['read']>>

/** Reads which records a step may pick, for a store that does not pick itself. What was read for a page serves all of its tests and columns. */
export class LinkReader {
  readonly #adapter: StorageAdapter
  readonly #io: IO
  readonly #known = new Map<string, Candidates>()

  constructor(adapter: StorageAdapter, io: IO) {
    this.#adapter = adapter
    this.#io = io
  }

  /** The linked records that are not archived, those labelled primary first, then by id. */
  async candidates(ref: RecordRef, hop: Hop): Promise<Candidates> {
    await this.prepare([ref], [hop])
    return this.#known.get(keyOf(ref, hop)) ?? []
  }

  /** Reads for many records what is not known yet: all that they are linked to at once. Errors: `storage.refused` where the store keeps no links. */
  async prepare(refs: readonly RecordRef[], hops: readonly Hop[]): Promise<void> {
    for (const hop of hops) {
      const wanted = refs.filter((ref) => !this.#known.has(keyOf(ref, hop)))
      if (wanted.length > 0) await this.#read(wanted, hop)
    }
  }

  /** Forgets everything that was read. */
  forget(): void {
    this.#known.clear()
  }

  async #read(refs: readonly RecordRef[], hop: Hop): Promise<void> {
    const links = linksOf(this.#adapter)
    const found = await Promise.all(refs.map((ref) => links.read(ref, hop.edge, hop.forward, this.#io)))
    const others = [...new Set(found.flat().map(({ id }) => id))].map((id) => ({ type: hop.to, id }))
    const records = others.length === 0 ? [] : await this.#adapter.read(others, this.#io)
    const byId = new Map(records.flatMap((record) => (record === null || record.archivedAt !== undefined ? [] : [[record.ref.id, record]])))
    for (const [place, ref] of refs.entries())
      this.#known.set(
        keyOf(ref, hop),
        inOrder(found[place] ?? []).flatMap((id) => byId.get(id) ?? []),
      )
  }
}

/** The links of a store. Errors: `storage.refused` where it keeps none. */
export function linksOf({ links, kind }: StorageAdapter): LinkOps {
  if (links !== undefined) return links
  const message = `The store ${kind} keeps no associations, which this query looks at; leave that part out or use another store.`
  throw new TenureError('storage.refused', message, { capability: 'associations' })
}

// A store returns links in the order of their ids.
function inOrder(links: Links): readonly string[] {
  const primary = links.filter(({ label }) => label === primaryLabel)
  return [...new Set([...primary, ...links].map(({ id }) => id))]
}
function keyOf({ type, id }: RecordRef, { edge, forward }: Hop): string {
  return JSON.stringify([type, id, edge, forward])
}
