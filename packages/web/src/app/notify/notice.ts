import type { ProviderContract } from '@tenure/core/contract'
import type { notificationsContract } from '@tenure/core/page'

type Output<C> = C extends ProviderContract<infer _Input, infer Answer, infer _Asked> ? Answer : never
/** A notification as the page shows it. */
export type Notice = Output<typeof notificationsContract>['rows'][number]
/** What it is of. */
export type NoticeKind = Notice['kind']

/** The part of the list in which the kinds stand. */
export type NoticeGroup = 'reminders' | 'assigned' | 'followed'
/** The parts, in their order, with the kinds of each. */
export const noticeGroups: Readonly<Record<NoticeGroup, readonly NoticeKind[]>> = {
  reminders: ['reminder'],
  assigned: ['assignment'],
  followed: ['activity', 'owner', 'stage', 'health'],
}
/** All kinds, in the order of the settings. */
export const noticeKinds: readonly NoticeKind[] = [...noticeGroups.followed, ...noticeGroups.assigned, ...noticeGroups.reminders]
