import type { Instant } from '../../base/clock.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { askerIn, demandJob, jobKind, unitsOf } from '../job/job-units.js'
import { isOwn } from './changed-pieces.js'
import { dueUnits } from './due-pieces.js'
import type { FollowRunPort } from './follow-piece.js'
import { mayCount, type Watched, watchedIn } from './watched.js'

/** What a commit means to a job: it has work now, at an instant to come, or none. */
export type Call = 'now' | Instant | undefined
/** What a job looks at in each commit, by object type: a commit of other types costs one look. */
export interface Interest {
  called(batch: ChangeBatch, now: Instant): Call
}

/** What a job looks at, as workspaces and object types are now. */
export function interestOf(port: FollowRunPort, job: string): Interest {
  const found = demandJob(port, job)
  const { on } = found.job
  if (on.occasion === 'at') return interestInTimes(dueUnits({ port, job, on }))
  const types = new Map<string, Watched[]>()
  if (on.occasion === 'changes')
    for (const unit of unitsOf(port, found)) {
      const watched = watchedIn(on, found, askerIn(port, job, unit), unit, port.schema())
      types.set(unit.type, [...(types.get(unit.type) ?? []), watched])
    }
  const own = jobKind(job)
  return {
    called: (batch) => {
      const counts = batch.changes.some((change) => types.get(change.ref.type)?.some((watched) => mayCount(watched, change)))
      return counts && !isOwn(batch, own) ? 'now' : undefined
    },
  }
}

function interestInTimes(units: ReturnType<typeof dueUnits>): Interest {
  const types = new Map<string, string[]>()
  for (const { unit, property } of units) types.set(unit.type, [...(types.get(unit.type) ?? []), property])
  return {
    called: ({ changes }, now) => {
      let first: Instant | undefined
      for (const { ref, before, after } of changes)
        for (const property of types.get(ref.type) ?? []) {
          const value = after?.[property]
          if (typeof value === 'number' && value !== before?.[property]) first = Math.min(first ?? value, value)
        }
      return first !== undefined && first <= now ? 'now' : first
    },
  }
}
