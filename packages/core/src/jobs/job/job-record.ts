import type { Instant } from '../../base/clock.js'
import type { Duration } from '../../base/duration.js'
import { derivedId } from '../../base/id.js'
import type { Job } from '../../contract/job/job.js'
import type { Json, RecordId, RecordRef, Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Run } from '../run.js'

/** Name of the object type that has a record for each job. */
export const jobType = 'job'
/** How a run of a job ended; the record of the run is left out where it neither changed nor refused anything. */
export interface JobEnd extends Pick<Run, 'state' | 'counts' | 'startedAt'> {
  readonly endedAt: Instant
  readonly run?: RecordId
  readonly problem?: string
}
/** A job as its record has it: when it runs next, and what came of its last run. */
export interface JobRecord {
  readonly job: string
  readonly nextAt: Instant
  /** How many runs have failed one after the other. */
  readonly failures: number
  readonly last?: JobEnd
  /** Of a job that follows changes: where it goes on, and the run that is going on from there. */
  readonly place?: Json
  readonly going?: RecordId
}

/** The record of a job. */
export function refOfJob(job: string): RecordRef {
  return { type: jobType, id: derivedId(`job ${job}`) }
}
/** What is known of a job as its record has it. */
export function toJobRecord({ values }: Pick<StoredRecord, 'values'>): JobRecord {
  const number = (name: string): number => Number(values[name] ?? 0)
  const [run, problem, place, going] = ['run', 'problem', 'place', 'going'].map((name) => values[name])
  const last: JobEnd = {
    state: String(values['state']) as Run['state'],
    startedAt: number('startedAt'),
    endedAt: number('endedAt'),
    counts: { done: number('done'), kept: 0, left: number('left'), failed: number('failed') },
    ...(typeof run === 'string' && { run }),
    ...(typeof problem === 'string' && { problem }),
  }
  return {
    job: String(values['job'] ?? ''),
    nextAt: number('nextAt'),
    failures: number('failures'),
    ...(values['state'] != null && { last }),
    ...(place != null && { place: place as Json }),
    ...(typeof going === 'string' && { going }),
  }
}
/** The record of a job that has never run: it runs as soon as it can. */
export function firstValues({ id, title }: Job, plugin: string, now: Instant): Values {
  return { name: title, job: id, plugin, nextAt: now, failures: 0 }
}
/**
 * What the record says after a run. One that failed is tried again after a minute, then after two, four and so on: up to the beat of the job,
 * or up to an hour where it follows changes.
 */
export function valuesAfter({ on, title }: Job, before: JobRecord, { counts, run, problem, ...end }: JobEnd): Values {
  const failures = end.state === 'failed' ? before.failures + 1 : 0
  const again = end.endedAt + firstPauseMs * 2 ** Math.min(failures - 1, 20)
  const isBeat = on.occasion === 'every'
  const regular = isBeat ? nextBeat(before.nextAt, on.every, end.endedAt) : before.nextAt
  const latest = isBeat ? regular : end.endedAt + longestPauseMs
  return {
    name: title,
    nextAt: failures === 0 ? regular : Math.min(latest, again),
    failures,
    ...end,
    done: counts.done,
    left: counts.left,
    failed: counts.failed,
    run: run ?? null,
    problem: problem ?? null,
  }
}

const firstPauseMs = 60_000
const longestPauseMs = 3_600_000
// The next beat that is still to come: a host that was down makes up for none that it missed.
function nextBeat(due: Instant, { days = 0, ms = 0 }: Duration, now: Instant): Instant {
  const span = days * 86_400_000 + ms
  return due + span * Math.max(1, Math.floor((now - due) / span) + 1)
}
