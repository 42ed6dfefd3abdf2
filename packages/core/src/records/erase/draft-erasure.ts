import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef } from '../../schema/value.js'
import { type Draft, type DraftRecord, keyOf, type LinkPlace } from '../draft.js'

/** A record that is to leave the store and every past, with those that were merged into it. */
export interface Erasure {
  readonly draft: Draft
  readonly schema: SchemaDefinition
  readonly record: DraftRecord
  readonly merged: readonly RecordRef[]
}

/** Purges the record, what was merged into it, and the activities that are of nothing else (SEC-14). Answers how many activities went. */
export async function draftErasure({ draft, schema, record, merged }: Erasure): Promise<number> {
  const gone = [record.ref, ...merged]
  await draft.load(merged)
  const linked = await linkedFrom(draft, schema, gone, (to) => schema.get(to)?.activity !== undefined)
  await draft.load(linked)
  const activities: RecordRef[] = []
  for (const ref of linked) if (await isOnlyOf(draft, schema, ref, gone)) activities.push(ref)
  for (const ref of [...gone, ...activities]) purge(draft.find(ref))
  return activities.length
}

/** Marks a record, so that nothing of it stays. */
export function purge(record: DraftRecord | undefined): void {
  if (record === undefined) return
  record.archived = true
  record.archive = 'purge'
}

async function isOnlyOf(draft: Draft, schema: SchemaDefinition, ref: RecordRef, gone: readonly RecordRef[]): Promise<boolean> {
  const others = await linkedFrom(draft, schema, [ref], () => true)
  const known = new Set(gone.map(keyOf))
  return others.every((other) => known.has(keyOf(other)))
}

async function linkedFrom(
  draft: Draft,
  schema: SchemaDefinition,
  refs: readonly RecordRef[],
  isWanted: (type: string) => boolean,
): Promise<readonly RecordRef[]> {
  const places = refs.flatMap((ref) =>
    (schema.get(ref.type)?.associations ?? []).filter(({ to }) => isWanted(to)).map((end) => ({ ref, end, to: end.to })),
  )
  await draft.loadLinks(places satisfies readonly LinkPlace[])
  const found = new Map<string, RecordRef>()
  for (const { ref, end, to } of places) for (const id of await draft.linked(ref, end)) found.set(keyOf({ type: to, id }), { type: to, id })
  return [...found.values()]
}
