import { scoreDueProperty } from '../../access/internal-property.js'
import type { Instant } from '../../base/clock.js'
import { type Draft, type DraftRecord, keyOf } from '../../records/draft.js'
import type { AssociationDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { ProfileBook, ScoredType } from './profile-book.js'
import { keptScore, keptStatus, scorePlugin } from './profile-record.js'
import type { FactsPort } from './read-facts.js'
import { markDue } from './score-customers.js'

/** What finding touched scores works with. */
export interface TouchPort {
  readonly profiles: Pick<ProfileBook, 'types'>
  schema(): SchemaDefinition
}

/**
 * Notes in the draft which customers have to be scored again, because of what the draft changes of what their profiles look at. The note is stored with
 * the change, so that no kill loses it.
 */
export async function touchScores({ profiles, schema }: TouchPort, draft: Draft, at: Instant): Promise<void> {
  const types = profiles.types()
  if (types.length === 0) return
  for (const scored of types) {
    const touched = new Set<RecordId>()
    const ends = endsOf(scored, schema())
    for (const record of draft.records)
      if (record.ref.type === scored.type && isTouched(record, scored.needs.properties)) touched.add(record.ref.id)
    for (const link of draft.links)
      for (const { edge, forward } of ends) {
        if (link.edge !== edge) continue
        const { type, id } = forward ? link.ref : link.to
        if (type === scored.type) touched.add(id)
      }
    await touchLinked(draft, scored, ends, touched)
    await note(draft, scored.type, touched, at)
  }
}

/** Customers that a batch of another process touches and does not mark: the process that committed it did not know the profile yet, or is no workspace. */
export async function touchedByOthers(
  { profiles, schema, storage, io }: TouchPort & FactsPort,
  { changes }: ChangeBatch,
): Promise<readonly RecordRef[]> {
  const touched: RecordRef[] = []
  for (const scored of profiles.types()) {
    const ends = endsOf(scored, schema())
    const names = new Set([...scored.needs.properties, keptScore, keptStatus])
    for (const change of changes.filter(({ actor }) => actor?.plugin !== scorePlugin)) {
      if (change.ref.type === scored.type && isTouchedBy(change, names, ends)) touched.push(change.ref)
      for (const { name, to, edge, forward } of ends) {
        if (change.ref.type !== to || !isMoved(change, scored.needs.links.get(name) ?? new Set())) continue
        const [linked = []] = (await storage.links?.read([change.ref], edge, !forward, io)) ?? []
        touched.push(...linked.map(({ id }) => ({ type: scored.type, id })))
      }
    }
  }
  const marked = new Set(changes.flatMap(({ ref, changed }) => (changed.includes(scoreDueProperty) ? [keyOf(ref)] : [])))
  return touched.filter((ref) => !marked.has(keyOf(ref)))
}
function isTouchedBy(change: Change, names: ReadonlySet<string>, ends: readonly AssociationDefinition[]): boolean {
  if (isMoved(change, names) || change.change === 'create') return true
  return change.linked?.some(({ edge, forward }) => ends.some((end) => end.edge === edge && end.forward === forward)) === true
}
function isMoved({ change, changed }: Change, names: ReadonlySet<string>): boolean {
  return change === 'archive' || change === 'restore' || change === 'purge' || changed.some((name) => names.has(name))
}
function endsOf({ type, needs }: ScoredType, schema: SchemaDefinition): readonly AssociationDefinition[] {
  return (schema.get(type)?.associations ?? []).filter(({ name }) => needs.links.has(name))
}
function isTouched({ before, values, archive, archived }: DraftRecord, names: ReadonlySet<string>): boolean {
  if (archived) return false
  return before === undefined || archive !== undefined || isChanged(before.values, values, names)
}
function isChanged(before: DraftRecord['values'], values: DraftRecord['values'], names: ReadonlySet<string>): boolean {
  if (before === values) return false
  for (const name of names) if ((before[name] ?? null) !== (values[name] ?? null)) return true
  return false
}

// A new record reaches its customers only by its links.
async function touchLinked(
  draft: Draft,
  { needs }: ScoredType,
  ends: readonly AssociationDefinition[],
  touched: Set<RecordId>,
): Promise<void> {
  const places: { readonly ref: RecordRef; readonly end: { readonly edge: string; readonly forward: boolean } }[] = []
  for (const { name, to, edge, forward } of ends) {
    const names = needs.links.get(name) ?? new Set()
    for (const { ref, before, values, archive } of draft.records)
      if (ref.type === to && before !== undefined && (archive !== undefined || isChanged(before.values, values, names)))
        places.push({ ref, end: { edge, forward: !forward } })
  }
  await draft.loadLinks(places)
  for (const { ref, end } of places) for (const id of await draft.linked(ref, end)) touched.add(id)
}

async function note(draft: Draft, type: string, ids: ReadonlySet<RecordId>, at: Instant): Promise<void> {
  const refs = [...ids].map((id) => ({ type, id }))
  await draft.load(refs)
  for (const ref of refs) {
    const record = draft.find(ref)
    if (record === undefined || record.archived) continue
    // Scores that are being worked out from what was before are not written then.
    markDue(record, at)
  }
}
