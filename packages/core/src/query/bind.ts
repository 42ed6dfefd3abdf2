import type { Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition, PropertyDefinition } from '../schema/definition.js'
import { fold } from '../schema/fold.js'
import { splitPath } from '../schema/property.js'
import { bindBetween, bindSince, bindTime, type Subject } from './bind-time.js'
import { bindExact, bindValue } from './bind-value.js'
import { type BindEnv, type Binding, bindThrough, getAssociation, getTarget, type Place, refuse, startBinding, toHop } from './binding.js'
import type { Expression } from './canonical.js'
import type { FilterData, OperandData } from './filter-data.js'
import { type PropertyTest, propertyTests } from './operator/property-tests.js'

export type { BindEnv } from './binding.js'

/** What binding gave. */
export interface Bound<T> {
  readonly value: T
  /** Instant at which constants made from the clock change; bind again then. */
  readonly until?: Instant
}
type LinkTest = Extract<FilterData, { readonly link: string }>

/** A filter with everything resolved: roles, operands, the clock, links, and the policy at every hop. Errors: `input.invalid`, `input.too-large`. */
export function bindFilter(filter: FilterData, type: string, env: BindEnv): Bound<Expression> {
  const binding = startBinding(env, type)
  const value = bindPart(filter, binding, [])
  const until = binding.clock.until()
  return until === undefined ? { value } : { value, until }
}

function bindPart(filter: FilterData, binding: Binding, at: Place): Expression {
  switch (filter.test) {
    case 'all':
      return { all: bindEach(filter.filters, binding, at) }
    case 'any':
      return { any: bindEach(filter.filters, binding, at) }
    case 'not':
      return { not: bindPart(filter.filter, binding, [...at, 'filter']) }
    case 'id-of':
      return bindIds(filter, binding, at)
    case 'some':
    case 'none':
    case 'count':
      return bindLink(filter, binding, at)
    default:
      return bindTest(filter, binding, at)
  }
}
function bindEach(filters: readonly FilterData[], binding: Binding, at: Place): readonly Expression[] {
  return filters.map((filter, index) => bindPart(filter, binding, [...at, 'filters', index]))
}
function bindIds({ type, ids }: Extract<FilterData, { readonly test: 'id-of' }>, { env, definition }: Binding, at: Place): Expression {
  const real = type === definition.name ? type : splitPath(env.resolve(`${type}.id`, definition.name))[0]
  if (real !== definition.name) throw refuse([...at, 'type'], `These ids are of ${type}, but the filter is on ${definition.name}.`)
  return { atom: 0, test: 'id-of', ids: env.current === undefined ? ids : [...new Set(ids.map((id) => env.current?.(real, id) ?? id))] }
}
function bindLink(filter: LinkTest, binding: Binding, at: Place): Expression {
  const { edge, forward, to } = getAssociation(binding, filter.link, [...at, 'link'])
  const far = bindThrough(binding, to)
  const nested = filter.filter === undefined ? [] : [bindPart(filter.filter, far, [...at, 'filter'])]
  const hop = { edge, forward, to, ...(filter.label === undefined ? {} : { label: filter.label }) }
  const where: Expression = { all: [binding.env.policy(to), ...nested] }
  if (filter.test === 'count') return { atom: 0, test: 'count', hop, where, is: filter.is, than: checkCount(filter.than, at) }
  const some: Expression = { atom: 0, test: 'some', hop, where }
  return filter.test === 'some' ? some : { not: some }
}
function checkCount(than: number, at: Place): number {
  if (Number.isInteger(than) && than >= 0) return than
  throw refuse([...at, 'than'], 'A number of records is a whole number, 0 or more.')
}

/** Tests that ask for the opposite of another, and for a value. */
const opposites = { 'is-not': 'is', 'none-of': 'any-of', 'does-not-contain': 'contains', 'contains-none': 'contains-any' } as const
function bindTest(filter: PropertyTest, binding: Binding, at: Place): Expression {
  const target = getTarget(binding, filter.property, [...at, 'property'])
  const { property, link } = target
  checkKind(filter.test, property, filter.property, at)
  const through = (part: Expression) => (link === undefined ? part : wrapAtoms(part, link, binding.env.policy(link.to)))
  const known = through({ atom: 0, test: 'is-known', property: property.name, kind: property.kind })
  const missing = 'missing' in filter && filter.missing === true
  const test = through(bindPositive(toPositive(filter), { ...target, binding, at }))
  if (!(filter.test in opposites)) return missing ? { any: [{ not: known }, test] } : test
  return missing ? { not: test } : { all: [known, { not: test }] }
}
// Each atom tests the picked record; `all`, `any` and `not` stay outside, so that `not` also holds without such a record.
function wrapAtoms(part: Expression, link: AssociationDefinition, among: Expression): Expression {
  if ('test' in part) return { atom: 0, test: 'first', hop: toHop(link), among, where: part }
  if ('not' in part) return { not: wrapAtoms(part.not, link, among) }
  const parts = ('all' in part ? part.all : part.any).map((inner) => wrapAtoms(inner, link, among))
  return 'all' in part ? { all: parts } : { any: parts }
}
function toPositive(filter: PropertyTest): PropertyTest {
  return filter.test in opposites ? ({ ...filter, test: opposites[filter.test as keyof typeof opposites] } as PropertyTest) : filter
}

function bindPositive(filter: PropertyTest, subject: Subject): Expression {
  const { property, binding, at } = subject
  const { name, kind } = property
  switch (filter.test) {
    case 'is-known':
      return { atom: 0, test: 'is-known', property: name, kind }
    case 'is-unknown':
      return { not: { atom: 0, test: 'is-known', property: name, kind } }
    case 'is':
      return bindIs(filter.value, subject, [...at, 'value'])
    case 'any-of':
      return bindAnyOf(filter.values, subject)
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return { atom: 0, test: filter.test, property: name, kind, text: fold(filter.text) }
    case 'at-least':
    case 'at-most':
    case 'more':
    case 'less':
      return { atom: 0, test: filter.test, property: name, kind, value: bindValue(filter.value, property, binding, [...at, 'value']) }
    case 'between':
      return bindBetweenAny(filter.from, filter.to, subject)
    case 'contains-any':
    case 'contains-all':
      return { atom: 0, test: filter.test, property: name, kind, values: filter.values }
    case 'exactly':
      return { atom: 0, test: 'is', property: name, kind, value: bindValue(filter.values, property, binding, [...at, 'values']) }
    case 'is-in-my-team':
      return { atom: 0, test: 'any-of', property: name, kind, values: binding.env.teamMembers() }
    case 'is-deactivated':
      return { atom: 0, test: 'any-of', property: name, kind, values: binding.env.deactivated() }
    case 'changed-in-last':
    case 'not-changed-in-last':
      return bindChanged(filter, subject)
    case 'is-not':
    case 'none-of':
    case 'does-not-contain':
    case 'contains-none':
      throw new TenureError('internal.invariant', 'A negative test is bound by its opposite.', { invariant: 'opposites' })
    default:
      return bindTime(filter, subject)
  }
}
// A day means all its instants.
function bindIs(operand: OperandData, subject: Subject, at: Place): Expression {
  const { property, binding } = subject
  const { name, kind } = property
  if (kind === 'datetime' && typeof operand !== 'number') return bindTime({ test: 'on', property: name, value: operand }, subject)
  return { atom: 0, test: 'is', property: name, kind, value: bindValue(operand, property, binding, at) }
}
function bindAnyOf(operands: readonly OperandData[], subject: Subject): Expression {
  const { property, binding, at } = subject
  const { name, kind } = property
  if (kind === 'datetime') return { any: operands.map((operand, index) => bindIs(operand, subject, [...at, 'values', index])) }
  const values = operands.map((operand, index) => bindValue(operand, property, binding, [...at, 'values', index]))
  return { atom: 0, test: 'any-of', property: name, kind, values }
}
function bindBetweenAny(from: OperandData, to: OperandData, subject: Subject): Expression {
  const { property, binding, at } = subject
  const { name, kind } = property
  if (kind === 'date' || kind === 'datetime') return bindBetween(from, to, subject)
  const least = bindValue(from, property, binding, [...at, 'from'])
  const most = bindValue(to, property, binding, [...at, 'to'])
  return {
    all: [
      { atom: 0, test: 'at-least', property: name, kind, value: least },
      { atom: 0, test: 'at-most', property: name, kind, value: most },
    ],
  }
}
function bindChanged(
  filter: Extract<PropertyTest, { readonly test: 'changed-in-last' | 'not-changed-in-last' }>,
  { property, binding, at }: Subject,
): Expression {
  const { name, kind } = property
  const since = bindSince(filter.span, binding, [...at, 'span'])
  const to = filter.to === undefined ? {} : { to: bindExact(filter.to, property, binding, [...at, 'to']) }
  const changed: Expression = { atom: 0, test: 'changed', property: name, kind, since, ...to }
  return filter.test === 'changed-in-last' ? changed : { not: changed }
}

function checkKind(test: PropertyTest['test'], { kind }: PropertyDefinition, path: string, at: Place): void {
  const { kinds } = propertyTests[test]
  if (!kinds.includes(kind))
    throw refuse(
      [...at, 'test'],
      `The test ${test} does not apply to ${path}, which is of the kind ${kind}; it is for ${kinds.join(', ')}.`,
    )
}
