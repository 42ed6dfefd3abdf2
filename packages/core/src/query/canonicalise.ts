import type { Atom, CanonicalQuery, Expression, LinkedColumn, OrderTerm } from './canonical.js'
import { keyOf, keyOfHop } from './expression-key.js'
import { simplify } from './simplify.js'

/** The parts of a canonical query. The user's condition and the policy are still two trees here. */
export interface QueryParts
  extends Pick<CanonicalQuery, 'type' | 'order' | 'select' | 'linked' | 'limit' | 'offset' | 'after' | 'count' | 'archived' | 'version'> {
  readonly user: Expression
  readonly policy: Expression
}

/** The one normal form of a question: policy and user condition joined, flat, without repetition, its atoms numbered in reading order. */
export function canonicalise({ user, policy, linked = [], ...parts }: QueryParts): CanonicalQuery {
  const where = normalise({ all: [policy, user] })
  const order = distinctTerms(parts.order)
  const select = [...new Set(parts.select)].sort()
  const named = new Set([...select, ...order.map(({ property }) => property)])
  const columns = toColumns(linked.filter(({ name }) => named.has(name)))
  return Object.freeze({
    ...parts,
    order,
    select,
    ...(columns.length > 0 && { linked: columns }),
    where,
    every: toEvery(where),
  })
}

/** Text that two canonical queries share when they ask the same of the same. */
export function queryKey(query: CanonicalQuery): string {
  const known = keys.get(query)
  if (known !== undefined) return known
  const { type, order, select, linked = [], limit, offset, after, count, archived, version = false } = query
  const terms = order.map((term) => [term.property, term.direction, term.by, term.positions ?? null])
  const frame = [type, select, terms, limit ?? null, offset ?? null, after ? [after.values, after.id] : null, count, archived, version]
  const key = `${JSON.stringify(frame)}${keyOf(query.where)}${linked.map(keyOfColumn).join('')}`
  keys.set(query, key)
  return key
}
// A query is never changed once made, so its key is worked out once.
const keys = new WeakMap<CanonicalQuery, string>()

function keyOfColumn({ name, hop, among, property }: LinkedColumn): string {
  return JSON.stringify([name, property, keyOfHop(hop), keyOf(among)])
}
// One condition for all columns of a step, so that a store can see that they pick the same record.
function toColumns(linked: readonly LinkedColumn[]): readonly LinkedColumn[] {
  const shared = new Map<string, Expression>()
  const byName = new Map(linked.map((column) => [column.name, column]))
  return [...byName.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((column) => {
      const among = normalise(column.among)
      const key = `${keyOfHop(column.hop)}${keyOf(among)}`
      shared.set(key, shared.get(key) ?? among)
      return { ...column, among: shared.get(key) ?? among }
    })
}

/** Tests that all must hold at the top of a condition in normal form. */
function toEvery(where: Expression): readonly Atom[] {
  if ('test' in where) return [where]
  return 'all' in where ? where.all.filter((part): part is Atom => 'test' in part) : []
}
function distinctTerms(order: readonly OrderTerm[]): readonly OrderTerm[] {
  const seen = new Set<string>()
  return order.filter(({ property }) => !seen.has(property) && seen.add(property))
}
function normalise(expression: Expression): Expression {
  return number(simplify(expression), { next: 0 })
}
function number(expression: Expression, counter: { next: number }): Expression {
  if ('all' in expression) return { all: expression.all.map((part) => number(part, counter)) }
  if ('any' in expression) return { any: expression.any.map((part) => number(part, counter)) }
  if ('not' in expression) return { not: number(expression.not, counter) }
  const atom = { ...expression, atom: counter.next++ }
  if (!('where' in atom)) return atom
  const among = 'among' in atom ? { among: number(atom.among, counter) } : {}
  return { ...atom, ...among, where: number(atom.where, counter) }
}
