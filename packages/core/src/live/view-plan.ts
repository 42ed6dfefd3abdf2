import type { CanonicalQuery, OrderTerm } from '../query/canonical.js'
import { compareImages } from '../query/compare-images.js'
import { compileExpression } from '../query/evaluator.js'
import { looksBeyond } from '../query/simplify.js'
import type { UserId, Values } from '../schema/value.js'
import type { FollowPlan } from './followed-view.js'
import { type CompareRows, enter, lacksRows, leave } from './ranked-window.js'
import { type Anchor, anchorsOf, namedIn, propertiesIn, toLocal } from './route/anchor.js'
import { hopsOf } from './route/hop-watch.js'
import { type Match, toMatch } from './route/match.js'
import type { SeenChange } from './seen-change.js'
import { type Selection, touchesShown } from './selection.js'
import { type TallyParts, tallyParts } from './tally/tally-parts.js'

/** The parts that decide what a live view shows. A test replaces one by a faulty one, to prove that it would be found. */
export interface LiveParts {
  readonly enter: typeof enter
  readonly leave: typeof leave
  readonly lacksRows: typeof lacksRows
  readonly touchesShown: typeof touchesShown
  /** What a condition says of a record before and after a change. */
  toMatches(query: CanonicalQuery, match: Match): { readonly was: Match; readonly is: Match }
  toCompare(compare: CompareRows): CompareRows
  /** Steps along links whose far end is watched. */
  readonly hopsOf: typeof hopsOf
  /** Rows held beyond those shown, on each side. */
  toSlack(limit: number): number
  readonly tally: TallyParts
}
/** The real parts. */
export const liveParts: LiveParts = {
  enter,
  leave,
  lacksRows,
  touchesShown,
  toMatches: (_, match) => ({ was: match, is: match }),
  toCompare: (compare) => compare,
  hopsOf,
  toSlack: (limit) => Math.max(32, limit >> 1),
  tally: tallyParts,
}

/** Everything that is worked out once for a watched query. */
export interface ViewPlan extends FollowPlan {
  /** The query to run: with the properties of the order, and spare rows at both ends. */
  readonly seed: CanonicalQuery
  /** Properties of the record that its condition looks at. */
  readonly tested: ReadonlySet<string>
  readonly slack: number
  readonly compare: CompareRows
  readonly leadOf: (values: Values) => number
  readonly selection: Selection
  /** What it shows of linked records: no change of the record itself says it. */
  readonly linked: readonly string[]
}

/** What a plan needs beside the query. */
export interface PlanOptions {
  readonly parts: LiveParts
  userName(id: UserId): string | undefined
  shareSelection(shown: Pick<Selection, 'properties' | 'version'>): Selection
  /** One and the same function for the same order. */
  shareLead(order: readonly OrderTerm[]): (values: Values) => number
}
/** The plan of a query. */
export function planView(query: CanonicalQuery, { userName, parts, shareSelection, shareLead }: PlanOptions): ViewPlan {
  const local = toLocal(query.where)
  const anchors = anchorsOf(query.where)
  const tested = new Set(propertiesIn(query.where))
  const ordered = new Set(query.order.map(({ property }) => property))
  const linked = query.linked?.map(({ name }) => name) ?? []
  const isOrderedBeyond = linked.some((name) => ordered.has(name))
  const asked = looksBeyond(query.where) || isOrderedBeyond || query.archived !== 'no' || query.after !== undefined
  const slack = asked || query.limit === undefined ? 0 : parts.toSlack(query.limit)
  return {
    query,
    seed: toSeed(query, asked, slack),
    mode: asked ? 'asked' : anchors.every(isSelective) ? 'indexed' : 'checked',
    anchors,
    mask: new Set([...tested, ...ordered]),
    tested,
    ordered,
    hops: parts.hopsOf(query),
    named: namedIn(query.where),
    byUser: query.order.some(({ by }) => by === 'user'),
    slack,
    compare: parts.toCompare(compareImages(query.order, userName)),
    leadOf: shareLead(query.order),
    ...parts.toMatches(query, toMatch(compileExpression(query.type, local))),
    selection: shareSelection({ properties: query.select, version: query.version === true }),
    linked,
  }
}
/** Whether a record has to have a value, or to be inside a range, to be found under the anchor. */
export function isSelective({ equals, range }: Anchor): boolean {
  return equals.length > 0 || range !== undefined
}

function toSeed(query: CanonicalQuery, asked: boolean, slack: number): CanonicalQuery {
  if (asked) return query
  const offset = query.offset ?? 0
  const start = Math.max(0, offset - slack)
  const select = [...new Set([...query.select, ...query.order.map(({ property }) => property)])].sort()
  const { limit, offset: _, ...rest } = query
  return {
    ...rest,
    select,
    count: true,
    ...(limit !== undefined && { limit: limit + slack + offset - start }),
    ...(start > 0 && { offset: start }),
  }
}

/** Whether the change can matter to a view that looks beyond the record, by what it says of the record itself. */
export function mayConcern({ was, is }: FollowPlan, { before, after }: SeenChange): boolean {
  return (before !== undefined && was(before)) || (after !== undefined && is(after))
}
