import type { Instant } from '../../base/clock.js'
import type { Expression } from '../../query/canonical.js'
import { propertiesOf } from '../../query/evaluator.js'
import type { FilterData } from '../../query/filter-data.js'
import type { RecordId } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import { askerIn, demandJob, jobKind, unitsOf } from '../job/job-units.js'
import { isOwn } from './changed-pieces.js'
import { dueUnits } from './due-pieces.js'
import type { FollowRunPort } from './follow-piece.js'
import { mayCount, type Watched, watchedIn } from './watched.js'

/** What a commit means to a job: it has work now, at an instant to come, for some records, for whichever of its segment, or none. */
export type Call = 'now' | 'all' | Instant | { readonly type: string; readonly ids: readonly RecordId[] } | undefined
/** What a job looks at in each commit, by object type: a commit of other types costs one look. */
export interface Interest {
  /** When what it looks at changes as time passes. */
  readonly until?: Instant
  called(batch: ChangeBatch, now: Instant): Call
}

/** What a job looks at, as workspaces and object types are now. */
export function interestOf(port: FollowRunPort, job: string): Interest {
  const found = demandJob(port, job)
  const { on } = found.job
  if (on.occasion === 'at') return interestInTimes(dueUnits({ port, job, on }))
  if (on.occasion === 'enters' || on.occasion === 'leaves') return interestInSegment(port, job, on.where)
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

// A change of the record itself concerns that record, and one behind a link whoever is linked: all are looked at then.
function interestInSegment(port: FollowRunPort, job: string, where: FilterData): Interest {
  const [looked, beyond] = [new Map<string, ReadonlySet<string>>(), new Set<string>()]
  let until = Number.POSITIVE_INFINITY
  for (const unit of unitsOf(port, demandJob(port, job))) {
    const bound = port.access.bind(askerIn(port, job, unit), { type: unit.type, select: [], where })
    until = Math.min(until, bound.until ?? until)
    for (const type of targetsOf(bound.query.where)) beyond.add(type)
    for (const [type, names] of propertiesOf(bound.query.where, unit.type))
      looked.set(type, new Set([...(looked.get(type) ?? []), ...names]))
  }
  const matters = ({ ref, before, after, changed, linked }: Change): boolean => {
    const names = looked.get(ref.type)
    if (names === undefined) return false
    return before === undefined || after === undefined || linked !== undefined || changed.some((name) => names.has(name))
  }
  return {
    ...(Number.isFinite(until) && { until }),
    called: ({ changes }) => {
      const found = changes.filter(matters)
      const [first] = found
      if (first === undefined) return undefined
      const { type } = first.ref
      if (found.some(({ ref }) => beyond.has(ref.type) || ref.type !== type)) return 'all'
      return { type, ids: found.map(({ ref }) => ref.id) }
    },
  }
}

// The object types at the ends of the links that a condition follows.
function targetsOf(where: Expression): readonly string[] {
  if ('all' in where) return where.all.flatMap(targetsOf)
  if ('any' in where) return where.any.flatMap(targetsOf)
  if ('not' in where) return targetsOf(where.not)
  return 'hop' in where ? [where.hop.to, ...targetsOf(where.where)] : []
}
