import {
  type Change,
  type CommitResult,
  type EdgeSnapshot,
  type Hop,
  type Image,
  type Instant,
  type PropertyKind,
  type RecordRef,
  type SchemaSnapshot,
  type StoredRecord,
  TenureError,
  type TypeSnapshot,
  type Value,
  type World,
} from '@tenure/core/adapter'
import { ChangeFeed, type FeedOptions, withoutImages } from './change-feed.js'
import { HistoryLog } from './history-log.js'
import { LinkTable } from './link-table.js'
import { RecordTable, type Row } from './record-table.js'
import { Turn } from './turn.js'

/** Everything in one open store. Closing drops it. */
export class Store implements World {
  readonly links = new LinkTable()
  readonly history = new HistoryLog()
  readonly feed: ChangeFeed
  readonly turn = new Turn()
  /** Answers by idempotency key, oldest first. */
  readonly answers = new Map<string, { readonly at: Instant; readonly result: CommitResult & { readonly ok: true } }>()
  /** Records that were purged, by type and id: their ids stay taken. */
  readonly purged = new Set<string>()
  readonly now: () => Instant
  readonly #tables = new Map<string, RecordTable>()
  readonly #types = new Map<string, TypeSnapshot>()
  readonly #edges = new Map<string, EdgeSnapshot>()

  constructor(options: FeedOptions) {
    this.now = options.now
    this.feed = new ChangeFeed(options)
  }

  table(type: string): RecordTable {
    const table = this.#tables.get(type) ?? new RecordTable()
    this.#tables.set(type, table)
    return table
  }

  /** Object types of which there are records. */
  typesWithRows(): readonly string[] {
    return [...this.#tables].flatMap(([type, table]) => (table.size > 0 ? [type] : []))
  }

  read({ type, id }: RecordRef): StoredRecord | null {
    return this.#tables.get(type)?.get(id)?.record ?? null
  }

  /** The kind of a property, where it is declared. */
  kindOf(type: string, property: string): PropertyKind | undefined {
    return this.#types.get(type)?.properties.find(({ name }) => name === property)?.kind
  }

  describe(): SchemaSnapshot {
    return { types: [...this.#types.values()], edges: [...this.#edges.values()] }
  }

  /** Adds to what is declared. Errors: `storage.refused` where a property would change its kind. */
  declare(next: SchemaSnapshot): void {
    const merged = next.types.map((type) => merge(this.#types.get(type.name), type))
    for (const type of merged) {
      this.#types.set(type.name, type)
      this.table(type.name).declare(type)
    }
    for (const edge of next.edges) {
      if (!this.#edges.has(edge.edge)) this.#edges.set(edge.edge, { edge: edge.edge, from: edge.from, to: edge.to })
      this.links.declare(edge)
    }
  }

  /** Takes a purged record out of history, feed and kept answers. */
  forget(ref: RecordRef): void {
    const isOf = (one: { readonly ref: RecordRef }): boolean => one.ref.type === ref.type && one.ref.id === ref.id
    this.history.forget(ref)
    this.feed.forget(ref)
    for (const [key, { at, result }] of this.answers) {
      const { records, changes, consequence } = result
      const without = (all: readonly Change[]): readonly Change[] => all.map((change) => (isOf(change) ? withoutImages(change) : change))
      if ([...changes, ...(consequence?.changes ?? [])].some(isOf))
        this.answers.set(key, {
          at,
          result: {
            ...result,
            records: records.filter((record) => !isOf(record)),
            changes: without(changes),
            ...(consequence && { consequence: { ...consequence, changes: without(consequence.changes) } }),
          },
        })
    }
  }

  *linked(ref: RecordRef, hop: Hop): Iterable<Image> {
    const table = this.#tables.get(hop.to)
    for (const [id, labels] of this.links.others(ref.id, hop.edge, hop.forward)) {
      const row = table?.get(id)
      if (row !== undefined && isThere(row) && (hop.label === undefined || labels.has(hop.label))) yield row
    }
  }

  changedSince(ref: RecordRef, property: string, since: Instant, to?: NonNullable<Value>): boolean {
    return this.history.changedSince(ref, property, since, to)
  }

  userName(id: string): string | undefined {
    const name = this.#tables.get('user')?.get(id)?.values['name']
    return typeof name === 'string' ? name : undefined
  }
}

/** Whether there is such a record that is not archived. */
export function isThere(row: Row | undefined): row is Row {
  return row !== undefined && row.record.archivedAt === undefined
}

function merge(known: TypeSnapshot | undefined, next: TypeSnapshot): TypeSnapshot {
  const properties = new Map((known?.properties ?? []).map((property) => [property.name, property]))
  for (const { name, kind, unique, internal } of next.properties) {
    const before = properties.get(name)
    if (before !== undefined && before.kind !== kind)
      throw new TenureError('storage.refused', `The property ${next.name}.${name} is of kind ${before.kind} and cannot become ${kind}.`, {
        capability: 'schema',
      })
    const isUnique = unique || before?.unique
    const isInternal = internal || before?.internal
    properties.set(name, { name, kind, ...(isUnique && { unique: true }), ...(isInternal && { internal: true }) })
  }
  const indexes = new Map([...(known?.indexes ?? []), ...(next.indexes ?? [])].map((index) => [index.join('\u0000'), [...index]]))
  return { name: next.name, properties: [...properties.values()], ...(indexes.size > 0 ? { indexes: [...indexes.values()] } : {}) }
}
