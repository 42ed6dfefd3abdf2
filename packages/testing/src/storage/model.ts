import {
  type Actor,
  type CanonicalQuery,
  compareImages,
  compileExpression,
  compileLinked,
  type Expression,
  type Hop,
  type Image,
  type Instant,
  type LinkedColumn,
  type RecordRef,
  sameValue,
  type Value,
  type Values,
  type World,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import { kindOf, kitSchema } from './kit-schema.js'

/** What a record has to be. */
export interface ModelRecord extends Image {
  readonly ref: RecordRef
  readonly archived: boolean
}
/** One value that a property has to have had. */
export interface ModelEntry {
  readonly property: string
  readonly value: Value
  readonly before: Value
  readonly at: Instant
  readonly actor: Actor
  readonly group?: string
}
interface Asked extends Pick<CanonicalQuery, 'type' | 'order' | 'archived'> {
  readonly where: Expression
  readonly linked: readonly LinkedColumn[]
}
interface ModelLink {
  readonly edge: string
  readonly from: string
  readonly to: string
  readonly label: string
}
/** What a query has to answer: ids in their order, and how many there are in all. */
export interface Answer {
  readonly ids: readonly string[]
  readonly total: number
}

/** The kit's own copy of what it wrote: plain lists, queried by running the reference evaluator over every record. */
export class Model implements World {
  readonly records = new Map<string, ModelRecord>()
  /** Records that were purged, in the order in which they were. */
  readonly purged: RecordRef[] = []
  readonly #links = new Map<string, ModelLink>()
  readonly #history = new Map<string, ModelEntry[]>()

  apply(batch: WriteBatch): void {
    const before = new Map(this.records)
    for (const write of batch.writes) this.#write(write)
    for (const key of new Set(batch.writes.map(({ ref }) => keyOf(ref)))) this.#remember(key, before.get(key)?.values ?? {}, batch)
  }

  get(type: string, id: string): ModelRecord | undefined {
    return this.records.get(keyOf({ type, id }))
  }

  /** Oldest first. */
  historyOf(ref: RecordRef): readonly ModelEntry[] {
    return this.#history.get(keyOf(ref)) ?? []
  }

  linksOf(id: string, edge: string, forward: boolean): readonly { readonly id: string; readonly label: string }[] {
    const own = [...this.#links.values()].filter((link) => link.edge === edge && (forward ? link.from : link.to) === id)
    return own.map(({ from, to, label }) => ({ id: forward ? to : from, label }))
  }

  *linked({ id }: RecordRef, { edge, forward, to, label }: Hop): Iterable<Image> {
    const links = this.linksOf(id, edge, forward).filter((link) => label === undefined || link.label === label)
    for (const other of new Set(links.map((link) => link.id))) {
      const record = this.get(to, other)
      if (record !== undefined && !record.archived) yield record
    }
  }

  changedSince(ref: RecordRef, property: string, since: Instant, to?: NonNullable<Value>): boolean {
    const values = this.historyOf(ref).filter((entry) => entry.property === property && entry.at >= since && entry.value !== null)
    return values.some(({ value }) => to === undefined || sameValue(value, to, kindOf(property)))
  }

  userName(id: string): string | undefined {
    const name = this.get('user', id)?.values['name']
    return typeof name === 'string' ? name : undefined
  }

  /** Records of a type that pass, in order, without a window; linked columns are among their values. */
  find({ type, where, order, archived, linked }: Asked): readonly ModelRecord[] {
    const matches = compileExpression(type, where)
    const all = [...this.records.values()].filter(({ ref }) => ref.type === type)
    const asked = all.filter((record) => (archived === 'any' || record.archived === (archived === 'only')) && matches(record, this))
    return asked.map(this.fill(type, linked)).sort(this.compare(order))
  }

  /** Puts linked columns among the values of a record. */
  fill(type: string, linked: readonly LinkedColumn[]): (record: ModelRecord) => ModelRecord {
    const read = compileLinked(type, linked)
    return (record) => (linked.length === 0 ? record : { ...record, values: { ...record.values, ...read(record, this) } })
  }

  compare(order: CanonicalQuery['order']): (a: Image, b: Image) => number {
    return compareImages(order, (id) => this.userName(id))
  }

  #write(write: Write): void {
    const { ref } = write
    const record = this.records.get(keyOf(ref))
    switch (write.write) {
      case 'archive':
      case 'restore':
        this.#put(ref, record?.values ?? {}, write.write === 'archive')
        break
      case 'purge':
        this.#purge(ref)
        break
      case 'link':
      case 'unlink':
        this.#link({ edge: write.edge, from: ref.id, to: write.to.id, label: write.label ?? '' }, write.write === 'link')
        break
      default:
        this.#put(ref, { ...record?.values, ...write.values }, record?.archived ?? false)
    }
  }

  #purge(ref: RecordRef): void {
    this.records.delete(keyOf(ref))
    this.#history.delete(keyOf(ref))
    this.purged.push(ref)
    for (const [key, link] of this.#links) if (isEndOf(link, ref)) this.#links.delete(key)
  }

  #put(ref: RecordRef, values: Values, archived: boolean): void {
    const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
    this.records.set(keyOf(ref), { ref, id: ref.id, values: known, archived })
  }

  #link(link: ModelLink, present: boolean): void {
    const key = JSON.stringify([link.edge, link.from, link.to, link.label])
    if (present) this.#links.set(key, link)
    else this.#links.delete(key)
  }

  #remember(key: string, before: Values, { at, actor, group, writes }: WriteBatch): void {
    const record = this.records.get(key)
    if (record === undefined) return
    const names = [...new Set([...Object.keys(before), ...Object.keys(record.values)])].sort()
    const changed = names.map((property) => ({
      property,
      value: record.values[property] ?? null,
      before: before[property] ?? null,
      at: sinceWhen(writes, key, property) ?? at,
      actor,
      ...(group !== undefined && { group }),
    }))
    const entries = changed.filter(({ property, value, before }) => !sameValue(value, before, kindOf(property)))
    this.#history.set(key, [...(this.#history.get(key) ?? []), ...entries])
  }
}

// The last write of the value says since when it holds.
function sinceWhen(writes: readonly Write[], key: string, property: string): number | undefined {
  const last = writes.findLast((write) => keyOf(write.ref) === key && 'values' in write && Object.hasOwn(write.values, property))
  return last !== undefined && 'since' in last ? last.since?.[property] : undefined
}

function isEndOf({ edge, from, to }: ModelLink, { type, id }: RecordRef): boolean {
  const ends = kitSchema.edges.find((each) => each.edge === edge)
  return (ends?.from === type && from === id) || (ends?.to === type && to === id)
}

function keyOf({ type, id }: RecordRef): string {
  return `${type} ${id}`
}
