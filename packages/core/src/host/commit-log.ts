import { Observable, Subject } from 'rxjs'
import type { AliasBook } from '../access/alias-book.js'
import type { Directory } from '../access/directory.js'
import type { FollowBook } from '../access/notice/follow-book.js'
import type { AppliedBatch } from '../live/live-engine.js'
import type { LiveHub } from '../live/live-hub.js'
import type { UserId } from '../schema/value.js'
import type { ProfileBook } from '../score/keeper/profile-book.js'
import type { Change } from '../storage/adapter.js'
import type { Askers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'
import type { PublicLinkBook } from '../workspace/public/public-link-book.js'
import type { RoleBook } from '../workspace/role-book.js'
import type { SessionBook } from '../workspace/session-book.js'
import type { SettingsStore, TouchedSection } from '../workspace/settings-store.js'
import type { ViewBook } from '../workspace/view-book.js'
import type { Workspaces } from '../workspace/workspaces.js'

/** The parts that follow what is committed. */
export interface Followers {
  readonly directory: Directory
  readonly aliases: AliasBook
  readonly follows: FollowBook
  readonly workspaces: Workspaces
  readonly settings: SettingsStore
  readonly roles: RoleBook
  readonly sessions: SessionBook
  readonly publicLinks: PublicLinkBook
  readonly views: ViewBook
  readonly profiles: ProfileBook
  readonly askers: Askers
  readonly live: LiveHub
}
/** What a batch did to the workspace itself. */
interface Touched {
  readonly users: Set<UserId>
  readonly workspaces: Set<string>
  readonly sections: TouchedSection[]
  /** Collections whose saved views changed. */
  readonly views: Set<string>
  /** A user was deactivated or is active again: conditions name all deactivated users. */
  activity: boolean
  any: boolean
  profiles: boolean
}

/**
 * Passes every batch, committed here or by others, to its followers, rights first: before anything is sent under new rights, streams of the users concerned
 * restart, and their live queries are bound again.
 */
export class CommitLog {
  readonly #followers: Followers
  readonly #rights = new Subject<ReadonlySet<UserId>>()
  readonly #changes = new Subject<WorkspaceChange>()
  readonly #batches = new Subject<AppliedBatch>()
  /** Users who have other rights, another workspace or other roles now. */
  readonly rights: Observable<ReadonlySet<UserId>> = this.#rights
  /** What changed in the workspace itself. */
  readonly changes: Observable<WorkspaceChange> = this.#changes
  /** Every batch, after live queries have followed it. */
  readonly batches: Observable<AppliedBatch> = this.#batches

  constructor(followers: Followers) {
    this.#followers = followers
  }

  take(batch: AppliedBatch): void {
    const touched: Touched = {
      users: new Set(),
      workspaces: new Set(),
      sections: [],
      views: new Set(),
      activity: false,
      any: false,
      profiles: false,
    }
    for (const change of batch.changes) this.#absorb(change, touched)
    if (touched.any) this.#turn(touched)
    if (touched.profiles) this.#changes.next({ profiles: true })
    if (touched.views.size > 0) this.#changes.next({ views: touched.views })
    this.#followers.live.apply(batch)
    this.#batches.next(batch)
  }

  /** What plugins bring is other than before: these object types, and maybe sections that choose properties of roles. */
  baseChanged(types: ReadonlySet<string>): void {
    this.#followers.profiles.recompile()
    const moved = this.#renew(new Set())
    this.#emitUsers(moved)
    if (types.size > 0) this.#changes.next({ types })
    if (types.size > 0 || moved.size > 0) this.#followers.live.rebind('all')
  }

  close(): void {
    for (const subject of [this.#rights, this.#changes, this.#batches]) subject.complete()
  }

  #absorb(change: Change, touched: Touched): void {
    const { aliases, directory, follows, profiles, publicLinks, sessions, views, workspaces, settings } = this.#followers
    const { ref, changed } = change
    if (directory.apply(change)) {
      touched.any = true
      if (ref.type === 'user') touched.users.add(ref.id)
      if (ref.type === 'user' && (changed.includes('active') || change.change !== 'patch')) touched.activity = true
    }
    // Conditions that name an id of a merged record are about another one now.
    if (aliases.apply(change)) touched.any = touched.activity = true
    sessions.apply(change)
    follows.apply(change)
    publicLinks.apply(change)
    if (profiles.apply(change)) touched.profiles = true
    const collection = views.apply(change)
    if (collection !== undefined) touched.views.add(collection)
    const workspace = workspaces.apply(change)
    if (workspace !== undefined) touched.workspaces.add(workspace)
    const section = settings.apply(change)
    if (section !== undefined) touched.sections.push(section)
    if (workspace !== undefined || section !== undefined) touched.any = true
  }

  #turn({ users, workspaces, sections, activity }: Touched): void {
    const moved = this.#renew(users)
    this.#emitUsers(new Set([...users, ...moved]))
    for (const workspace of workspaces) this.#changes.next({ workspace })
    for (const section of sections) this.#changes.next(section)
    this.#followers.live.rebind(activity ? 'all' : moved)
  }

  // Streams restart before live queries are bound again; otherwise a query that the user just lost would report a refusal.
  #renew(changed: ReadonlySet<UserId>): ReadonlySet<UserId> {
    this.#followers.roles.refresh()
    const moved = this.#followers.askers.renew(changed)
    if (moved.size > 0) this.#rights.next(moved)
    return moved
  }
  #emitUsers(users: ReadonlySet<UserId>): void {
    if (users.size > 0) this.#changes.next({ users })
  }
}
