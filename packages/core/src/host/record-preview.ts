import { combineLatest, from, map, type Observable, of, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { isReadable } from '../access/policy.js'
import type { DynamicRow, DynamicWindow } from '../contract/records.js'
import type { historyContract, recordContract } from '../contract/workspace-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import type { FilterData, QueryData } from '../query/filter-data.js'
import type { AssociationDefinition, ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { RecordRef, UserId, Value } from '../schema/value.js'
import type { HistoryEntry, StoredRecord } from '../storage/adapter.js'
import type { Kernel } from './kernel.js'
import { openRecords } from './session-records.js'

type Preview = z.output<typeof recordContract.output>
type LinkSection = Preview['links'][number]
type ActivitySection = Preview['activities']
type History = z.output<typeof historyContract.output>

/** How many linked records a section shows, and how many activities. */
const linkedShown = 5
const activitiesShown = 50

/**
 * All that the preview of a record shows, live, as this user may see it. It is begun anew when rights change, so that no part of it that
 * was read under the old ones is told again with the others. Errors: `record.not-found`.
 */
export function watchPreview(kernel: Kernel, user: UserId, asked: RecordRef): Observable<Preview> {
  return kernel.changed.pipe(
    startWith(undefined),
    switchMap(() => beginPreview(kernel, user, asked)),
  )
}
function beginPreview(kernel: Kernel, user: UserId, asked: RecordRef): Observable<Preview> {
  const type = kernel.access.type(kernel.access.roleType(asked.type))
  const ref = { type: type.name, id: asked.id }
  const ends = type.associations
    .map((association) => ({ association, to: kernel.access.type(association.to) }))
    .filter(({ to }) => to.active && !to.system)
  const sections = ends
    .filter(({ to }) => to.activity === undefined)
    .map(({ association, to }) => watchLinks(kernel, user, ref, association, to))
  const timelines = ends
    .filter(({ to }) => to.activity !== undefined)
    .map(({ association, to }) => watchActivities(kernel, user, ref, association, to))
  return combineLatest([watchRecord(kernel, user, type, ref), latest(sections), latest(timelines)]).pipe(
    map(([record, links, activities]) => ({
      ...record,
      links: links.filter(({ total }) => total > 0),
      activities: mergeActivities(activities),
    })),
  )
}

/** Past and present values, newest first, again after each change of the record. */
export function watchHistory(
  kernel: Kernel,
  user: UserId,
  {
    type: asked,
    id,
    property,
    limit,
  }: { readonly type: string; readonly id: string; readonly property?: string | undefined; readonly limit: number },
): Observable<History> {
  const type = kernel.access.type(kernel.access.roleType(asked))
  const read = async (): Promise<History> => {
    const entries = await kernel.reader.history(kernel.principal(user), { type: type.name, id }, property, limit)
    return entries.map((entry) => toHistory(kernel, type, entry))
  }
  return kernel.changed.pipe(
    startWith(undefined),
    switchMap(() => watchRecord(kernel, user, type, { type: type.name, id })),
    switchMap(() => from(read())),
  )
}

function watchRecord(
  kernel: Kernel,
  user: UserId,
  type: ObjectTypeDefinition,
  ref: RecordRef,
): Observable<Omit<Preview, 'links' | 'activities'>> {
  const query: QueryData = {
    type: type.name,
    select: type.properties.map(({ name }) => name),
    where: { test: 'id-of', type: type.name, ids: [ref.id] },
    limit: 1,
  }
  const bind = () => kernel.access.bind(kernel.principal(user), query, { archived: 'any' })
  return kernel.live.watch({ subject: user, bind }).pipe(
    map((window) => {
      const record = 'problem' in window ? undefined : window.records[0]
      if (record === undefined)
        throw new TenureError('record.not-found', `There is no ${type.label.toLowerCase()} with the id ${ref.id}.`, { record: ref })
      return toPreview(kernel, user, type, record)
    }),
  )
}

function toPreview(
  kernel: Kernel,
  user: UserId,
  type: ObjectTypeDefinition,
  { ref, values, version, archivedAt }: StoredRecord,
): Omit<Preview, 'links' | 'activities'> {
  const principal = kernel.principal(user)
  const properties = type.properties
    .filter(({ name }) => isReadable(principal, type, name))
    .map((property) => ({
      name: property.name,
      label: property.label,
      kind: property.kind,
      value: toJson(values[property.name] ?? null),
      ...(property.options && property.options.length > 0 && { options: property.options.map(({ value, label }) => ({ value, label })) }),
    }))
  return {
    type: type.name,
    typeLabel: type.label,
    id: ref.id,
    title: textOf(values[type.title]),
    version,
    archived: archivedAt !== undefined,
    properties,
  }
}

function watchLinks(
  kernel: Kernel,
  user: UserId,
  ref: RecordRef,
  association: AssociationDefinition,
  to: ObjectTypeDefinition,
): Observable<LinkSection> {
  const detail = ['stage', 'email', 'jobTitle'].find((name) => to.properties.some((property) => property.name === name))
  const order = sortOf(to)
  return watchLinked(kernel, user, ref, association, to, {
    select: [to.title, ...(detail === undefined ? [] : [detail])],
    ...(order && { orderBy: [{ by: `${to.name}.${order}`, direction: 'descending' as const }] }),
    limit: linkedShown,
  }).pipe(
    map(({ rows, total }) => ({
      name: association.name,
      label: association.label,
      type: to.name,
      typeLabel: to.label,
      total,
      rows: rows.map((row) => ({ id: row.id, title: textOf(row[to.title]), ...(detail !== undefined && withDetail(to, detail, row)) })),
    })),
  )
}

function watchActivities(
  kernel: Kernel,
  user: UserId,
  ref: RecordRef,
  association: AssociationDefinition,
  to: ObjectTypeDefinition,
): Observable<ActivitySection> {
  const at = to.activity?.at ?? 'createdAt'
  const text = to.properties.find(({ name, kind }) => kind === 'text' && name !== to.title)?.name
  const select = [...new Set([to.title, at, 'owner', ...(text === undefined ? [] : [text])])].filter((name) =>
    to.properties.some((property) => property.name === name),
  )
  return watchLinked(kernel, user, ref, association, to, {
    select,
    orderBy: [{ by: `${to.name}.${at}`, direction: 'descending' }],
    limit: activitiesShown,
  }).pipe(map(({ rows, total }) => ({ total, rows: rows.map((row) => toActivity(kernel, to, row, at, text)) })))
}

function toActivity(
  kernel: Kernel,
  to: ObjectTypeDefinition,
  row: DynamicRow,
  at: string,
  text: string | undefined,
): ActivitySection['rows'][number] {
  const doer = kernel.directory.name(textOf(row['owner']) ?? '')
  const body = text === undefined ? null : textOf(row[text])
  const time = row[at]
  return {
    type: to.name,
    typeLabel: to.label,
    id: row.id,
    title: textOf(row[to.title]),
    at: typeof time === 'number' ? time : null,
    ...(body !== null && { text: body }),
    ...(doer !== undefined && { doer }),
  }
}

function watchLinked(
  kernel: Kernel,
  user: UserId,
  ref: RecordRef,
  association: AssociationDefinition,
  to: ObjectTypeDefinition,
  part: Pick<QueryData, 'select' | 'orderBy' | 'limit'>,
): Observable<DynamicWindow> {
  const back = to.associations.find(({ edge, forward }) => edge === association.edge && forward !== association.forward)
  if (back === undefined) return of({ objectType: to.name, rows: [], total: 0 })
  const where: FilterData = { test: 'some', link: `${to.name}.${back.name}`, filter: { test: 'id-of', type: ref.type, ids: [ref.id] } }
  // What it is sorted by may be hidden from the user: it does without.
  const principal = kernel.principal(user)
  const orderBy = (part.orderBy ?? []).filter(({ by }) => isReadable(principal, to, splitPath(by)[1]))
  return openRecords(kernel, user).dynamic.watch({ type: to.name, where, ...part, orderBy, count: true })
}

function mergeActivities(sections: readonly ActivitySection[]): ActivitySection {
  const rows = sections.flatMap((section) => section.rows).sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1))
  return { total: sections.reduce((sum, { total }) => sum + total, 0), rows: rows.slice(0, activitiesShown) }
}

function toHistory(kernel: Kernel, type: ObjectTypeDefinition, { property, value, before, at, actor }: HistoryEntry): History[number] {
  const definition = type.properties.find(({ name }) => name === property)
  const by = actor.user === undefined ? actor.plugin : kernel.directory.name(actor.user)
  return {
    property,
    label: definition?.label ?? property,
    kind: definition?.kind ?? 'string',
    value: toJson(value),
    before: toJson(before),
    at,
    source: actor.source,
    ...(by !== undefined && { by }),
  }
}

function withDetail(type: ObjectTypeDefinition, name: string, row: DynamicRow): { readonly detail?: string } {
  const value = textOf(row[name])
  const property = type.properties.find((candidate) => candidate.name === name)
  return value === null ? {} : { detail: labelOf(property, value) }
}
function labelOf(property: PropertyDefinition | undefined, value: string): string {
  return property?.options?.find((option) => option.value === value)?.label ?? value
}
// What happens soonest or happened last comes first.
function sortOf({ properties }: ObjectTypeDefinition): string | undefined {
  return ['closeDate', 'dueAt', 'renewalDate', 'createdAt'].find((name) => properties.some((property) => property.name === name))
}
// Property values are JSON already; the type of a read-only list is all that differs.
function toJson(value: Value): History[number]['value'] {
  return value as History[number]['value']
}
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
function latest<T>(sources: readonly Observable<T>[]): Observable<readonly T[]> {
  return sources.length === 0 ? of([]) : combineLatest(sources)
}
