import type { Instant } from '../../base/clock.js'
import type { RecordRef, UserId, Values } from '../../schema/value.js'

/** Name of the object type that keeps what people are notified of. */
export const notificationType = 'notification'
/** What a person may be notified of (REC-9, TSK-6). */
export const notificationKinds = ['activity', 'owner', 'stage', 'health', 'assignment', 'reminder'] as const
/** One of them. */
export type NotificationKind = (typeof notificationKinds)[number]

/** What one person is notified of. It names records and properties and holds no value of them, so that what is shown is read with the rights of now. */
export interface Notice {
  readonly user: UserId
  readonly kind: NotificationKind
  readonly about: RecordRef
  /** The property that changed, or that is shown beside the title. */
  readonly property?: string
  /** The activity that is new. */
  readonly activity?: RecordRef
  /** Who did it, where a person did. */
  readonly by?: UserId
  readonly plugin?: string
  /** Assignments of one group are listed as one. */
  readonly group?: string
}

/** Whether a record is a notification. */
export function isNotification({ type }: RecordRef): boolean {
  return type === notificationType
}
/** The values of the record that keeps it. */
export function toNotification({ user, kind, about, property, activity, by, plugin, group }: Notice, at: Instant): Values {
  return {
    user,
    kind,
    name: `${about.type}/${about.id}`,
    at,
    ...(property !== undefined && { property }),
    ...(activity !== undefined && { activity: `${activity.type}/${activity.id}` }),
    ...(by !== undefined && { by }),
    ...(plugin !== undefined && { plugin }),
    ...(group !== undefined && { group }),
  }
}
/** What a notification says; nothing where it says nothing that is known here. */
export function toNotice(values: Values): Notice | undefined {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined)
  const kind = notificationKinds.find((each) => each === values['kind'])
  const [user, about] = [text('user'), toRef(text('name'))]
  if (kind === undefined || user === undefined || about === undefined) return undefined
  const [property, activity, by, plugin, group] = [text('property'), toRef(text('activity')), text('by'), text('plugin'), text('group')]
  return {
    ...{ user, kind, about },
    ...(property !== undefined && { property }),
    ...(activity !== undefined && { activity }),
    ...(by !== undefined && { by }),
    ...(plugin !== undefined && { plugin }),
    ...(group !== undefined && { group }),
  }
}

/** The record that a text such as `company/c1` names. */
export function toRef(text: string | undefined): RecordRef | undefined {
  const slash = text?.indexOf('/') ?? -1
  return text === undefined || slash < 1 ? undefined : { type: text.slice(0, slash), id: text.slice(slash + 1) }
}
