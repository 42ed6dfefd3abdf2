import type { Value } from '../schema/value.js'
import type { Atom, Expression } from './canonical.js'
import { keyOf, keyOfValue } from './expression-key.js'

/** The condition that always holds. */
export const always: Expression = Object.freeze({ all: Object.freeze([]) })
/** The condition that never holds. */
export const never: Expression = Object.freeze({ any: Object.freeze([]) })

/** The same condition in its normal form: `not` only before atoms, no `all` in an `all`, no duplicates, no part without effect, cheap tests first. */
export function simplify(expression: Expression): Expression {
  return settle(expression, false)
}

function settle(expression: Expression, negated: boolean): Expression {
  if ('test' in expression) return negate(settleAtom(expression), negated)
  if ('not' in expression) return settle(expression.not, !negated)
  if ('all' in expression) return negated ? joinAny(settleEach(expression.all, true)) : joinAll(settleEach(expression.all, false))
  return negated ? joinAll(settleEach(expression.any, true)) : joinAny(settleEach(expression.any, false))
}
function settleEach(expressions: readonly Expression[], negated: boolean): readonly Expression[] {
  return expressions.map((expression) => settle(expression, negated))
}
function negate(expression: Expression, negated: boolean): Expression {
  if (!negated) return expression
  if (isAlways(expression)) return never
  return isNever(expression) ? always : { not: expression }
}

function joinAll(parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => ('all' in part ? part.all : [part]))
  return flat.some(isNever) ? never : unwrap(distinct(flat), (all) => ({ all }))
}
function joinAny(parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => ('any' in part ? part.any : [part]))
  return flat.some(isAlways) ? always : unwrap(distinct(flat), (any) => ({ any }))
}
function unwrap(parts: readonly Expression[], wrap: (parts: readonly Expression[]) => Expression): Expression {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : wrap(parts)
}
function distinct(parts: readonly Expression[]): readonly Expression[] {
  if (parts.length < 2) return parts
  const byKey = new Map(parts.map((part) => [`${rank(part)}${keyOf(part)}`, part]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
}
function isAlways(expression: Expression): boolean {
  return 'all' in expression && expression.all.length === 0
}
/** Whether it is the condition that never holds, to which normal form reduces every condition known to be false. */
export function isNever(expression: Expression): boolean {
  return 'any' in expression && expression.any.length === 0
}

// Ids and equality first, then other tests of the record itself, then what is compound, last what looks at links and history.
function rank(expression: Expression): 0 | 1 | 2 | 3 | 4 {
  if (looksBeyond(expression)) return 4
  if (!('test' in expression)) return 'not' in expression ? 2 : 3
  return expression.test === 'is' || expression.test === 'id-of' || expression.test === 'any-of' ? 0 : 1
}
/** Whether it looks at more than the record itself: at links or at history. */
export function looksBeyond(where: Expression): boolean {
  if ('test' in where) return 'hop' in where || where.test === 'changed'
  if ('not' in where) return looksBeyond(where.not)
  return ('all' in where ? where.all : where.any).some(looksBeyond)
}

function settleAtom(atom: Atom): Expression {
  switch (atom.test) {
    case 'id-of':
      return atom.ids.length === 0 ? never : { ...atom, ids: [...new Set(atom.ids)].sort() }
    case 'any-of':
      return settleAnyOf(atom)
    case 'contains-any':
      return atom.values.length === 0 ? never : { ...atom, values: toSet(atom.values) }
    case 'contains-all':
      return atom.values.length === 0
        ? { atom: 0, test: 'is-known', property: atom.property, kind: atom.kind }
        : { ...atom, values: toSet(atom.values) }
    case 'some':
    case 'count':
      return settleLinks(atom)
    case 'first':
      return settleFirst(atom)
    default:
      return atom
  }
}
function settleAnyOf(atom: Extract<Atom, { readonly values: unknown }>): Expression {
  const values = toSet(atom.values)
  const [only] = values
  if (only === undefined) return never
  return values.length > 1 ? { ...atom, values } : { atom: 0, test: 'is', property: atom.property, kind: atom.kind, value: only }
}
function settleLinks(atom: Atom & { readonly test: 'some' | 'count' }): Expression {
  const where = simplify(atom.where)
  return atom.test === 'some' && isNever(where) ? never : { ...atom, where }
}
function settleFirst(atom: Atom & { readonly test: 'first' }): Expression {
  const among = simplify(atom.among)
  const where = simplify(atom.where)
  return isNever(among) || isNever(where) ? never : { ...atom, among, where }
}
function toSet(values: readonly NonNullable<Value>[]): readonly NonNullable<Value>[] {
  const byKey = new Map(values.map((value) => [keyOfValue(value), value]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}
