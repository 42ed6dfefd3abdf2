import { type CanonicalAggregate, columnsOf } from '../../query/aggregate/canonical-aggregate.js'
import { compileExpression, looksBeyond } from '../../query/evaluator.js'
import type { FollowPlan } from '../followed-view.js'
import { anchorsOf, namedIn, propertiesIn, toLocal } from '../route/anchor.js'
import type { hopsOf } from '../route/hop-watch.js'
import { type Match, toMatch } from '../route/match.js'
import type { TallyParts } from './tally-parts.js'

/** Everything that is worked out once for a watched aggregate. */
export interface TallyPlan extends FollowPlan {
  readonly aggregate: CanonicalAggregate
}
/** The parts of the engine that a plan is made with. */
interface PlanParts {
  readonly hopsOf: typeof hopsOf
  toMatches(query: CanonicalAggregate['query'], match: Match): { readonly was: Match; readonly is: Match }
  readonly tally: TallyParts
}

/** The plan of an aggregate: it moves with each change unless it looks beyond the record, or has a measure that cannot be taken back. */
export function planTally(aggregate: CanonicalAggregate, parts: PlanParts): TallyPlan {
  const { query, measures } = aggregate
  const local = toLocal(query.where)
  const anchors = anchorsOf(query.where)
  const read = new Set(columnsOf(aggregate))
  const asked = looksBeyond(query.where) || query.linked !== undefined || !measures.every(parts.tally.canMove)
  const isSelective = anchors.every(({ equals, range }) => equals.length > 0 || range !== undefined)
  return {
    aggregate,
    query,
    mode: asked ? 'asked' : isSelective ? 'indexed' : 'checked',
    anchors,
    mask: new Set([...propertiesIn(query.where), ...read]),
    ordered: read,
    hops: parts.hopsOf(query),
    named: namedIn(query.where),
    byUser: false,
    ...parts.toMatches(query, toMatch(compileExpression(query.type, local))),
  }
}
