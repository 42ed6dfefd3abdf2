import { distinctUntilChanged, from, map, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { type NotificationKind, notificationKinds, notificationType } from '../../access/notice/notification.js'
import { newId } from '../../base/id.js'
import { getValue } from '../../base/outcome.js'
import type {
  markNotificationsContract,
  notificationsContract,
  unreadNotificationsContract,
} from '../../contract/notice/notification-contract.js'
import type { FilterData } from '../../query/filter-data.js'
import { noticeLimits } from '../../records/notice/keep-notices.js'
import type { Reader } from '../../records/read-records.js'
import type { UserId } from '../../schema/value.js'
import { describeChanges } from './notification-values.js'
import { foldAssigned, type NotificationPort, watchSeen } from './seen-notices.js'

type Shown = z.output<typeof notificationsContract.output>
type Unread = z.output<typeof unreadNotificationsContract.output>

/** So many unread ones are counted. */
const mostUnread = 100

/** The user's notifications, newest first, now and after each change of them, of their records, and of what the user may see. */
export function watchNotifications(
  port: NotificationPort,
  user: UserId,
  { kinds = notificationKinds, limit }: { readonly kinds?: readonly NotificationKind[] | undefined; readonly limit: number },
): Observable<Shown> {
  return watchSeen(port, user, noticeLimits.count).pipe(
    map(foldAssigned),
    switchMap((all) => {
      const wanted = all.filter(({ notice }) => kinds.includes(notice.kind))
      const counts = Object.fromEntries(
        notificationKinds.map((kind) => [kind, all.filter(({ notice }) => notice.kind === kind).length] as const).filter(([, n]) => n > 0),
      )
      const rows = wanted.slice(0, limit)
      return from(describeChanges(port, user, rows)).pipe(map((shown) => ({ rows: [...shown], counts, more: wanted.length > limit })))
    }),
    distinctUntilChanged<Shown>(isSame),
  )
}

/** How many the user has not read, and the newest of them. */
export function watchUnread(port: NotificationPort, user: UserId): Observable<Unread> {
  const isUnread: FilterData = { test: 'is-unknown', property: `${notificationType}.readAt` }
  return watchSeen(port, user, noticeLimits.count, isUnread).pipe(
    map((all): Unread => {
      const seen = foldAssigned(all).slice(0, mostUnread)
      const [first] = seen
      const newest = first && { id: first.record.ref.id, kind: first.notice.kind, at: Number(first.record.values['at']) }
      return { count: seen.length, ...(newest && { newest }) }
    }),
    distinctUntilChanged<Unread>(isSame),
  )
}

/** Marks some of the user's notifications with what was assigned in the same act, or all that there are; those of others are not there for this user. */
export async function markNotifications(
  port: NotificationPort & { readonly reader: Pick<Reader, 'list'> },
  user: UserId,
  input: z.output<NonNullable<typeof markNotificationsContract.input>>,
): Promise<void> {
  const { askers, clock, reader, writer } = port
  const where: FilterData =
    'ids' in input
      ? { test: 'id-of', type: notificationType, ids: input.ids }
      : { test: 'is-unknown', property: `${notificationType}.readAt` }
  const find = async (some: FilterData) =>
    (await reader.list(askers.get(user), { type: notificationType, select: ['group'], where: some })).records
  const named = await find(where)
  const groups = 'ids' in input ? [...new Set(named.flatMap(({ values: { group } }) => (typeof group === 'string' ? [group] : [])))] : []
  const records =
    groups.length === 0 ? named : [...named, ...(await find({ test: 'any-of', property: `${notificationType}.group`, values: groups }))]
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(clock.now()) } as const
  const outcome = await writer.draft(by, async (draft) => {
    const refs = records.map(({ ref }) => ref)
    await draft.load(refs)
    for (const ref of refs) {
      const record = draft.find(ref)
      if (record !== undefined && (record.values['readAt'] != null) !== input.read)
        record.values = { ...record.values, readAt: input.read ? clock.now() : null }
    }
  })
  getValue(outcome)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
