import type { Value } from '../schema/value.js'
import type { Atom, Expression, Hop } from './canonical.js'

/** Text that two expressions share when they say the same in the same order; numbers of atoms do not count. */
export function keyOf(expression: Expression): string {
  if ('test' in expression) return keyOfAtom(expression)
  if ('not' in expression) return `!${keyOf(expression.not)}`
  return 'all' in expression ? `&(${keysOf(expression.all)})` : `|(${keysOf(expression.any)})`
}
/** Text that two values share when they are the same. */
export function keyOfValue(value: Value): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  if ('currency' in value && 'amount' in value) return `$${JSON.stringify([value.amount, value.currency])}`
  return JSON.stringify(value)
}

function keysOf(expressions: readonly Expression[]): string {
  let keys = ''
  for (const expression of expressions) keys += `${keyOf(expression)},`
  return keys
}
function keyOfAtom(atom: Atom): string {
  switch (atom.test) {
    case 'id-of':
      return `id-of${JSON.stringify(atom.ids)}`
    case 'some':
      return `some ${keyOfHop(atom.hop)}${keyOf(atom.where)}`
    case 'count':
      return `count ${atom.is} ${atom.than} ${keyOfHop(atom.hop)}${keyOf(atom.where)}`
    case 'first':
      return `first ${keyOfHop(atom.hop)}${keyOf(atom.among)}?${keyOf(atom.where)}`
    default:
      return `${atom.test} ${atom.kind} ${JSON.stringify(atom.property)}${keyOfOperand(atom)}`
  }
}
function keyOfOperand(atom: Exclude<Atom, { readonly test: 'id-of' | 'some' | 'count' | 'first' }>): string {
  switch (atom.test) {
    case 'is-known':
      return ''
    case 'any-of':
    case 'contains-any':
    case 'contains-all':
      return `[${atom.values.map(keyOfValue).join()}]`
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return JSON.stringify(atom.text)
    case 'before-property':
      return `${JSON.stringify(atom.other)}${atom.orEqual ? '=' : ''}`
    case 'changed':
      return `${atom.since}${atom.to === undefined ? '' : keyOfValue(atom.to)}`
    default:
      return keyOfValue(atom.value)
  }
}
/** Text that two steps share when they lead to the same. */
export function keyOfHop(hop: Hop): string {
  return JSON.stringify([hop.edge, hop.forward, hop.to, hop.label ?? null])
}
