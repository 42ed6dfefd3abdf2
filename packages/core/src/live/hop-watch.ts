import type { Expression, Hop } from '../query/canonical.js'
import { compileExpression } from '../query/evaluator.js'
import { looksBeyond } from '../query/simplify.js'
import { propertiesIn, toLocal } from './anchor.js'
import { type Match, toMatch } from './match.js'
import type { SeenChange } from './seen-change.js'

/** A step along links that a condition takes, and which changes beyond it can matter. */
export interface HopWatch {
  readonly hop: Hop
  /** The object type that the step starts from. */
  readonly from: string
  /** It starts from the record of the view itself. */
  readonly first: boolean
  readonly mask: ReadonlySet<string>
  readonly matches: Match
  /** The condition at the end of the step looks at the record there alone. */
  readonly exact: boolean
}

/** The steps of a condition, at every depth. */
export function hopsOf(where: Expression, from: string, first = true): readonly HopWatch[] {
  if ('all' in where) return where.all.flatMap((part) => hopsOf(part, from, first))
  if ('any' in where) return where.any.flatMap((part) => hopsOf(part, from, first))
  if ('not' in where) return hopsOf(where.not, from, first)
  if (where.test !== 'some' && where.test !== 'count') return []
  return [toWatch(where.hop, where.where, from, first), ...hopsOf(where.where, where.hop.to, false)]
}
function toWatch(hop: Hop, where: Expression, from: string, first: boolean): HopWatch {
  const matches = toMatch(compileExpression(hop.to, toLocal(where)))
  return { hop, from, first, mask: new Set(propertiesIn(where)), matches, exact: !looksBeyond(where) }
}

/** Whether a change of a record of the type at the end of the step can matter. New records come with their links, which are looked at on their own. */
export function mattersAtEnd({ mask, matches, exact }: HopWatch, { change, before, after }: SeenChange): boolean {
  if (before && after) {
    if (!change.changed.some((property) => mask.has(property))) return false
    const was = matches(before)
    const is = matches(after)
    return exact ? was !== is : was || is
  }
  const present = before ?? after
  return present !== undefined && matches(present)
}

/** Whether the change links or unlinks a record at the start of the step. */
export function linksAtStart({ hop, from }: HopWatch, { change: { ref, linked } }: SeenChange): boolean {
  return ref.type === from && linked !== undefined && linked.some(({ edge, forward }) => edge === hop.edge && forward === hop.forward)
}
