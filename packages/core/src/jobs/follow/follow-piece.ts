import type { Clock } from '../../base/clock.js'
import type { Reader } from '../../records/read-records.js'
import type { JobPiece } from '../job/job-piece.js'
import type { JobRunPort } from '../job/job-units.js'
import type { FollowPlace } from './follow-place.js'
import type { JobFeed } from './job-feed.js'
import type { FailedFor } from './job-marks.js'

/** What the runs of jobs that single records call work with. */
export interface FollowRunPort extends JobRunPort {
  readonly clock: Pick<Clock, 'now'>
  readonly feed: JobFeed
  readonly reader: Pick<Reader, 'find' | 'list'>
}
/** The work for one record that called its job. */
export interface FollowPiece extends JobPiece {
  /** What it is done again for, should it fail. */
  readonly of: FailedFor
  /** It failed before. */
  readonly again?: true
  /** Of a change that is no archiving: the record has to be there still. */
  readonly ofLiving?: true
  /** Of a job on a segment: whether the record is in it now. */
  readonly isInside?: boolean
  /** Of a job by time: the property and the instant that it has to have still. */
  readonly due?: { readonly property: string; readonly value: number }
}
/** A piece, where there is something to do, and the place behind it. */
export interface FollowStep {
  readonly piece?: FollowPiece
  readonly after: FollowPlace
}
