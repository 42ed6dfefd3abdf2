import { z } from 'zod'
import { notificationKinds } from '../../access/notice/notification.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const kind = z.enum(notificationKinds)
const named = z.strictObject({ id: z.string(), name: z.string() })
/** A value, with the label of an option. */
const said = z.strictObject({ value: z.json(), label: z.string().exactOptional() })
const record = z.strictObject({ type: z.string(), typeLabel: z.string(), id: z.string(), title: z.string().nullable() })

/** One notification, with what may be seen of its record now. */
export const notification = z.strictObject({
  id: z.string(),
  kind,
  at: z.int(),
  read: z.boolean(),
  about: record,
  /** What was assigned together with it, as far as it may be seen: how many records, and the first of them. */
  others: z.strictObject({ count: z.int(), first: z.array(record) }).exactOptional(),
  /** Who did it, where a person did. */
  by: named.exactOptional(),
  /** What is new on a followed record. */
  activity: record.exactOptional(),
  /** The property that changed, or that is shown: its kind, what it was before the change, and what it was after it or is now. */
  property: z
    .strictObject({
      name: z.string(),
      label: z.string(),
      kind: z.string(),
      from: said.exactOptional(),
      to: said.exactOptional(),
    })
    .exactOptional(),
})

/** A user's notifications (REC-9): those whose records may be seen, of the kinds that the user has not turned off. */
export const notificationsContract = defineProviderContract({
  id: 'tenure.core/notifications',
  title: 'Your notifications',
  description:
    'What happened with records that you follow, what others assigned to you, and reminders, newest first. What was assigned in one act is one notification. A notification is there only while you may see its record. A larger limit gives older ones.',
  permission: 'workspace.access',
  input: z.strictObject({
    kinds: z.array(kind).min(1).max(notificationKinds.length).optional(),
    limit: z.int().min(1).max(500).default(30),
  }),
  output: z.strictObject({
    rows: z.array(notification),
    /** How many there are of each kind, whatever the input; records that were assigned in one act count once. */
    counts: z.partialRecord(kind, z.int()),
    /** Whether a larger limit gives older ones. */
    more: z.boolean(),
  }),
})

/** How many notifications a user has not read, and the newest of them. */
export const unreadNotificationsContract = defineProviderContract({
  id: 'tenure.core/unread-notifications',
  title: 'Your unread notifications',
  description: 'How many notifications you have not read, and which is the newest of them; up to 100 are counted.',
  permission: 'workspace.access',
  output: z.strictObject({ count: z.int(), newest: z.strictObject({ id: z.string(), kind, at: z.int() }).exactOptional() }),
})

/** Marks notifications as read or unread: some by their ids, or all that the user sees. */
export const markNotificationsContract = defineActionContract({
  id: 'tenure.core/mark-notifications',
  title: 'Mark notifications',
  description: 'Marks notifications of yours as read or unread: some by their ids, with what was assigned in the same act, or all.',
  permission: 'workspace.access',
  input: z.union([
    z.strictObject({ ids: z.array(z.string().min(1).max(100)).min(1).max(500), read: z.boolean() }),
    z.strictObject({ all: z.literal(true), read: z.literal(true) }),
  ]),
})

/** The preference under which a user's choices are kept. */
export const notificationPreference = 'notifications'
/** What a user chose: kinds that are turned off, and whether the browser shows what is new while the page is in the background. */
export const notificationChoices = z.object({
  off: z.array(kind).catch([]).default([]),
  browser: z.boolean().catch(false).default(false),
})
