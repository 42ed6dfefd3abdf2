import type { Access } from '../../access/access.js'
import { type AliasBook, aliasType } from '../../access/alias-book.js'
import type { Asker } from '../../access/asker.js'
import type { FollowBook } from '../../access/notice/follow-book.js'
import { isNotification, type Notice, notificationType, toNotice, toNotification } from '../../access/notice/notification.js'
import { isReadable } from '../../access/policy.js'
import type { Instant } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import type { Draft, DraftRecord } from '../draft.js'
import { evaluate } from '../evaluate.js'

/** What notifying works with. */
export interface NoticePort {
  readonly access: Pick<Access, 'policy'>
  readonly aliases: Pick<AliasBook, 'merged'>
  readonly follows: Pick<FollowBook, 'of'>
  readonly schema: () => SchemaDefinition
  /** The properties that are the health status of a type in some workspace. */
  readonly healthOf: (type: string) => ReadonlySet<string>
  /** `undefined` for a user who does not exist or is deactivated. */
  readonly askerOf: (user: UserId) => Asker | undefined
}
/** Who wrote a batch, when, and as a part of what. */
export interface NoticedBy {
  readonly actor: Actor
  readonly group?: string
  readonly at: Instant
}

/**
 * Whom a batch is to be notified to (REC-9): the followers of what it changed, and users to whom somebody else assigned something. Nobody is
 * notified of what they did, or of what they may not see. What plugins notify of is in the draft already: it stays as far as its user may see the
 * record. Imports notify nobody.
 */
export function draftNotices(port: NoticePort, by: NoticedBy, draft: Draft): Promise<readonly Notice[]> | readonly Notice[] {
  const made = draft.records.filter(({ ref, before }) => isNotification(ref) && before === undefined)
  if (made.length > 0) return seenNotices(port, by, draft, made)
  // Most batches notify nobody: then there is nothing to wait for.
  const others = noticesIn(port, by, draft)
  return others.length === 0 ? others : seenOf(port, by, draft, others)
}

async function seenNotices(port: NoticePort, by: NoticedBy, draft: Draft, made: readonly DraftRecord[]): Promise<readonly Notice[]> {
  for (const record of made) await keepSeen(port, draft, record, by.at)
  return seenOf(port, by, draft, noticesIn(port, by, draft))
}
function noticesIn(port: NoticePort, { actor }: NoticedBy, draft: Draft): readonly Notice[] {
  if (actor.source === 'import') return []
  const found = [...draft.records.flatMap((record) => noticesOf(port, actor, record)), ...activitiesIn(port, draft)]
  return found.length === 0 ? found : once(found.filter(({ user }) => user !== actor.user))
}
async function seenOf(port: NoticePort, { actor, group }: NoticedBy, draft: Draft, others: readonly Notice[]): Promise<readonly Notice[]> {
  await draft.load(others.flatMap(({ about, activity }) => [about, ...(activity === undefined ? [] : [activity])]))
  return others
    .filter((notice) => isSeen(port, draft, notice))
    .map((notice) => ({ ...notice, ...doneBy(actor), ...groupOf(notice, group) }))
}
/** Adds the record of a notification to a draft. */
export function draftNotice(draft: Draft, notice: Notice, at: Instant): void {
  draft.create({ type: notificationType, id: newId(at) }, toNotification(notice, at))
}

async function keepSeen(port: NoticePort, draft: Draft, record: DraftRecord, at: Instant): Promise<void> {
  const notice = toNotice(record.values)
  if (notice !== undefined) await draft.load([notice.about])
  if (notice !== undefined && isSeen(port, draft, notice)) record.values = { ...record.values, at }
  else draft.forget(record)
}

function noticesOf(port: NoticePort, actor: Actor, record: DraftRecord): readonly Notice[] {
  const type = port.schema().get(record.ref.type)
  if (type === undefined || type.policy !== undefined || record.archived || record.archive !== undefined) return []
  if (record.before !== undefined && record.values === record.before.values) return []
  const changed = (name: string): boolean => (record.values[name] ?? null) !== (record.before?.values[name] ?? null)
  const assigned = actor.user === undefined ? [] : type.ownership.filter(changed).flatMap((property) => assignment(record, property))
  return record.before === undefined ? assigned : [...assigned, ...toFollowers(port, type, record, changed)]
}
function assignment({ ref, values }: DraftRecord, property: string): readonly Notice[] {
  const user = values[property]
  return typeof user === 'string' ? [{ user, kind: 'assignment', about: ref, property }] : []
}
function toFollowers(
  port: NoticePort,
  type: ObjectTypeDefinition,
  { ref }: DraftRecord,
  changed: (name: string) => boolean,
): readonly Notice[] {
  const users = followersOf(port, ref)
  if (users.length === 0) return []
  const stages = type.pipelines === undefined ? [] : ['stage']
  const kinds = [
    ...type.ownership.map((property) => ({ kind: 'owner', property }) as const),
    ...stages.map((property) => ({ kind: 'stage', property }) as const),
    ...[...port.healthOf(type.name)].map((property) => ({ kind: 'health', property }) as const),
  ]
  return kinds.filter(({ property }) => changed(property)).flatMap((kind) => users.map((user) => ({ user, about: ref, ...kind })))
}
// What is merged into a record comes with its activities, and these are not new.
function activitiesIn(port: NoticePort, { links, records }: Draft): readonly Notice[] {
  if (links.length === 0 || records.some(({ ref }) => ref.type === aliasType)) return []
  const schema = port.schema()
  return links.flatMap(({ write, ref, to }) => {
    const ends = write === 'link' ? [{ activity: ref, about: to } as const, { activity: to, about: ref } as const] : []
    return ends
      .filter(({ activity }) => schema.get(activity.type)?.activity !== undefined)
      .flatMap(({ activity, about }) => followersOf(port, about).map((user): Notice => ({ user, kind: 'activity', about, activity })))
  })
}
function followersOf({ follows, aliases }: NoticePort, ref: RecordRef): readonly UserId[] {
  const own = follows.of(ref)
  const merged = aliases.merged(ref)
  if (merged.length === 0) return own.size === 0 ? [] : [...own]
  return [...new Set([...own, ...merged.flatMap((id) => [...follows.of({ type: ref.type, id })])])]
}

// A follower who becomes the owner is notified of that alone; an activity that is linked twice is one.
function once(notices: readonly Notice[]): readonly Notice[] {
  const kept = new Map<string, Notice>()
  for (const notice of notices) {
    const { user, kind, about, property, activity } = notice
    const what = kind === 'owner' ? 'assignment' : kind
    const key = JSON.stringify([user, what, about.type, about.id, property, activity?.id])
    if (!kept.has(key)) kept.set(key, notice)
  }
  return [...kept.values()]
}
function isSeen(port: NoticePort, draft: Draft, { user, about, activity, property }: Notice): boolean {
  const asker = port.askerOf(user)
  if (asker === undefined) return false
  const sees = (ref: RecordRef): boolean => {
    const [record, type] = [draft.find(ref), port.schema().get(ref.type)]
    if (record === undefined || type === undefined || type.policy !== undefined) return false
    return evaluate(port.access.policy(asker, type.name, 'view'), type.name, { id: ref.id, values: record.values })
  }
  const type = port.schema().get(about.type)
  const isShown = property === undefined || (type !== undefined && isReadable(asker.principal, type, property))
  return isShown && sees(about) && (activity === undefined || sees(activity))
}
function groupOf({ kind }: Notice, group: string | undefined): Pick<Notice, 'group'> {
  return kind === 'assignment' && group !== undefined ? { group } : {}
}
function doneBy({ user, plugin }: Actor): Pick<Notice, 'by' | 'plugin'> {
  return { ...(user !== undefined && { by: user }), ...(plugin !== undefined && { plugin }) }
}
