import type { Instant } from '../../base/clock.js'
import type { RecordId } from '../../schema/value.js'
import type { JobToRun } from '../job/job-to-run.js'
import { type FollowInput, type FollowPlace, textOf } from './follow-place.js'
import type { Interest } from './interest.js'

/** A job that records call: how far it has come, what it waits for, and what it has still to look at. */
export interface Followed {
  readonly job: string
  /** Worked out when it is needed, after workspaces or plugins have changed. */
  interest: Interest | undefined
  /** How far it has come; and the place that its record had. */
  place: FollowPlace | undefined
  stored: string
  /** Changes that it has read since its record had its place. */
  read: number
  /** Runs that have failed one after the other, by its record. */
  failures: number
  /** When the next record is tried again; not known after a run. */
  retryAt: Instant | 'unknown' | undefined
  wanted: boolean
  /** Of a job on a segment: the records that may have crossed since it looked last; all, after a start. */
  dirty: 'all' | Map<string, Set<RecordId>>
  turning: boolean
  /** When it is looked at again. */
  timer: { readonly at: Instant; readonly handle: Disposable } | undefined
  /** When the segment of a job changes as time passes. */
  look: { readonly at: Instant; readonly handle: Disposable } | undefined
  lag: Disposable | undefined
}

/** A job of which nothing is known yet. */
export function newFollowed(job: string): Followed {
  return {
    job,
    interest: undefined,
    place: undefined,
    stored: textOf(null),
    read: 0,
    failures: 0,
    retryAt: 'unknown',
    dirty: 'all',
    wanted: false,
    turning: false,
    timer: undefined,
    look: undefined,
    lag: undefined,
  }
}
/** Beyond so many records a job looks at all of its segment. */
const mostDirty = 1_000
/** Notes what a job on a segment has to look at. */
export function addDirty(followed: Followed, call: 'all' | { readonly type: string; readonly ids: readonly RecordId[] }): void {
  const { dirty } = followed
  if (dirty === 'all' || call === 'all') followed.dirty = 'all'
  else {
    const ids = dirty.get(call.type) ?? new Set()
    dirty.set(call.type, ids)
    for (const id of call.ids) ids.add(id)
    if (ids.size > mostDirty) followed.dirty = 'all'
  }
}
/** What a job has to look at now; it is noted no longer. */
export function takeDirty(followed: Followed, { job: { on } }: JobToRun): Pick<FollowInput, 'ids'> {
  const { dirty } = followed
  if (on.occasion !== 'enters' && on.occasion !== 'leaves') return { ids: {} }
  followed.dirty = new Map()
  return dirty === 'all' ? {} : { ids: Object.fromEntries([...dirty].map(([type, ids]) => [type, [...ids]])) }
}
/** Whether records that failed are tried again now. */
export function isDue({ retryAt }: Followed, now: Instant): Pick<FollowInput, 'again'> {
  return retryAt === 'unknown' || (retryAt ?? now + 1) <= now ? { again: true } : {}
}
