import type { Atom, CanonicalQuery, Expression, OrderTerm } from './canonical.js'
import { keyOf } from './expression-key.js'
import { simplify } from './simplify.js'

/** What a canonical query is made of: the user's condition and the policy are two trees until here. */
export interface QueryParts
  extends Pick<CanonicalQuery, 'type' | 'order' | 'select' | 'limit' | 'offset' | 'after' | 'count' | 'archived'> {
  readonly user: Expression
  readonly policy: Expression
}

/** The one normal form of a question: policy and user condition joined, flat, without repetition, its atoms numbered in reading order. */
export function canonicalise({ user, policy, ...parts }: QueryParts): CanonicalQuery {
  const where = number(simplify({ all: [policy, user] }), { next: 0 })
  return Object.freeze({
    ...parts,
    order: distinctTerms(parts.order),
    select: [...new Set(parts.select)].sort(),
    where,
    every: toEvery(where),
  })
}

/** Text that two canonical queries share when they ask the same of the same. */
export function queryKey(query: CanonicalQuery): string {
  const known = keys.get(query)
  if (known !== undefined) return known
  const { type, order, select, limit, offset, after, count, archived } = query
  const terms = order.map((term) => [term.property, term.direction, term.by, term.positions ?? null])
  const frame = [type, select, terms, limit ?? null, offset ?? null, after ? [after.values, after.id] : null, count, archived]
  const key = `${JSON.stringify(frame)}${keyOf(query.where)}`
  keys.set(query, key)
  return key
}
// A query is never changed once made, so its key is worked out once.
const keys = new WeakMap<CanonicalQuery, string>()

/** Tests that all must hold at the top of a condition in normal form. */
function toEvery(where: Expression): readonly Atom[] {
  if ('test' in where) return [where]
  return 'all' in where ? where.all.filter((part): part is Atom => 'test' in part) : []
}
function distinctTerms(order: readonly OrderTerm[]): readonly OrderTerm[] {
  const seen = new Set<string>()
  return order.filter(({ property }) => !seen.has(property) && seen.add(property))
}
function number(expression: Expression, counter: { next: number }): Expression {
  if ('all' in expression) return { all: expression.all.map((part) => number(part, counter)) }
  if ('any' in expression) return { any: expression.any.map((part) => number(part, counter)) }
  if ('not' in expression) return { not: number(expression.not, counter) }
  const atom = { ...expression, atom: counter.next++ }
  return 'where' in atom ? { ...atom, where: number(atom.where, counter) } : atom
}
