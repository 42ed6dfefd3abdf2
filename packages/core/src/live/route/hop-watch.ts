import type { CanonicalQuery, Expression, Hop } from '../../query/canonical.js'
import { compileExpression } from '../../query/evaluator.js'
import { looksBeyond } from '../../query/simplify.js'
import type { SeenChange } from '../seen-change.js'
import { propertiesIn, toLocal } from './anchor.js'
import { type Match, toMatch } from './match.js'

/** A step along links that a condition takes, and which changes beyond it can matter. */
export interface HopWatch {
  readonly hop: Hop
  /** The object type that the step starts from. */
  readonly from: string
  /** It starts from the record of the view itself. */
  readonly first: boolean
  /** Properties there that `matches` looks at. */
  readonly mask: ReadonlySet<string>
  readonly matches: Match
  /** Properties there whose every change matters while the record matches. */
  readonly reads: ReadonlySet<string>
  /** The condition at the end of the step looks at the record there alone. */
  readonly exact: boolean
}

/** The steps that a query takes: of its condition, and to its linked columns. */
export function hopsOf({ where, type, linked = [] }: CanonicalQuery): readonly HopWatch[] {
  const columns = linked.flatMap(({ hop, among, property }) => [
    toWatch({ hop, where: among, from: type, first: true, reads: [property] }),
    ...hopsIn(among, hop.to, false),
  ])
  return [...hopsIn(where, type, true), ...columns]
}
// At every depth.
function hopsIn(where: Expression, from: string, first: boolean): readonly HopWatch[] {
  if ('all' in where) return where.all.flatMap((part) => hopsIn(part, from, first))
  if ('any' in where) return where.any.flatMap((part) => hopsIn(part, from, first))
  if ('not' in where) return hopsIn(where.not, from, first)
  if (!('hop' in where)) return []
  const { hop } = where
  const inner = hopsIn(where.where, hop.to, false)
  if (where.test !== 'first') return [toWatch({ hop, where: where.where, from, first, reads: [] }), ...inner]
  // A record that may be picked counts whether or not it passes the test: it keeps others from being picked.
  const watch = toWatch({ hop, where: where.among, from, first, reads: propertiesIn(where.where) })
  return [watch, ...inner, ...hopsIn(where.among, hop.to, false)]
}
interface Step extends Pick<HopWatch, 'hop' | 'from' | 'first'> {
  readonly where: Expression
  readonly reads: readonly string[]
}
function toWatch({ where, reads, ...step }: Step): HopWatch {
  const matches = toMatch(compileExpression(step.hop.to, toLocal(where)))
  return { ...step, mask: new Set(propertiesIn(where)), matches, reads: new Set(reads), exact: !looksBeyond(where) }
}

/** Whether a change of a record of the type at the end of the step can matter. New records come with their links, which are checked on their own. */
export function mattersAtEnd({ mask, matches, reads, exact }: HopWatch, { change, before, after }: SeenChange): boolean {
  if (before && after) {
    const isRead = change.changed.some((property) => reads.has(property))
    if (!isRead && !change.changed.some((property) => mask.has(property))) return false
    const was = matches(before)
    const is = matches(after)
    return exact && !isRead ? was !== is : was || is
  }
  const present = before ?? after
  return present !== undefined && matches(present)
}

/** Whether the change links or unlinks a record at the start of the step. */
export function linksAtStart({ hop, from }: HopWatch, { change: { ref, linked } }: SeenChange): boolean {
  return ref.type === from && linked !== undefined && linked.some(({ edge, forward }) => edge === hop.edge && forward === hop.forward)
}
