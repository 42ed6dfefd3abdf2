import type { Instant } from '../../base/clock.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { aroundNow } from '../../schema/occasion/occasion.js'
import type { RecordRef } from '../../schema/value.js'
import { type Draft, type DraftEnd, type DraftRecord, keyOf } from '../draft.js'

/** Computed properties of what activities concern (REC-7). */
const lastActivity = 'lastActivityAt'
const nextActivity = 'nextActivityAt'

/** Whether records of the type have a last and a next activity date. */
export function hasActivityDates({ properties }: Pick<ObjectTypeDefinition, 'properties'>): boolean {
  return properties.some(({ name, computed }) => name === lastActivity && computed === true)
}

/** Whether a draft can move a date: it has links, or changes an activity that is stored. */
export function movesActivityDates(draft: Draft, schema: SchemaDefinition): boolean {
  return draft.links.length > 0 || draft.records.some((record) => isChangedActivity(record, schema))
}
/**
 * Sets the last and next activity date of every record that the draft's activities concern, or concerned. A new activity moves the
 * dates outward; one that is changed, unlinked or archived makes them be worked out again from all that are linked.
 */
export async function draftActivityDates(draft: Draft, schema: SchemaDefinition, now: Instant): Promise<void> {
  const touched = await touchedTargets(draft, schema, now)
  if (touched.size === 0) return
  await draft.load([...touched.values()].map(({ ref }) => ref))
  const whole: DraftRecord[] = []
  for (const { ref, added } of touched.values()) {
    const target = draft.find(ref)
    if (target === undefined) continue
    if (added === undefined) whole.push(target)
    else extend(target, added, now)
  }
  await recompute(draft, schema, whole, now)
}

/** Works the dates of records out from all their activities, which are read together. */
export async function recompute(draft: Draft, schema: SchemaDefinition, targets: readonly DraftRecord[], now: Instant): Promise<void> {
  const ends = targets.map(({ ref }) => activityEnds(schema, ref.type))
  await draft.loadLinks(targets.flatMap(({ ref }, place) => (ends[place] ?? []).map(({ edge }) => ({ ref, end: edge }))))
  const activities = await Promise.all(targets.map((target, place) => activitiesOf(draft, target, ends[place] ?? [])))
  await draft.load(activities.flat())
  for (const [place, target] of targets.entries()) {
    const times = (activities[place] ?? []).flatMap((ref) => timesOf(draft.find(ref), schema, now))
    setDates(
      target,
      times.filter((at) => at <= now),
      times.filter((at) => at > now),
    )
  }
}

async function activitiesOf(draft: Draft, { ref }: DraftRecord, ends: readonly ActivityEnd[]): Promise<readonly RecordRef[]> {
  const found: RecordRef[] = []
  for (const { edge, to } of ends) for (const id of await draft.linked(ref, edge)) found.push({ type: to.name, id })
  return found
}

interface Touched {
  readonly ref: RecordRef
  readonly added: Instant[] | undefined
}

async function touchedTargets(draft: Draft, schema: SchemaDefinition, now: Instant): Promise<Map<string, Touched>> {
  const touched = new Map<string, Touched>()
  const touch: Touch = (ref, times) => {
    const known = touched.get(keyOf(ref))
    const added =
      times === undefined || (known !== undefined && known.added === undefined) ? undefined : [...(known?.added ?? []), ...times]
    touched.set(keyOf(ref), { ref, added })
  }
  for (const link of draft.links) touchLink(draft, schema, link, now, touch)
  await touchLinked(draft, schema, touch)
  return touched
}

type Touch = (ref: RecordRef, times: readonly Instant[] | undefined) => void

function touchLink(draft: Draft, schema: SchemaDefinition, { write, ref, to }: Draft['links'][number], now: Instant, touch: Touch): void {
  for (const [activity, target] of [
    [ref, to],
    [to, ref],
  ] as const) {
    const type = schema.get(target.type)
    if (schema.get(activity.type)?.activity === undefined || type === undefined || !hasActivityDates(type)) continue
    // One that is not at hand is read with all that are linked.
    const linked = write === 'link' ? draft.find(activity) : undefined
    touch(target, linked && timesOf(linked, schema, now))
  }
}

async function touchLinked(draft: Draft, schema: SchemaDefinition, touch: Touch): Promise<void> {
  const places = draft.records.filter((record) => isChangedActivity(record, schema)).flatMap(({ ref }) => targetEnds(schema, ref))
  await draft.loadLinks(places)
  for (const { ref, end } of places) for (const id of await draft.linked(ref, end)) touch({ type: end.to, id }, undefined)
}
function targetEnds(schema: SchemaDefinition, ref: RecordRef): readonly { readonly ref: RecordRef; readonly end: AssociationDefinition }[] {
  const ends = schema.get(ref.type)?.associations ?? []
  return ends.filter(({ to }) => hasActivityDates(schema.get(to) ?? none)).map((end) => ({ ref, end }))
}
const none: Pick<ObjectTypeDefinition, 'properties'> = { properties: [] }

// A new activity reaches its targets only by its links.
function isChangedActivity({ ref, before, values, archive }: DraftRecord, schema: SchemaDefinition): boolean {
  const { activity, takesPlace } = schema.get(ref.type) ?? {}
  if (activity === undefined || before === undefined) return false
  const names = takesPlace ? [activity.at, ...occasionNames] : [activity.at]
  return archive !== undefined || names.some((name) => before.values[name] !== values[name])
}
// What decides when a record takes place, beside its start.
const occasionNames = ['timeZone', 'repeat', 'repeatExcept', 'repeatAlso', 'cancelled']

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
// Of one that repeats, only the last time and the next one matter.
function timesOf(record: DraftRecord | undefined, schema: SchemaDefinition, now: Instant): readonly Instant[] {
  if (record === undefined || record.archived) return []
  const { activity, takesPlace } = schema.get(record.ref.type) ?? {}
  const at = activity && record.values[activity.at]
  if (typeof at !== 'number') return []
  if (!takesPlace) return [at]
  const { repeat, repeatAlso, cancelled } = record.values
  if (cancelled === true) return []
  return typeof repeat === 'string' || repeatAlso ? Object.values(aroundNow(record.values, now)) : [at]
}
interface ActivityEnd {
  readonly edge: DraftEnd
  readonly to: ObjectTypeDefinition
}
function activityEnds(schema: SchemaDefinition, target: string): readonly ActivityEnd[] {
  return [...schema.values()]
    .filter(({ activity }) => activity !== undefined)
    .flatMap((to) =>
      to.associations.filter((end) => end.to === target).map(({ edge, forward }) => ({ edge: { edge, forward: !forward }, to })),
    )
}
