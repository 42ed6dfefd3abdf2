import type { filterFieldsContract } from '@tenure/core/page'
import type { z } from 'zod'
import { isSame } from '../data/same.js'
import type { ConditionNode, TestData } from './filter-tree.js'

/** What a filter can ask of records of one type. */
export type Fields = z.output<typeof filterFieldsContract.output>
/** A property that a filter can ask about. */
export type Field = Fields['properties'][number]
/** An association that a filter can follow. */
export type LinkField = Fields['links'][number]
/** A way to ask about a property. */
export type Operator = Fields['operators'][number]
/** What an operator is given besides its property. */
export type OperatorShape = Operator['shape']

/** The parts of a test that a person gives, by the shape of the operator. */
export const partsOfShape: Readonly<Record<OperatorShape, readonly string[]>> = {
  nothing: [],
  value: ['value'],
  values: ['values'],
  text: ['text'],
  range: ['from', 'to'],
  span: ['span'],
  period: ['period'],
  property: ['other'],
  choices: ['values'],
  to: ['to'],
  'span-to': ['span', 'to'],
}

/** The property at a path; a filter may name a role or the object type behind it. */
export function fieldOf(fields: Fields | undefined, path: string): Field | undefined {
  return fields && findPath(fields.properties, path)
}
/** The association at a path. */
export function linkOf(fields: Fields | undefined, path: string): LinkField | undefined {
  return fields && findPath(fields.links, path)
}
const roles = /^(customer|serviceRole|revenue)\./
// Where the question named the object type, a role in a filter is one that this type plays.
function findPath<T extends { readonly path: string; readonly alias?: string }>(all: readonly T[], path: string): T | undefined {
  const name = roles.test(path) ? path.replace(roles, '.') : undefined
  return (
    all.find((one) => one.path === path) ??
    all.find(({ alias }) => alias === path) ??
    all.find((one) => name !== undefined && !roles.test(one.path) && one.path.endsWith(name))
  )
}
/** The operators that a kind of property is offered, in order. */
export function operatorsFor({ operators }: Fields, kind: string): readonly Operator[] {
  return operators.filter(({ kinds }) => kinds.includes(kind))
}

/** The operator of a condition: the chosen one, or the first that says its test. */
export function operatorOf(fields: Fields | undefined, { data, operator }: Pick<ConditionNode, 'data' | 'operator'>): Operator | undefined {
  const all = fields?.operators ?? []
  return all.find((one) => one.operator === operator) ?? all.find((one) => isOperatorOf(one, data))
}
function isOperatorOf({ test, fixed = {}, shape }: Operator, data: TestData): boolean {
  const hasTo = test.endsWith('changed-in-last') && 'to' in data
  const takesTo = partsOfShape[shape].includes('to')
  const fits = !test.endsWith('changed-in-last') || hasTo === takesTo
  return test === data.test && fits && Object.entries(fixed).every(([part, value]) => isSame(data[part], value))
}

/** Whether a condition says all that its operator needs. */
export function isWhole(data: TestData, { shape }: Operator): boolean {
  return partsOfShape[shape].every((part) => isGiven(data[part]))
}
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** A condition on a property with another operator; what was given before stays where it still fits. */
export function withOperator(data: TestData, operator: Operator): Pick<ConditionNode, 'data' | 'operator' | 'isDraft'> {
  const parts = partsOfShape[operator.shape].map((part) => [part, partFor(part, data)] as const)
  const missing = data['missing'] === true && operator.decidesMissing === undefined
  const next: TestData = {
    ...{ test: operator.test, property: data.property, ...operator.fixed },
    ...Object.fromEntries(parts.filter(([, value]) => value !== undefined)),
    ...(missing && { missing }),
  }
  return { data: next, operator: operator.operator, isDraft: !isWhole(next, operator) }
}
// A value becomes a list of one and the other way round; a span and a period have something to begin with.
function partFor(part: string, data: TestData): unknown {
  const [first] = Array.isArray(data['values']) ? (data['values'] as readonly unknown[]) : []
  const single = data['value'] ?? data['to'] ?? first
  switch (part) {
    case 'values':
      return data['values'] ?? (single === undefined ? undefined : [single])
    case 'value':
      return single ?? data['from']
    case 'to':
      return data['to'] ?? single
    case 'from':
      return data['from'] ?? data['value']
    case 'span':
      return isEver(data) ? { days: 30 } : (data['span'] ?? { days: 30 })
    case 'period':
      return data['period'] ?? 'month'
    default:
      return data[part]
  }
}
function isEver(data: TestData): boolean {
  return isSame(data['span'], { days: 100_000 })
}
