import type { Actor, Change, Instant, RecordRef, Value, Values } from '@tenure/core/adapter'
import { own, setOwn } from '@tenure/sql'

/** What a row of the feed holds: the changes of one commit, with what they share once. Rows of an earlier version are a bare list of changes. */
interface FeedRow {
  readonly at?: Instant
  readonly actor?: Actor
  readonly changes: readonly Entry[]
}
type Shared = Partial<Pick<Change, 'at' | 'actor'>>
/** A creation: its values are in the history, under the first version of the record. */
type CreationEntry = readonly [type: string, id: string, rest?: Shared & Pick<Change, 'linked'>]
/** A change that left the record as it was but for some values: `was` has what they were, null where there was none. */
type PatchEntry = Shared & Omit<Change, 'at' | 'actor' | 'changed' | 'before'> & { readonly was: Values }
type PlainEntry = Shared & Omit<Change, 'at' | 'actor' | 'changed'> & Partial<Pick<Change, 'changed'>>
type Entry = CreationEntry | PatchEntry | PlainEntry

/** Finds the values that a record was created with; nothing where it was purged. */
export type CreationReader = (ref: RecordRef) => Values | undefined

/** The changes as text, without what the history holds or what follows from the rest. */
export function encodeFeedRow(changes: readonly Change[]): string {
  const { at, actor } = changes[0] ?? {}
  const row: FeedRow = {
    ...(at !== undefined && { at }),
    ...(actor && { actor }),
    changes: changes.map((each) => toEntry(each, at, actor)),
  }
  return JSON.stringify(row)
}

/** The changes as they were, but for the images of records that are purged. */
export function decodeFeedRow(text: string, creation: CreationReader): readonly Change[] {
  const row = JSON.parse(text) as FeedRow | readonly Change[]
  if (isBare(row)) return row
  const shared = { at: row.at ?? 0, ...(row.actor && { actor: row.actor }) }
  return row.changes.map((entry) => toChange(entry, shared, creation))
}

/** The row without any value of one record; that something happened to it stays. */
export function withoutRecord(text: string, ref: RecordRef): string {
  const isOf = (entry: Entry): boolean => !isCreation(entry) && entry.ref.type === ref.type && entry.ref.id === ref.id
  const strip = (entry: Entry): Entry => (isOf(entry) ? stripped(entry as PlainEntry) : entry)
  const row = JSON.parse(text) as FeedRow | readonly Change[]
  return JSON.stringify(isBare(row) ? row.map(strip) : { ...row, changes: row.changes.map(strip) })
}

/** Texts of which a row has at least one where it names the record. */
export function namesOf({ type, id }: RecordRef): readonly [string, string] {
  return [JSON.stringify({ type, id }), JSON.stringify([type, id]).slice(0, -1)]
}

/** What is left of a change of a purged record: that there was one. */
export function withoutImages({ before: _, after: __, ...change }: Change): Change {
  return { ...change, changed: [] }
}

function stripped({ before: _, after: __, was: ___, ...entry }: PlainEntry & { readonly was?: Values }): PlainEntry {
  return { ...entry, changed: [] }
}
function isBare(row: FeedRow | readonly Change[]): row is readonly Change[] {
  return Array.isArray(row)
}
function isCreation(entry: Entry): entry is CreationEntry {
  return Array.isArray(entry)
}

function valuesOf(image: Values, names: readonly string[]): Values {
  const values: Record<string, Value> = {}
  for (const name of names) setOwn(values, name, own(image, name))
  return values
}

function toEntry(change: Change, at: Instant | undefined, actor: Actor | undefined): Entry {
  const { at: ownAt, actor: ownActor, ref, linked, changed, before, after, change: did, version } = change
  const shared: Shared = { ...(ownAt !== at && { at: ownAt }), ...(ownActor !== actor && ownActor && { actor: ownActor }) }
  if (did === 'create' && before === undefined && after !== undefined) {
    const more = { ...shared, ...(linked && { linked }) }
    return Object.keys(more).length > 0 ? [ref.type, ref.id, more] : [ref.type, ref.id]
  }
  const isPlain = linked === undefined && ownAt === at && ownActor === actor
  const rest = isPlain ? { ref, change: did, version } : { ref, change: did, version, ...(linked && { linked }), ...shared }
  if (after === undefined || before === undefined) return { ...rest, changed, ...(before && { before }), ...(after && { after }) }
  return { ...rest, after, was: valuesOf(before, changed) }
}

function toChange(entry: Entry, shared: Pick<Change, 'at' | 'actor'>, creation: CreationReader): Change {
  if (isCreation(entry)) return toCreation(entry, shared, creation)
  if (!('was' in entry)) return { ...shared, changed: [], ...entry }
  const { was, ...change } = entry
  const kept = Object.entries(change.after ?? {}).filter(([name]) => !Object.hasOwn(was, name))
  const before = Object.fromEntries([...kept, ...Object.entries(was).filter(([, value]) => value !== null)])
  return { ...shared, ...change, changed: Object.keys(was).sort(), before }
}

function toCreation([type, id, rest]: CreationEntry, shared: Pick<Change, 'at' | 'actor'>, creation: CreationReader): Change {
  const ref = { type, id }
  const after = creation(ref)
  const change = { ref, change: 'create', version: '1', ...shared, ...rest } as const
  return after === undefined ? { ...change, changed: [] } : { ...change, changed: Object.keys(after).sort(), after }
}
