import {
  type Change,
  type CommitResult,
  type FeedCursor,
  type HistoryEntry,
  type RecordRef,
  type StoredRecord,
  sameValue,
  type Value,
  type Values,
  type Write,
  type WriteBatch,
} from '@tenure/core/adapter'
import { checkText } from './check-text.js'
import type { LinkKey } from './link-table.js'
import type { Row } from './record-table.js'
import { isThere, type Store } from './store.js'

type Failure = { readonly because: 'conflict' | 'missing' | 'exists' | 'constraint'; readonly property?: string }
type Refused = CommitResult & { readonly ok: false }
type Stored = CommitResult & { readonly ok: true; readonly cursor: FeedCursor }
type Linked = NonNullable<Change['linked']>[number]
/** What a commit has done so far to one record. */
interface Touched {
  readonly ref: RecordRef
  readonly before: Row | undefined
  did: Change['change']
  readonly linked: Linked[]
  /** Since when values hold that do not hold since the commit. */
  readonly since: Map<string, number>
}

/** Writes the whole batch or nothing, in one synchronous step that nobody can look into. Errors: `input.invalid` for text that no store keeps. */
export function commitBatch(store: Store, batch: WriteBatch): CommitResult {
  const known = batch.key === undefined ? undefined : store.answers.get(batch.key)
  if (known !== undefined) return { ...known.result, repeated: true }
  checkText([...batch.writes, ...(batch.consequence?.writes ?? [])], (type, property) => store.kindOf(type, property))
  const result = commitBoth(store, batch)
  if (result.ok && batch.key !== undefined) remember(store, batch.key, result)
  return result
}

// What follows from a batch is a commit of its own, stored with it or not at all.
function commitBoth(store: Store, { consequence, ...batch }: WriteBatch): CommitResult {
  const first = new Commit(store, batch)
  const failure = first.apply()
  if (failure !== undefined) return failure
  if (consequence === undefined) return first.finish()
  const second = new Commit(store, { atomic: true, at: batch.at, ...consequence })
  const refused = second.apply()
  if (refused !== undefined) return first.takeBack({ ...refused, at: batch.writes.length + (refused.at ?? 0) })
  const [result, { records, changes, cursor }] = [first.finish(), second.finish()]
  const isLater = (ref: RecordRef): boolean => records.some((each) => keyOf(each.ref) === keyOf(ref))
  return Object.freeze({
    ...result,
    records: [...result.records.filter(({ ref }) => !isLater(ref)), ...records],
    ...(changes.length > 0 && { consequence: Object.freeze({ changes, cursor }) }),
  })
}

const keptMs = 24 * 60 * 60_000

function remember(store: Store, key: string, result: CommitResult & { readonly ok: true }): void {
  const at = store.now()
  for (const [old, answer] of store.answers) {
    if (answer.at >= at - keptMs) break
    store.answers.delete(old)
  }
  store.answers.set(key, { at, result })
}

class Commit {
  readonly #store: Store
  readonly #batch: WriteBatch
  readonly #touched = new Map<string, Touched>()
  readonly #undo: (() => void)[] = []
  /** The records as the writes have left them. */
  #rows = new Map<Touched, Row | undefined>()

  constructor(store: Store, batch: WriteBatch) {
    this.#store = store
    this.#batch = batch
  }

  /** Makes all writes, or none. */
  apply(): Refused | undefined {
    try {
      for (const [at, write] of this.#batch.writes.entries()) {
        const failure = this.#apply(write)
        if (failure !== undefined) return this.takeBack({ ok: false, at, ...failure })
      }
    } catch (error) {
      this.takeBack(undefined)
      throw error
    }
    this.#rows = new Map([...this.#touched.values()].map((touched) => [touched, this.#row(touched.ref)]))
    return undefined
  }

  takeBack<T>(result: T): T {
    for (const undo of this.#undo.toReversed()) undo()
    return result
  }

  #apply(write: Write): Failure | undefined {
    const row = this.#row(write.ref)
    if (write.write === 'create' && row === undefined && !this.#store.purged.has(keyOf(write.ref)))
      return this.#put(write.ref, write.values, undefined, 'create') ?? this.#date(write)
    if (write.write === 'create') return { because: 'exists' }
    if (row === undefined) return { because: 'missing' }
    if (write.expect !== undefined && write.expect !== this.#versionBefore(row)) return { because: 'conflict' }
    return this.#change(row, write)
  }

  #change({ record: { ref, values, archivedAt } }: Row, write: Write): Failure | undefined {
    switch (write.write) {
      case 'archive':
        return archivedAt === undefined ? this.#put(ref, values, this.#batch.at, 'archive') : undefined
      case 'restore':
        return archivedAt === undefined ? undefined : this.#put(ref, values, undefined, 'restore')
      case 'purge':
        return this.#purge(ref)
      case 'link':
      case 'unlink':
        return this.#link({ edge: write.edge, from: ref, to: write.to, label: write.label ?? '' }, write.write === 'link')
      default:
        return this.#put(ref, { ...values, ...write.values }, archivedAt, 'patch') ?? this.#date(write)
    }
  }

  // The last write of a value says since when it holds.
  #date({ ref, values, since = {} }: Extract<Write, { readonly values: Values }>): undefined {
    const dates = this.#touched.get(keyOf(ref))?.since
    for (const property of Object.keys(values)) {
      const at = since[property]
      if (at === undefined) dates?.delete(property)
      else dates?.set(property, at)
    }
  }

  #put(ref: RecordRef, values: Values, archivedAt: number | undefined, did: Change['change']): Failure | undefined {
    const touched = this.#touch(ref, did)
    const row = toRow(ref, nextVersion(touched.before), values, archivedAt)
    const taken = this.#store.table(ref.type).taken(row)
    if (taken !== undefined) return { because: 'constraint', property: taken }
    this.#set(ref, row)
    return undefined
  }

  #purge(ref: RecordRef): undefined {
    for (const link of this.#store.links.of(ref)) this.#link(link, false)
    this.#touch(ref, 'purge')
    this.#set(ref, undefined)
    this.#store.purged.add(keyOf(ref))
    this.#undo.push(() => this.#store.purged.delete(keyOf(ref)))
  }

  #link(link: LinkKey, present: boolean): Failure | undefined {
    if (this.#row(link.to) === undefined) return { because: 'missing' }
    if (!this.#store.links.fits(link)) return { because: 'constraint' }
    if (this.#store.links.has(link) === present) return undefined
    this.#store.links.set(link, present)
    this.#undo.push(() => this.#store.links.set(link, !present))
    this.#linked(link.from, { edge: link.edge, forward: true, other: link.to, ...describeLink(link, present) })
    this.#linked(link.to, { edge: link.edge, forward: false, other: link.from, ...describeLink(link, present) })
    return undefined
  }

  #linked(ref: RecordRef, linked: Linked): void {
    const touched = this.#touch(ref, 'link')
    touched.linked.push(linked)
    const row = this.#row(ref)
    if (row !== undefined) this.#set(ref, toRow(ref, nextVersion(touched.before), row.values, row.record.archivedAt))
  }

  #row({ type, id }: RecordRef): Row | undefined {
    return this.#store.table(type).get(id)
  }

  #versionBefore(row: Row): string | undefined {
    const touched = this.#touched.get(keyOf(row.record.ref))
    return touched === undefined ? row.record.version : touched.before?.record.version
  }

  #set(ref: RecordRef, row: Row | undefined): void {
    const table = this.#store.table(ref.type)
    const before = table.get(ref.id)
    this.#undo.push(() => table.set(ref.id, before))
    table.set(ref.id, row)
  }

  #touch(ref: RecordRef, did: Change['change']): Touched {
    const known = this.#touched.get(keyOf(ref))
    const touched = known ?? { ref: { type: ref.type, id: ref.id }, before: this.#row(ref), did, linked: [], since: new Map() }
    if (weight[did] > weight[touched.did]) touched.did = did
    this.#touched.set(keyOf(ref), touched)
    return touched
  }

  /** Writes history and feed. */
  finish(): Stored {
    const { feed } = this.#store
    const touched = [...this.#touched.values()]
    const changes = Object.freeze(touched.map((each) => this.#describe(each)))
    for (const [place, each] of touched.entries()) this.#log(each, changes[place])
    const cursor = changes.length > 0 ? feed.append(changes, this.#batch.group) : feed.head
    const records = touched.flatMap((each) => this.#rows.get(each)?.record ?? [])
    return Object.freeze({ ok: true, records, cursor, changes })
  }

  #describe(touched: Touched): Change {
    const { ref, before, did, linked } = touched
    const row = this.#rows.get(touched)
    const { at, actor } = this.#batch
    const changed = did === 'purge' ? [] : this.#changedNames(ref.type, before?.values ?? {}, row?.values ?? {})
    return Object.freeze({
      ref,
      change: did,
      version: row?.record.version ?? nextVersion(before),
      at,
      actor,
      changed,
      ...(isThere(before) ? { before: before.values } : {}),
      ...(isThere(row) ? { after: row.values } : {}),
      ...(linked.length > 0 ? { linked } : {}),
    })
  }

  #changedNames(type: string, before: Values, after: Values): readonly string[] {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].filter((name) => !sameValue(before[name] ?? null, after[name] ?? null, this.#store.kindOf(type, name))).sort()
  }

  #log(touched: Touched, change: Change | undefined): void {
    const { ref, before, did, since } = touched
    if (did === 'purge') this.#store.forget(ref)
    const now = this.#rows.get(touched)
    const { at, actor, group } = this.#batch
    const entries = (change?.changed ?? []).toReversed().map(
      (property): HistoryEntry =>
        Object.freeze({
          property,
          value: now?.values[property] ?? null,
          before: before?.values[property] ?? null,
          at: since.get(property) ?? at,
          actor,
          version: change?.version ?? '',
          ...(group !== undefined && { group }),
        }),
    )
    this.#store.history.append(ref, entries)
  }
}

// The name of a change when one commit did several things to a record.
const weight: Readonly<Record<Change['change'], number>> = { link: 0, patch: 1, restore: 2, archive: 3, create: 4, purge: 5 }

function keyOf({ type, id }: RecordRef): string {
  return `${type}\u0000${id}`
}
function nextVersion(before: Row | undefined): string {
  return String(Number(before?.record.version ?? 0) + 1)
}
function describeLink({ label }: LinkKey, present: boolean): Pick<Linked, 'label' | 'gone'> {
  return { ...(label === '' ? {} : { label }), ...(present ? {} : { gone: true }) }
}
/** A row that nobody can change. */
export function toRow({ type, id }: RecordRef, version: string, values: Values, archivedAt: number | undefined): Row {
  const held = Object.freeze(
    Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, freeze(value)]]))),
  ) as Values
  const record: StoredRecord = Object.freeze({
    ref: Object.freeze({ type, id }),
    version,
    values: held,
    ...(archivedAt === undefined ? {} : { archivedAt }),
  })
  return Object.freeze({ id, values: held, record })
}
// A copy that neither the writer nor a reader can change; what is frozen is one already.
function freeze(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map((item: Value) => freeze(item))) as Value
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, freeze(item as Value)]))) as Value
}
