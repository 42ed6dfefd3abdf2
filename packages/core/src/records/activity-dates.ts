import type { Instant } from '../base/clock.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { RecordRef } from '../schema/value.js'
import { type Draft, type DraftRecord, keyOf } from './draft.js'

/** Computed properties of what activities concern (REC-7). */
const lastActivity = 'lastActivityAt'
const nextActivity = 'nextActivityAt'

/** Whether records of the type have a last and a next activity date. */
export function hasActivityDates({ properties }: ObjectTypeDefinition): boolean {
  return properties.some(({ name, computed }) => name === lastActivity && computed === true)
}

/**
 * Sets the last and next activity date of every record that the draft's activities concern, or concerned. A new activity moves the
 * dates outward; one that is changed, unlinked or archived makes them be worked out again from all that are linked.
 */
export async function draftActivityDates(draft: Draft, schema: SchemaDefinition, now: Instant): Promise<void> {
  const touched = await touchedTargets(draft, schema)
  await draft.load([...touched.values()].map(({ ref }) => ref))
  for (const { ref, added } of touched.values()) {
    const target = draft.find(ref)
    if (target === undefined) continue
    if (added === undefined) await recompute(draft, schema, target, now)
    else extend(target, added, now)
  }
}

/** Works the dates of one record out from all its activities. */
export async function recompute(draft: Draft, schema: SchemaDefinition, target: DraftRecord, now: Instant): Promise<void> {
  const refs: RecordRef[] = []
  for (const { edge, to } of activityEnds(schema, target.ref.type)) {
    for (const id of await draft.linked(target.ref, edge)) refs.push({ type: to.name, id })
  }
  await draft.load(refs)
  const times = refs.flatMap((ref) => timeOf(draft.find(ref), schema) ?? [])
  setDates(
    target,
    times.filter((at) => at <= now),
    times.filter((at) => at > now),
  )
}

interface Touched {
  readonly ref: RecordRef
  readonly added: Instant[] | undefined
}

async function touchedTargets(draft: Draft, schema: SchemaDefinition): Promise<Map<string, Touched>> {
  const touched = new Map<string, Touched>()
  const touch = (ref: RecordRef, at: Instant | undefined): void => {
    const known = touched.get(keyOf(ref))
    const added = at === undefined || (known !== undefined && known.added === undefined) ? undefined : [...(known?.added ?? []), at]
    touched.set(keyOf(ref), { ref, added })
  }
  for (const link of draft.links) touchLink(draft, schema, link, touch)
  for (const record of draft.records) if (isChangedActivity(record, schema)) await touchLinked(draft, schema, record, touch)
  return touched
}

type Touch = (ref: RecordRef, at: Instant | undefined) => void

function touchLink(draft: Draft, schema: SchemaDefinition, { write, ref, to }: Draft['links'][number], touch: Touch): void {
  for (const [activity, target] of [
    [ref, to],
    [to, ref],
  ] as const) {
    const type = schema.get(target.type)
    if (schema.get(activity.type)?.activity === undefined || type === undefined || !hasActivityDates(type)) continue
    touch(target, write === 'link' ? timeOf(draft.find(activity), schema) : undefined)
  }
}

async function touchLinked(draft: Draft, schema: SchemaDefinition, { ref }: DraftRecord, touch: Touch): Promise<void> {
  for (const association of schema.get(ref.type)?.associations ?? []) {
    const target = schema.get(association.to)
    if (target === undefined || !hasActivityDates(target)) continue
    for (const id of await draft.linked(ref, association)) touch({ type: association.to, id }, undefined)
  }
}

// A new activity reaches its targets only by its links.
function isChangedActivity({ ref, before, values, archive }: DraftRecord, schema: SchemaDefinition): boolean {
  const activity = schema.get(ref.type)?.activity
  if (activity === undefined || before === undefined) return false
  return archive !== undefined || before.values[activity.at] !== values[activity.at]
}

function extend(target: DraftRecord, added: readonly Instant[], now: Instant): void {
  const known = [target.values[lastActivity], target.values[nextActivity]].filter((at) => typeof at === 'number')
  const times = [...known, ...added]
  setDates(
    target,
    times.filter((at) => at <= now),
    times.filter((at) => at > now),
  )
}
function setDates(target: DraftRecord, past: readonly Instant[], future: readonly Instant[]): void {
  const last = past.length === 0 ? null : past.reduce((a, b) => Math.max(a, b))
  const next = future.length === 0 ? null : future.reduce((a, b) => Math.min(a, b))
  target.values = { ...target.values, [lastActivity]: last, [nextActivity]: next }
}
function timeOf(record: DraftRecord | undefined, schema: SchemaDefinition): Instant | undefined {
  const activity = record && schema.get(record.ref.type)?.activity
  const at = activity && !record.archived ? record.values[activity.at] : undefined
  return typeof at === 'number' ? at : undefined
}
function activityEnds(
  schema: SchemaDefinition,
  target: string,
): readonly { readonly edge: Pick<AssociationDefinition, 'edge' | 'forward'>; readonly to: ObjectTypeDefinition }[] {
  return [...schema.values()]
    .filter(({ activity }) => activity !== undefined)
    .flatMap((to) =>
      to.associations.filter((end) => end.to === target).map(({ edge, forward }) => ({ edge: { edge, forward: !forward }, to })),
    )
}
