import { combineLatest, distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import type { Access } from '../../access/access.js'
import type { Directory } from '../../access/directory.js'
import { type Notice, type NotificationKind, notificationKinds, notificationType, toNotice } from '../../access/notice/notification.js'
import { isReadable } from '../../access/policy.js'
import type { Clock } from '../../base/clock.js'
import { fromProblem } from '../../base/outcome.js'
import { notificationChoices, notificationPreference } from '../../contract/notice/notification-contract.js'
import type { LiveHub } from '../../live/live-hub.js'
import type { FilterData } from '../../query/filter-data.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Askers } from '../../workspace/askers.js'
import { watchPreferences } from '../preference-desk.js'

/** What notifications work with. */
export interface NotificationPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Pick<Directory, 'name'>
  readonly live: Pick<LiveHub, 'watch'>
  readonly reader: Pick<Reader, 'histories'>
  readonly writer: Pick<Writer, 'draft'>
  schema(): SchemaDefinition
}
/** A notification that its user may see now, with its records as they are. */
export interface SeenNotice {
  readonly notice: Notice
  readonly record: StoredRecord
  readonly about: StoredRecord
  readonly activity?: StoredRecord
  /** What was assigned in the same act. */
  readonly others?: readonly SeenNotice[]
}

/**
 * The user's notifications that match, newest first, as far as their records may be seen. These are watched for as long as they are named, with the
 * rights of this user.
 */
export function watchSeen(port: NotificationPort, user: UserId, limit: number, where?: FilterData): Observable<readonly SeenNotice[]> {
  return watchPreferences(port, user, notificationPreference).pipe(
    map(({ values }) => notificationChoices.safeParse(values[notificationPreference] ?? {}).data?.off ?? []),
    distinctUntilChanged<readonly NotificationKind[]>(isSame),
    switchMap((off) => {
      const kinds = notificationKinds.filter((kind) => !off.includes(kind))
      const isWanted: FilterData = { test: 'any-of', property: `${notificationType}.kind`, values: kinds }
      return kinds.length === 0 ? of([]) : watchOwn(port, user, limit, { test: 'all', filters: [isWanted, ...(where ? [where] : [])] })
    }),
    switchMap((own) => {
      const notices = own.flatMap(({ values }) => toNotice(values) ?? [])
      return watchRecords(port, user, notices).pipe(map((find) => own.flatMap((record) => toSeen(port, user, record, find))))
    }),
  )
}

/** The same with one notification for what was assigned in one act, in the place of the newest of them. */
export function foldAssigned(seen: readonly SeenNotice[]): readonly SeenNotice[] {
  const folded = new Map<string, SeenNotice[]>()
  for (const each of seen) {
    const { kind, group, property, about } = each.notice
    const key = kind === 'assignment' && group !== undefined ? JSON.stringify([group, property, about.type]) : each.record.ref.id
    const together = folded.get(key)
    if (together === undefined) folded.set(key, [each])
    else together.push(each)
  }
  return [...folded.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [others.length === 0 ? first : { ...first, others }],
  )
}

function watchOwn(port: NotificationPort, user: UserId, limit: number, where: FilterData): Observable<readonly StoredRecord[]> {
  const { access, askers, live } = port
  const select = ['user', 'name', 'kind', 'property', 'activity', 'by', 'plugin', 'group', 'at', 'readAt']
  const orderBy = [{ by: `${notificationType}.at`, direction: 'descending' }] as const
  const bind = () => access.bind(askers.get(user), { type: notificationType, select, where, orderBy, limit })
  return live.watch({ subject: user, bind }).pipe(
    map((window) => {
      if ('problem' in window) throw fromProblem(window.problem)
      return window.records
    }),
  )
}

type Find = (ref: RecordRef) => StoredRecord | undefined
interface Asked {
  readonly ids: Set<string>
  readonly properties: Set<string>
}
function watchRecords(port: NotificationPort, user: UserId, notices: readonly Notice[]): Observable<Find> {
  const types = new Map<string, Asked>()
  const ask = ({ type, id }: RecordRef, property?: string): void => {
    const asked = types.get(type) ?? { ids: new Set(), properties: new Set() }
    types.set(type, asked)
    asked.ids.add(id)
    if (property !== undefined) asked.properties.add(property)
  }
  for (const { about, property, activity } of notices) {
    ask(about, property)
    if (activity !== undefined) ask(activity)
  }
  if (types.size === 0) return of(() => undefined)
  const windows = [...types].map(([type, asked]) => watchSome(port, user, type, asked))
  return combineLatest(windows).pipe(
    map((all) => {
      const found = new Map(all.flat().map((record) => [keyOf(record.ref), record]))
      return (ref) => found.get(keyOf(port.access.resolve(ref)))
    }),
  )
}
// A type that is gone has no records, and neither has one that the user may not see.
function watchSome(port: NotificationPort, user: UserId, type: string, { ids, properties }: Asked): Observable<readonly StoredRecord[]> {
  const { access, askers, live } = port
  const bind = () => {
    const asker = askers.get(user)
    const select = [...new Set([access.type(asker, type).title, ...properties])]
    return access.bind(asker, { type, select, where: { test: 'id-of', type, ids: [...ids] } })
  }
  return live.watch({ subject: user, bind }).pipe(map((window) => ('problem' in window ? [] : window.records)))
}

function toSeen({ askers, schema }: NotificationPort, user: UserId, record: StoredRecord, find: Find): readonly SeenNotice[] {
  const notice = toNotice(record.values)
  const about = notice && find(notice.about)
  if (notice === undefined || about === undefined) return []
  const { property } = notice
  const type = schema().get(about.ref.type)
  if (type === undefined || (property !== undefined && !isReadable(askers.get(user).principal, type, property))) return []
  if (notice.activity === undefined) return [{ notice, record, about }]
  const activity = find(notice.activity)
  return activity === undefined ? [] : [{ notice, record, about, activity }]
}
function keyOf({ type, id }: RecordRef): string {
  return `${type}/${id}`
}
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
