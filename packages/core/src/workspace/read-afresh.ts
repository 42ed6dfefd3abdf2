import { type Directory, directoryTypes } from '../access/directory.js'
import { type FollowBook, followType } from '../access/notice/follow-book.js'
import { newId } from '../base/id.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Change, ChangeBatch, StoredRecord } from '../storage/adapter.js'
import { type PublicLinkBook, publicLinkType } from './public/public-link-book.js'
import { type SessionBook, sessionType } from './session-book.js'
import { defaultViewsType, type ViewBook, viewType } from './view-book.js'
import type { Workspaces } from './workspaces.js'

/** Object types of records that followers keep in memory. */
const keptTypes = [...directoryTypes, 'workspace', 'setting', sessionType, publicLinkType, viewType, defaultViewsType, followType] as const

/** What is read, and what its followers know now. */
export interface AfreshOptions {
  readonly load: (type: string) => Promise<readonly StoredRecord[]>
  readonly directory: Directory
  readonly workspaces: Workspaces
  readonly sessions: Pick<SessionBook, 'all'>
  readonly publicLinks: Pick<PublicLinkBook, 'all'>
  readonly views: Pick<ViewBook, 'all'>
  readonly follows: Pick<FollowBook, 'all'>
  readonly now: () => number
}

/** The workspace itself as one batch: every record of it as the store holds it, and what is no longer there as archived. */
export async function readAfresh(options: AfreshOptions): Promise<ChangeBatch> {
  const { load, directory, follows, publicLinks, sessions, views, workspaces, now } = options
  const found = (await Promise.all(keptTypes.map(load))).flat()
  const there = new Set(found.map(({ ref }) => `${ref.type} ${ref.id}`))
  const known: readonly RecordRef[] = [
    ...directoryTypes.flatMap((type) => [...directory.rows(type).keys()].map((id) => ({ type, id }))),
    ...workspaces.all().map(({ id }) => ({ type: 'workspace', id })),
    ...sessions.all().map(({ id }) => ({ type: sessionType, id })),
    ...publicLinks.all().map(({ id }) => ({ type: publicLinkType, id })),
    ...views.all().map(({ id }) => ({ type: viewType, id })),
    ...follows.all(),
  ]
  const gone = known.filter(({ type, id }) => !there.has(`${type} ${id}`))
  const at = now()
  return {
    cursor: `afresh ${newId(at)}`,
    changes: [...found.map(({ ref, version, values }) => toChange(ref, version, at, values)), ...gone.map((ref) => toChange(ref, '', at))],
  }
}

function toChange(ref: RecordRef, version: string, at: number, after?: Values): Change {
  if (after === undefined) return { ref, version, at, change: 'archive', changed: [] }
  return { ref, version, at, change: 'patch', changed: Object.keys(after), after }
}
