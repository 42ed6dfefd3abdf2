import {
  type Change,
  type CommitResult,
  type Instant,
  type RecordRef,
  type StoredRecord,
  sameValue,
  type Value,
  type Values,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import { encodeJson } from './codec.js'
import type { LayoutView, TypeView } from './layout-view.js'
import { setOwn } from './row-reader.js'

/** A record before or after a commit; values that are missing are left out. */
export interface RecordState {
  readonly version: number
  readonly values: Values
  readonly archivedAt?: Instant
}
/** A stored link: `from` is the first end; no label is the empty text. */
export interface StoredLink {
  readonly edge: string
  readonly from: RecordRef
  readonly to: RecordRef
  readonly label: string
}
/** What is in the store while a batch is worked out. */
export interface StoredView {
  record(ref: RecordRef): RecordState | undefined
  /** Whether there was such a record that was purged: its id stays taken. */
  isPurged(ref: RecordRef): boolean
  hasLink(link: StoredLink): boolean
  linksOf(ref: RecordRef): readonly StoredLink[]
  /** The record with that value of a unique property. */
  holder(type: TypeView, property: string, value: NonNullable<Value>): string | undefined
}
/** What a commit does to one record. */
export interface RecordWork {
  readonly ref: RecordRef
  readonly before: RecordState | undefined
  after: RecordState | undefined
  did: Change['change']
  /** The names of the properties that have another value now, sorted; while the batch is worked out, of those that were written. */
  changed: readonly string[]
  /** Since when values hold that do not hold since the commit. */
  since: Map<string, Instant> | undefined
  readonly linked: NonNullable<Change['linked']>[number][]
}
/** What there is to write for a batch, or why there is nothing. */
export type BatchWork =
  | { readonly ok: true; readonly records: readonly RecordWork[]; readonly links: readonly (StoredLink & { readonly present: boolean })[] }
  | Extract<CommitResult, { ok: false }>

/** Works out what a batch does, write by write; nothing is stored. Errors: `input.invalid` for types, properties and values that the store cannot hold. */
export function workOut(batch: WriteBatch, view: LayoutView, stored: StoredView): BatchWork {
  const work = new Work(batch, view, stored)
  for (const [at, write] of batch.writes.entries()) {
    const failure = work.apply(write)
    if (failure !== undefined) return { ok: false, at, ...failure }
  }
  return work.result()
}

type Failure = { readonly because: 'conflict' | 'missing' | 'exists' | 'constraint'; readonly property?: string }

class Work {
  readonly #batch: WriteBatch
  readonly #view: LayoutView
  readonly #stored: StoredView
  readonly #records = new Map<string, RecordWork>()
  /** What was done something to, in the order in which it first was. */
  readonly #touched = new Set<RecordWork>()
  readonly #links = new Map<string, StoredLink & { readonly present: boolean }>()
  /** Ids that took a value of a unique property in this batch. */
  readonly #taken = new Map<string, string>()

  constructor(batch: WriteBatch, view: LayoutView, stored: StoredView) {
    this.#batch = batch
    this.#view = view
    this.#stored = stored
  }

  result(): BatchWork {
    for (const work of this.#touched) work.changed = changedNames(work)
    return { ok: true, records: [...this.#touched], links: [...this.#links.values()] }
  }

  apply(write: Write): Failure | undefined {
    const work = this.#find(write.ref)
    if (write.write === 'create') return this.#isTaken(work) ? { because: 'exists' } : this.#put(work, write)
    if (work.after === undefined) return { because: 'missing' }
    if (write.expect !== undefined && write.expect !== String((work.before ?? work.after).version)) return { because: 'conflict' }
    switch (write.write) {
      case 'patch':
        return this.#put(work, write)
      case 'archive':
        return work.after.archivedAt === undefined ? this.#touch(work, 'archive', work.after.values, this.#batch.at) : undefined
      case 'restore':
        return work.after.archivedAt === undefined ? undefined : this.#touch(work, 'restore', work.after.values, undefined)
      case 'purge':
        return this.#purge(work)
      case 'link':
      case 'unlink':
        return this.#link({ edge: write.edge, from: write.ref, to: write.to, label: write.label ?? '' }, write.write === 'link')
      default:
        return undefined
    }
  }

  #isTaken({ ref, before, after, did }: RecordWork): boolean {
    return after !== undefined || before !== undefined || did === 'purge' || this.#stored.isPurged(ref)
  }

  #find({ type, id }: RecordRef): RecordWork {
    const key = `${type}\0${id}`
    const known = this.#records.get(key)
    if (known !== undefined) return known
    const ref = { type, id }
    const before = this.#stored.record(ref)
    const work: RecordWork = { ref, before, after: before, did: 'link', changed: [], since: undefined, linked: [] }
    this.#records.set(key, work)
    return work
  }

  #put(work: RecordWork, { values: given, since, write: did }: Extract<Write, { readonly values: Values }>): Failure | undefined {
    const type = this.#view.get(work.ref.type)
    const values = merge(type, did === 'create' ? {} : (work.after?.values ?? {}), given)
    const names = Object.keys(given)
    work.changed = work.changed.length === 0 ? names : [...new Set([...work.changed, ...names])]
    for (const property of names) {
      if (type.get(property).unique && !this.#take(type, property, values[property] ?? null, work.ref.id))
        return { because: 'constraint', property }
      date(work, property, since?.[property])
    }
    return this.#touch(work, did, values, did === 'create' ? undefined : work.after?.archivedAt)
  }

  // The record that had the value may have given it up earlier in this batch.
  #take(type: TypeView, property: string, value: Value, id: string): boolean {
    if (value === null) return true
    const key = `${type.place}.${property}\0${encodeJson(value, type.get(property).kind)}`
    const holders = [this.#taken.get(key), this.#stored.holder(type, property, value)]
    const stillHeld = (other: string): boolean =>
      sameValue(this.#find({ type: type.type, id: other }).after?.values[property] ?? null, value)
    if (holders.some((other) => other !== undefined && other !== id && stillHeld(other))) return false
    this.#taken.set(key, id)
    return true
  }

  #purge(work: RecordWork): undefined {
    const here = [...this.#links.values()].filter(({ present, from, to }) => present && (isSame(from, work.ref) || isSame(to, work.ref)))
    for (const link of [...this.#stored.linksOf(work.ref), ...here]) this.#link(link, false)
    this.#touch(work, 'purge', undefined, undefined)
  }

  #link(link: StoredLink, present: boolean): Failure | undefined {
    const [from, to] = [this.#find(link.from), this.#find(link.to)]
    if (to.after === undefined) return { because: 'missing' }
    if (!this.#view.fits(link.edge, link.from.type, link.to.type)) return { because: 'constraint' }
    const key = JSON.stringify([link.edge, link.from.id, link.to.id, link.label])
    const known = this.#links.get(key)
    if ((known?.present ?? this.#stored.hasLink(link)) === present) return undefined
    this.#links.set(key, { ...link, present })
    const how = { edge: link.edge, ...(link.label !== '' && { label: link.label }), ...(!present && { gone: true as const }) }
    from.linked.push({ ...how, forward: true, other: to.ref })
    to.linked.push({ ...how, forward: false, other: from.ref })
    for (const end of [from, to]) this.#touch(end, 'link', end.after?.values, end.after?.archivedAt)
    return undefined
  }

  // Without values there is no such record any more.
  #touch(work: RecordWork, did: Change['change'], values: Values | undefined, archivedAt: Instant | undefined): undefined {
    if (weight[did] > weight[work.did]) work.did = did
    const version = (work.before?.version ?? 0) + 1
    if (values === undefined) work.after = undefined
    else work.after = archivedAt === undefined ? { version, values } : { version, values, archivedAt }
    this.#touched.add(work)
  }
}

// The name of a change when one commit did several things to a record.
const weight: Readonly<Record<Change['change'], number>> = { link: 0, patch: 1, restore: 2, archive: 3, create: 4, purge: 5 }

function isSame(a: RecordRef, b: RecordRef): boolean {
  return a.type === b.type && a.id === b.id
}

// The last write of a value says since when it holds.
function date(work: RecordWork, property: string, at: Instant | undefined): void {
  if (at === undefined) work.since?.delete(property)
  else work.since = (work.since ?? new Map<string, Instant>()).set(property, at)
}

function merge(type: TypeView, known: Values, given: Values): Values {
  const values: Record<string, Value> = { ...known }
  for (const [property, value] of Object.entries(given)) {
    const { kind } = type.get(property)
    if (value === null || value === undefined) delete values[property]
    else
      setOwn(
        values,
        property,
        kind === 'multi_enumeration' && Array.isArray(value) ? (JSON.parse(encodeJson(value, kind)) as Value) : value,
      )
  }
  return values
}

// Only what was written can have changed.
function changedNames({ before, after, changed }: RecordWork): readonly string[] {
  const found: string[] = []
  for (const name of changed) {
    const [was, is] = [own(before?.values, name), own(after?.values, name)]
    if (was !== is && !sameValue(was, is)) found.push(name)
  }
  return found.length < 2 ? found : found.sort()
}
/** A value by name; `null` where there is none. */
export function own(values: Values | undefined, name: string): Value {
  return values !== undefined && Object.hasOwn(values, name) ? (values[name] ?? null) : null
}

/** The change of one record in a commit. */
export function toChange({ ref, before, after, did, changed, linked }: RecordWork, { at, actor }: WriteBatch): Change {
  const version = String(after?.version ?? (before?.version ?? 0) + 1)
  const [was, is] = [imageOf(before), imageOf(after)]
  // Nearly every change has both images, and no link.
  if (was !== undefined && is !== undefined && linked.length === 0)
    return { ref, change: did, version, at, actor, changed, before: was, after: is }
  return {
    ...{ ref, change: did, version, at, actor, changed: did === 'purge' ? [] : changed },
    ...(was && { before: was }),
    ...(is && { after: is }),
    ...(linked.length > 0 && { linked }),
  }
}
function imageOf(state: RecordState | undefined): Values | undefined {
  return state?.archivedAt === undefined ? state?.values : undefined
}
/** The record as the commit left it; nothing where it was purged. */
export function toStored({ ref, after }: RecordWork): StoredRecord | undefined {
  if (after === undefined) return undefined
  const { version, values, archivedAt } = after
  return archivedAt === undefined ? { ref, version: String(version), values } : { ref, version: String(version), values, archivedAt }
}
