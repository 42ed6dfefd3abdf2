import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition } from '../schema/definition.js'
import type { RecordRef, Value, Values } from '../schema/value.js'
import type { Capabilities, HistoryEntry, IO, LinkEnd, StorageAdapter, StoredRecord, Write } from '../storage/adapter.js'

/** A record before and after a batch: what writes work on before anything is stored. */
export interface DraftRecord {
  readonly ref: RecordRef
  readonly before: StoredRecord | undefined
  values: Values
  archived: boolean
  archive: 'archive' | 'restore' | 'purge' | undefined
  /** Since when new values hold, where that is not now. */
  since?: Readonly<Record<string, Instant>>
  /** A super admin moved it where the rules of its pipeline keep others from. */
  passedRules?: true
  /** Since when all of a new record holds: the record says what happened then. */
  happenedAt?: Instant
}
/** One link to add or remove, seen from its first end. */
export type DraftLink = Extract<Write, { readonly write: 'link' | 'unlink' }>
/** The end of an edge from which links are read. */
export type DraftEnd = Pick<AssociationDefinition, 'edge' | 'forward'>
/** One record at that end. */
export interface LinkPlace {
  readonly ref: RecordRef
  readonly end: DraftEnd
}

/** As many past values of a property are looked at. */
const mostPast = 1000

/** A batch that is being put together: each record once, however many writes touch it, so that they compose. */
export class Draft {
  readonly #adapter: StorageAdapter
  readonly #io: IO
  readonly resolve: (ref: RecordRef) => RecordRef
  readonly #records = new Map<string, DraftRecord>()
  #list: readonly DraftRecord[] | undefined
  readonly #links: DraftLink[] = []
  /** Stored links, by record and end. */
  readonly #stored = new Map<string, readonly LinkEnd[]>()
  /** The draft that is stored right before it. */
  #first: Draft | undefined

  /** `resolve` gives the record that an id names since its own was merged. */
  constructor(adapter: StorageAdapter, io: IO, resolve: (ref: RecordRef) => RecordRef = (ref) => ref) {
    this.#adapter = adapter
    this.#io = io
    this.resolve = resolve
  }

  /** A draft of what follows from this one: it has its records, as they will be. */
  next(): Draft {
    const next = new Draft(this.#adapter, this.#io, this.resolve)
    next.#first = this
    for (const record of this.records) if (!record.archived) next.#put(toDraft(toStored(record)))
    return next
  }

  /** Whether the draft changes a record, or a link of it. */
  touches({ type, id }: RecordRef): boolean {
    const record = this.find({ type, id })
    const isEnd = (ref: RecordRef): boolean => ref.type === type && ref.id === id
    return (
      (record !== undefined && writesOf(record, this.#adapter.capabilities).length > 0) ||
      this.#links.some(({ ref, to }) => isEnd(ref) || isEnd(to))
    )
  }

  /** As they are now; what is added later is in another list. */
  get records(): readonly DraftRecord[] {
    this.#list ??= [...this.#records.values()]
    return this.#list
  }

  get links(): readonly DraftLink[] {
    return this.#links
  }

  /** Reads the records that the draft lacks; a record that does not exist is `undefined`. */
  async load(refs: readonly RecordRef[]): Promise<void> {
    const missing = new Map<string, RecordRef>()
    for (const ref of refs) {
      const key = keyOf(ref)
      if (!this.#records.has(key)) missing.set(key, ref)
    }
    if (missing.size === 0) return
    const found = await this.#adapter.read([...missing.values()], this.#io)
    for (const record of found) if (record) this.#put(toDraft(record))
  }

  /**
   * Takes records as they were read before, so that they are not read again: should one have been written since, the store refuses the batch. Nothing
   * happens where the store compares no versions, or the draft has the record.
   */
  adopt(records: readonly StoredRecord[]): void {
    if (!this.#adapter.capabilities.versions) return
    for (const record of records) {
      if (!this.#records.has(keyOf(record.ref))) this.#put(toDraft(record))
    }
  }

  /** Reads the stored links that the draft lacks, with one call for each end of an edge. Errors: `storage.refused` where the store keeps none. */
  async loadLinks(places: readonly LinkPlace[]): Promise<void> {
    if (places.length === 0) return
    const wanted = places.filter((place) => !this.#stored.has(placeKey(place)) && this.find(place.ref)?.before !== undefined)
    const together = new Map<string, Map<string, LinkPlace>>()
    for (const place of wanted) {
      const end = `${place.end.edge}\u0000${place.end.forward}`
      together.set(end, (together.get(end) ?? new Map<string, LinkPlace>()).set(placeKey(place), place))
    }
    for (const places of together.values()) await this.#readLinks(places)
  }

  find(ref: RecordRef): DraftRecord | undefined {
    return this.#records.get(keyOf(ref))
  }

  create(ref: RecordRef, values: Values): DraftRecord {
    const record: DraftRecord = { ref, before: undefined, values, archived: false, archive: undefined }
    return this.#put(record)
  }

  /** Takes a record out again: what was drafted of it is not written. */
  forget({ ref, before }: DraftRecord): void {
    this.#list = undefined
    if (before === undefined) this.#records.delete(keyOf(ref))
    else this.#put(toDraft(before))
  }

  /** Adds a link; a single end drops its old one. */
  async link(
    association: AssociationDefinition,
    ref: RecordRef,
    to: RecordRef,
    label: string | undefined,
    inverse: AssociationDefinition | undefined,
  ): Promise<void> {
    if (association.single) await this.#replace(association, ref, to)
    if (inverse?.single) await this.#replace(inverse, to, ref)
    this.#links.push(toLink('link', association, ref, to, label))
  }

  unlink(association: AssociationDefinition, ref: RecordRef, to: RecordRef, label: string | undefined): void {
    this.#links.push(toLink('unlink', association, ref, to, label))
  }

  /** Takes away what links a record with one other along an association, whatever its label. */
  async unlinkAll(association: AssociationDefinition, ref: RecordRef, id: string): Promise<void> {
    for (const link of await this.#linksOf(ref, association))
      if (link.id === id) this.unlink(association, ref, { type: association.to, id }, link.label)
  }

  /** Ids at the other end of a record's links, as they will be. */
  async linked(ref: RecordRef, association: DraftEnd): Promise<readonly string[]> {
    const stored = (await this.#linksOf(ref, association)).map(({ id }) => id)
    const ids = new Set(stored)
    for (const link of this.#allLinks()) {
      const other = otherEnd(link, ref, association)
      if (other === undefined) continue
      if (link.write === 'link') ids.add(other)
      else ids.delete(other)
    }
    return [...ids]
  }

  /** The other ends of a record's links with their labels, as they will be. */
  async ends(ref: RecordRef, association: DraftEnd): Promise<readonly LinkEnd[]> {
    const ends = new Map((await this.#linksOf(ref, association)).map((end) => [endKey(end), end]))
    for (const link of this.#allLinks()) {
      const id = otherEnd(link, ref, association)
      if (id === undefined) continue
      const end: LinkEnd = { id, ...(link.label !== undefined && { label: link.label }) }
      if (link.write === 'link') ends.set(endKey(end), end)
      else ends.delete(endKey(end))
    }
    return [...ends.values()]
  }

  /** The other ends of the links of a record that the draft adds. */
  added(ref: RecordRef, association: DraftEnd): readonly LinkEnd[] {
    return this.#links.flatMap((link) => {
      const id = link.write === 'link' ? otherEnd(link, ref, association) : undefined
      return id === undefined ? [] : [{ id, ...(link.label !== undefined && { label: link.label }) }]
    })
  }

  /** Whether the link is there, with exactly that label, as it will be. */
  async hasLink(ref: RecordRef, association: DraftEnd, to: RecordRef, label: string | undefined): Promise<boolean> {
    return (await this.ends(ref, association)).some((end) => end.id === to.id && end.label === label)
  }

  /** The change that gave a property its stored value; none where the store keeps no history, or the value was never set. */
  async lastChange({ ref, before }: DraftRecord, property: string) {
    if (before === undefined) return undefined
    return (await this.#adapter.history?.read([ref], [property], 1, this.#io))?.[0]?.[0]
  }

  /** The values that a stored property had, newest first; none where the store keeps no history. */
  async past({ ref, before }: DraftRecord, property: string): Promise<readonly HistoryEntry[]> {
    if (before === undefined) return []
    return (await this.#adapter.history?.read([ref], [property], mostPast, this.#io))?.[0] ?? []
  }

  /** The writes that make the draft true. */
  writes(): readonly Write[] {
    const { capabilities } = this.#adapter
    // What the draft before it writes has a version that only the store knows.
    const capabilitiesFor = ({ ref }: DraftRecord): Capabilities =>
      this.#first?.touches(ref) ? { ...capabilities, versions: false } : capabilities
    return [...this.records.flatMap((record) => writesOf(record, capabilitiesFor(record))), ...this.#links]
  }

  #allLinks(): readonly DraftLink[] {
    return this.#first === undefined ? this.#links : [...this.#first.links, ...this.#links]
  }

  #put(record: DraftRecord): DraftRecord {
    this.#list = undefined
    this.#records.set(keyOf(record.ref), record)
    return record
  }

  async #replace(association: AssociationDefinition, ref: RecordRef, to: RecordRef): Promise<void> {
    for (const { id, label } of await this.#linksOf(ref, association)) {
      if (id !== to.id) this.unlink(association, ref, { type: association.to, id }, label)
    }
    for (const link of [...this.#links]) {
      const other = otherEnd(link, ref, association)
      if (link.write === 'link' && other !== undefined && other !== to.id)
        this.unlink(association, ref, { type: association.to, id: other }, link.label)
    }
  }

  async #linksOf(ref: RecordRef, end: DraftEnd): Promise<readonly LinkEnd[]> {
    await this.loadLinks([{ ref, end }])
    return this.#stored.get(placeKey({ ref, end })) ?? []
  }

  async #readLinks(places: ReadonlyMap<string, LinkPlace>): Promise<void> {
    const [first] = places.values()
    if (first === undefined) return
    if (this.#adapter.links === undefined)
      throw new TenureError('storage.refused', `The store ${this.#adapter.kind} keeps no links.`, { capability: 'associations' })
    const refs = [...places.values()].map(({ ref }) => ref)
    const found = await this.#adapter.links.read(refs, first.end.edge, first.end.forward, this.#io)
    for (const [place, key] of [...places.keys()].entries()) this.#stored.set(key, found[place] ?? [])
  }
}

/** Text that names a record of any type. */
export function keyOf({ type, id }: RecordRef): string {
  return `${type}\u0000${id}`
}

function placeKey({ ref, end }: LinkPlace): string {
  return `${end.edge}\u0000${end.forward}\u0000${keyOf(ref)}`
}
function endKey({ id, label }: LinkEnd): string {
  return JSON.stringify([id, label ?? ''])
}
function toDraft(record: StoredRecord): DraftRecord {
  return { ref: record.ref, before: record, values: record.values, archived: record.archivedAt !== undefined, archive: undefined }
}
// Not archived: what is archived is not drafted any further.
function toStored({ ref, before, values }: DraftRecord): StoredRecord {
  return { ref, version: before?.version ?? '0', values: withoutMissing(values) }
}
function toLink(
  write: 'link' | 'unlink',
  { edge, forward }: AssociationDefinition,
  ref: RecordRef,
  to: RecordRef,
  label: string | undefined,
): DraftLink {
  const [first, second] = forward ? [ref, to] : [to, ref]
  return { write, ref: first, edge, to: second, ...(label === undefined ? {} : { label }) }
}
function otherEnd(link: DraftLink, ref: RecordRef, { edge, forward }: DraftEnd): string | undefined {
  if (link.edge !== edge) return undefined
  const [own, other] = forward ? [link.ref, link.to] : [link.to, link.ref]
  return own.type === ref.type && own.id === ref.id ? other.id : undefined
}
function writesOf(
  { ref, before, values, archive, since, happenedAt }: DraftRecord,
  { versions, emptyIsNull }: Capabilities,
): readonly Write[] {
  const held = emptyIsNull ? withoutEmpty(values) : values
  const expect = versions && before !== undefined ? { expect: before.version } : {}
  const last: Write[] = archive === undefined ? [] : [{ write: archive, ref, ...expect }]
  if (before === undefined) {
    const created = withoutMissing(held)
    return [{ write: 'create', ref, values: created, ...datesOf(created, since, happenedAt) }, ...last]
  }
  if (held === before.values) return last
  const changed = changedIn(held, before.values)
  if (changed === undefined) return last
  return [{ write: 'patch', ref, ...expect, values: changed, ...datesOf(changed, since, undefined) }, ...last]
}
// What has another value; nothing where all are the same.
function changedIn(values: Values, before: Values): Values | undefined {
  const changed: [string, Value][] = []
  for (const name of Object.keys(values)) {
    const value = values[name] ?? null
    if (value !== (before[name] ?? null)) changed.push([name, value])
  }
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}
function datesOf(
  values: Values,
  since: DraftRecord['since'],
  happenedAt: Instant | undefined,
): { readonly since?: Readonly<Record<string, Instant>> } {
  if (since === undefined && happenedAt === undefined) return {}
  const dates = Object.keys(values).flatMap((name) => {
    const at = since?.[name] ?? happenedAt
    return at === undefined ? [] : [[name, at] as const]
  })
  return dates.length === 0 ? {} : { since: Object.fromEntries(dates) }
}
function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]))
}
function withoutMissing(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, NonNullable<Value>] => entry[1] !== null))
}
