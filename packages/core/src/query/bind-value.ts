import type { PropertyDefinition } from '../schema/definition.js'
import { fold } from '../schema/fold.js'
import { valueSchemas } from '../schema/row.js'
import type { PropertyKind, Value } from '../schema/value.js'
import { type Binding, type Place, refuse } from './binding.js'
import type { OperandData } from './filter-data.js'

/** A constant to compare with: operands are replaced by their current values, text is folded. Errors: `input.invalid`. */
export function bindValue(operand: OperandData, property: PropertyDefinition, binding: Binding, at: Place): NonNullable<Value> {
  const value = bindExact(operand, property, binding, at)
  return property.kind === 'string' || property.kind === 'text' ? fold(value as string) : value
}
/** The same with text as it was given, to be looked for in history, which is compared exactly. Errors: `input.invalid`. */
export function bindExact(operand: OperandData, property: PropertyDefinition, binding: Binding, at: Place): NonNullable<Value> {
  if (operand === null) throw refuse(at, `${property.name} cannot be compared with null. Use is-unknown to find missing values.`)
  if (isOperand(operand)) return bindOperand(operand.operand, property, binding, at)
  const parsed = valueSchemas[property.kind].safeParse(operand)
  if (!parsed.success)
    throw refuse(at, `${property.name} is of the kind ${property.kind}: ${parsed.error.issues[0]?.message ?? 'this is no value of it.'}`)
  return normalise(parsed.data as NonNullable<Value>, property.kind)
}

function isOperand(operand: OperandData): operand is { readonly operand: 'me' | 'today' } {
  return typeof operand === 'object' && operand !== null && Object.hasOwn(operand, 'operand')
}
function bindOperand(operand: string, { name, kind }: PropertyDefinition, { env, clock }: Binding, at: Place): NonNullable<Value> {
  if (operand === 'me' && kind === 'user') return env.user
  if (operand === 'today' && (kind === 'date' || kind === 'datetime')) return clock.today()
  throw refuse(at, `The operand ${operand} does not fit ${name}, which is of the kind ${kind}.`)
}
function normalise(value: NonNullable<Value>, kind: PropertyKind): NonNullable<Value> {
  if (kind === 'multi_enumeration') return [...new Set(value as readonly string[])].sort()
  return kind === 'number' && value === 0 ? 0 : value
}
