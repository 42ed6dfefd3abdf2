import type { Change, CommitResult, StorageAdapter, StoredRecord, WriteBatch } from '../storage/adapter.js'
import { type Draft, type DraftLink, type DraftRecord, keyOf } from './draft.js'

type Linked = NonNullable<Change['linked']>[number]
/** A commit that succeeded. An adapter that is not typed may leave its changes out. */
export type Committed = Omit<CommitResult & { readonly ok: true }, 'changes'> & { readonly changes?: readonly Change[] }

/**
 * The changes of a commit with whole images. What the store does not say is taken from the draft: what was there before, and, where the
 * adapter breaks its promise to name the changes, all of them.
 */
export function wholeChanges(
  { capabilities }: StorageAdapter,
  draft: Draft,
  batch: Pick<WriteBatch, 'at' | 'actor'>,
  { changes, records }: Committed,
): readonly Change[] {
  if (changes !== undefined && capabilities.images === 'both') return changes
  const stored = new Map(records.map((record) => [keyOf(record.ref), record]))
  if (changes === undefined) return draft.records.flatMap((record) => changeOf(record, stored.get(keyOf(record.ref)), draft.links, batch))
  return changes.map((change) => withImages(change, draft.find(change.ref), stored.get(keyOf(change.ref))))
}

function withImages(change: Change, drafted: DraftRecord | undefined, stored: StoredRecord | undefined): Change {
  const before = change.before ?? imageOf(drafted?.before)
  const after = change.after ?? imageOf(stored)
  return { ...change, ...(before && { before }), ...(after && { after }) }
}
function imageOf(record: StoredRecord | undefined): StoredRecord['values'] | undefined {
  return record === undefined || record.archivedAt !== undefined ? undefined : record.values
}

function changeOf(
  { ref, before, archive }: DraftRecord,
  stored: StoredRecord | undefined,
  links: readonly DraftLink[],
  { at, actor }: Pick<WriteBatch, 'at' | 'actor'>,
): readonly Change[] {
  if (stored === undefined || stored.version === before?.version) return []
  const [was, is] = [imageOf(before), imageOf(stored)]
  const changed = changedNames(before?.values ?? {}, stored.values)
  const linked = links.flatMap((link) => linkedAt(link, ref.type, ref.id))
  const change = before === undefined ? 'create' : (archive ?? (changed.length > 0 ? 'patch' : 'link'))
  const images = { ...(was && { before: was }), ...(is && { after: is }), ...(linked.length > 0 && { linked }) }
  return [{ ref, change, version: stored.version, at, actor, changed, ...images }]
}
function changedNames(before: StoredRecord['values'], after: StoredRecord['values']): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const text = (values: StoredRecord['values'], name: string): string => JSON.stringify(values[name] ?? null)
  return [...names].filter((name) => text(before, name) !== text(after, name)).sort()
}
function linkedAt({ write, ref, edge, to, label }: DraftLink, type: string, id: string): readonly Linked[] {
  const how = { edge, ...(label !== undefined && { label }), ...(write === 'unlink' && { gone: true as const }) }
  return [
    ...(ref.type === type && ref.id === id ? [{ ...how, forward: true, other: to }] : []),
    ...(to.type === type && to.id === id ? [{ ...how, forward: false, other: ref }] : []),
  ]
}
