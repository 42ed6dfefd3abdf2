import { scoreDueProperty } from '../../access/internal-property.js'
import type { Instant } from '../../base/clock.js'
import { type Draft, type DraftRecord, keyOf } from '../../records/draft.js'
import type { FollowUp } from '../../records/write-records.js'
import type { AssociationDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordId, RecordRef } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import { draftedFacts } from './drafted-facts.js'
import type { ProfileBook, ScoredType } from './profile-book.js'
import { keptScore, keptStatus, profileType, scoreActor, scorePlugin } from './profile-record.js'
import type { FactsPort } from './read-facts.js'
import { draftScores, isKept, markDue, type ScoredCustomer, type ScoringPort, scoreFacts } from './score-customers.js'

/** What finding touched scores works with. */
export interface TouchPort {
  readonly profiles: Pick<ProfileBook, 'types' | 'of'>
  schema(): SchemaDefinition
}
/** `at` is now. */
export interface TouchOptions {
  readonly at: Instant
  /** The scores may be stored with the draft. */
  readonly isAtOnce: boolean
}

/** So many customers are scored with the change that touches them: the writer waits for it. */
const mostAtOnce = 8

/**
 * Finds the customers that have to be scored again, because of what the draft changes of what their profiles look at. A few of them are scored at once: the
 * answer is what to store with the draft. All others are noted in the draft; the note is stored with the change, so that no kill loses it.
 */
export async function touchScores(
  port: TouchPort & ScoringPort,
  draft: Draft,
  { at, isAtOnce }: TouchOptions,
): Promise<FollowUp | undefined> {
  const scored: ScoredCustomer[] = []
  for (const type of port.profiles.types()) {
    const ids = await touchedOf(port, draft, type)
    if (ids.size === 0) continue
    const done = isAtOnce && ids.size <= mostAtOnce && isPlain(draft) ? await scoreDrafted(port, type, { draft, ids, at }) : []
    for (const { ref } of done) ids.delete(ref.id)
    scored.push(...done)
    await note(draft, type.type, ids, at)
  }
  if (scored.length === 0) return undefined
  const fill = async (next: Draft): Promise<void> => void (await draftScores(next, scored, { profiles: port.profiles, quiet: false }))
  return { actor: scoreActor, fill }
}

async function touchedOf({ schema }: TouchPort, draft: Draft, scored: ScoredType): Promise<Set<RecordId>> {
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
  return touched
}

// What is archived, and a link that goes, are looked up again once they are stored; so is a profile.
function isPlain({ records, links }: Draft): boolean {
  return (
    records.every(({ archive, ref }) => archive === undefined && ref.type !== profileType) && links.every(({ write }) => write === 'link')
  )
}

// A customer gets another version in any case: scores that are being worked out from what was before are not written then.
async function scoreDrafted(
  port: TouchPort & ScoringPort,
  by: ScoredType,
  { draft, ids, at }: { readonly draft: Draft; readonly ids: ReadonlySet<RecordId>; readonly at: Instant },
): Promise<readonly ScoredCustomer[]> {
  const type = port.schema().get(by.type)
  if (type === undefined) return []
  await draft.load([...ids].map((id) => ({ type: by.type, id })))
  const facts = await draftedFacts(port, type, { needs: by.needs, ids: [...ids], draft })
  const scored = facts === undefined ? [] : await scoreFacts(port, by, facts, at)
  return scored.filter((one) => draft.touches(one.ref) || !isKept(one, one.record.values))
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
