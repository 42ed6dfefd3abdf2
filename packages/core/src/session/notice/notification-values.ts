import type { z } from 'zod'
import type { notification } from '../../contract/notice/notification-contract.js'
import type { FoundEntry } from '../../records/read-records.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../../schema/definition.js'
import type { Json, RecordId, UserId, Value } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { NotificationPort, SeenNotice } from './seen-notices.js'

type Row = z.output<typeof notification>
type Said = NonNullable<NonNullable<Row['property']>['to']>
/** So many of the records that were assigned together are named. */
const mostOthers = 20
/** So many past values of a record are looked through for the one that a notification is of. */
const mostPast = 50
const changes: ReadonlySet<string> = new Set(['owner', 'stage', 'health'])

/** Notifications with what their records are called now, and what changed: values are read from the past of each record, with the user's rights. */
export async function describeChanges(port: NotificationPort, user: UserId, seen: readonly SeenNotice[]): Promise<readonly Row[]> {
  const past = await pastOf(port, user, seen)
  return seen.map((each) => toRow(port, each, past.get(keyOf(each.about)) ?? []))
}

type Past = ReadonlyMap<string, readonly FoundEntry[]>
// One read for each object type. A store without history has no values to say.
async function pastOf({ askers, reader }: NotificationPort, user: UserId, seen: readonly SeenNotice[]): Promise<Past> {
  const asked = new Map<string, { readonly ids: Set<RecordId>; readonly properties: Set<string> }>()
  for (const { notice, about } of seen) {
    if (notice.property === undefined || !changes.has(notice.kind)) continue
    const of = asked.get(about.ref.type) ?? { ids: new Set(), properties: new Set() }
    asked.set(about.ref.type, of)
    of.ids.add(about.ref.id)
    of.properties.add(notice.property)
  }
  const found = new Map<string, readonly FoundEntry[]>()
  for (const [type, { ids, properties }] of asked) {
    const all = [...ids]
    const entries = await reader.histories(askers.get(user), { type, ids: all }, [...properties], mostPast).catch(() => [])
    for (const [place, id] of all.entries()) found.set(`${type}/${id}`, entries[place] ?? [])
  }
  return found
}

function toRow(port: NotificationPort, { notice, record, about, activity, others = [] }: SeenNotice, past: readonly FoundEntry[]): Row {
  const { kind, by } = notice
  const at = Number(record.values['at'])
  const property = propertyOf(port, { notice, about, at }, past)
  return {
    ...{ id: record.ref.id, kind, at, read: [record, ...others.map((other) => other.record)].every(isRead), about: toNamed(port, about) },
    ...(others.length > 0 && {
      others: { count: others.length, first: others.slice(0, mostOthers).map((other) => toNamed(port, other.about)) },
    }),
    ...(by !== undefined && { by: { id: by, name: port.directory.name(by) ?? by } }),
    ...(activity !== undefined && { activity: toNamed(port, activity) }),
    ...(property !== undefined && { property }),
  }
}
const isRead = ({ values }: StoredRecord): boolean => values['readAt'] != null
function toNamed({ schema }: NotificationPort, { ref, values }: StoredRecord): Row['about'] {
  const type = schema().get(ref.type)
  const title = values[type?.title ?? '']
  return { type: ref.type, typeLabel: type?.label ?? ref.type, id: ref.id, title: typeof title === 'string' ? title : null }
}

function propertyOf(
  port: NotificationPort,
  { notice, about, at }: Pick<SeenNotice, 'notice' | 'about'> & { readonly at: number },
  past: readonly FoundEntry[],
): Row['property'] {
  const type: ObjectTypeDefinition | undefined = port.schema().get(about.ref.type)
  const found = type?.properties.find(({ name }) => name === notice.property)
  if (found === undefined) return undefined
  const { name, label, kind } = found
  const entry = past.find((each) => each.property === name && each.at === at)
  const before = saidOf(found, entry?.before ?? null)
  const after = saidOf(found, (notice.kind === 'reminder' ? about.values[name] : entry?.value) ?? null)
  return { name, label, kind, ...(before && { from: before }), ...(after && { to: after }) }
}
function saidOf({ options = [] }: PropertyDefinition, value: Value): Said | undefined {
  if (value === null) return undefined
  const label = options.find((option) => option.value === value)?.label
  return { value: value as Json as Said['value'], ...(label !== undefined && { label }) }
}
function keyOf({ ref: { type, id } }: StoredRecord): string {
  return `${type}/${id}`
}
