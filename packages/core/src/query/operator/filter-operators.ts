import type { PropertyKind } from '../../schema/value.js'
import { type PropertyTest, propertyTestNames, propertyTests } from './property-tests.js'

/** What a person gives an operator besides its property. */
export type OperatorShape =
  | 'nothing'
  | 'value'
  | 'values'
  | 'text'
  | 'range'
  | 'span'
  | 'period'
  | 'property'
  | 'choices'
  | 'to'
  | 'span-to'
interface OperatorSpec {
  readonly test: PropertyTest['test']
  /** Parts of the test that the operator says itself. */
  readonly fixed?: Readonly<Record<string, unknown>>
  /** Where it differs from that of the test. */
  readonly shape?: OperatorShape
  /** The kinds to whose properties it is offered; those of the test if absent. A test with such a part is still read for all its kinds. */
  readonly kinds?: readonly PropertyKind[]
}
/** Days that reach back beyond all history. */
const ever = { days: 100_000 }

/** What the operators are, by name. An operator is a test, or a test with some of its parts set: *is me*, *has ever been*, *is in the last period*. */
const specs = {
  'is-true': { test: 'is', fixed: { value: true }, shape: 'nothing', kinds: ['boolean'] },
  'is-false': { test: 'is', fixed: { value: false }, shape: 'nothing', kinds: ['boolean'] },
  'is-me': { test: 'is', fixed: { value: { operand: 'me' } }, shape: 'nothing', kinds: ['user'] },
  'any-of': { test: 'any-of', kinds: ['enumeration', 'user', 'string', 'text', 'number', 'money'] },
  'none-of': { test: 'none-of', kinds: ['enumeration', 'user', 'string', 'text', 'number', 'money'] },
  is: { test: 'is', kinds: ['string', 'text', 'number', 'money', 'enumeration', 'user'] },
  'is-not': { test: 'is-not', kinds: ['string', 'text', 'number', 'money', 'date', 'datetime', 'enumeration', 'user'] },
  'is-in-my-team': { test: 'is-in-my-team' },
  'is-deactivated': { test: 'is-deactivated' },
  contains: { test: 'contains' },
  'does-not-contain': { test: 'does-not-contain' },
  'starts-with': { test: 'starts-with' },
  'ends-with': { test: 'ends-with' },
  'at-least': { test: 'at-least' },
  'at-most': { test: 'at-most' },
  more: { test: 'more' },
  less: { test: 'less' },
  'in-last': { test: 'in-last' },
  'in-next': { test: 'in-next' },
  'before-last': { test: 'before-last' },
  'after-next': { test: 'after-next' },
  'in-this': { test: 'in-period', fixed: { shift: 0 } },
  'in-previous': { test: 'in-period', fixed: { shift: -1 } },
  'in-following': { test: 'in-period', fixed: { shift: 1 } },
  before: { test: 'before' },
  after: { test: 'after' },
  on: { test: 'on' },
  between: { test: 'between' },
  'before-property': { test: 'before-property' },
  'after-property': { test: 'after-property' },
  'on-property': { test: 'on-property' },
  'contains-any': { test: 'contains-any' },
  'contains-all': { test: 'contains-all' },
  'contains-none': { test: 'contains-none' },
  exactly: { test: 'exactly' },
  'is-known': { test: 'is-known' },
  'is-unknown': { test: 'is-unknown' },
  'has-ever-been': { test: 'changed-in-last', fixed: { span: ever }, shape: 'to' },
  'has-never-been': { test: 'not-changed-in-last', fixed: { span: ever }, shape: 'to' },
  changed: { test: 'changed-in-last', shape: 'span' },
  'not-changed': { test: 'not-changed-in-last', shape: 'span' },
  'changed-to': { test: 'changed-in-last', shape: 'span-to' },
  'not-changed-to': { test: 'not-changed-in-last', shape: 'span-to' },
} as const satisfies Readonly<Record<string, OperatorSpec>>

/** The name of an operator. */
export type FilterOperatorName = keyof typeof specs
/** An operator that a person chooses for a property: which test it is, what it asks for, and for which kinds it is offered. */
export interface FilterOperator {
  readonly operator: FilterOperatorName
  readonly test: PropertyTest['test']
  readonly shape: OperatorShape
  readonly kinds: readonly PropertyKind[]
  readonly fixed?: Readonly<Record<string, unknown>>
  /** It says by itself what a missing value means. */
  readonly decidesMissing?: true
}

/** All operators in the order in which people are offered them. Each test of a property has at least one. */
export const filterOperators: readonly FilterOperator[] = Object.freeze(
  (Object.entries(specs) as [FilterOperatorName, OperatorSpec][]).map(([operator, { test, fixed, shape, kinds }]) => {
    const known = propertyTests[test]
    return Object.freeze({
      operator,
      test,
      shape: shape ?? (known.shape as OperatorShape),
      kinds: kinds ?? known.kinds,
      ...(fixed && { fixed }),
      ...(known.decidesMissing && { decidesMissing: known.decidesMissing }),
    })
  }),
)

/** Tests that no operator stands for: there are none, as a test of the core makes sure. */
export function testsWithoutOperator(): readonly string[] {
  return propertyTestNames.filter((test) => !filterOperators.some((operator) => operator.test === test))
}
