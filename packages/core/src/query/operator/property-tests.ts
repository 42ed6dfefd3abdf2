import type { PropertyKind } from '../../schema/value.js'
import type { FilterData } from '../filter-data.js'

/** A test of one property. */
export type PropertyTest = Extract<FilterData, { readonly property: string }>
/** What a test is given besides its property: the shape of its data. */
export type TestShape = 'nothing' | 'value' | 'values' | 'text' | 'range' | 'span' | 'period' | 'property' | 'choices' | 'change'
/** What is known of a test: its shape, and the kinds of properties that it applies to (FLT-1 to FLT-10). */
export interface TestDefinition {
  readonly shape: TestShape
  readonly kinds: readonly PropertyKind[]
  /** It says by itself what a missing value means, so that `missing` does not apply. */
  readonly decidesMissing?: true
}

const texts: readonly PropertyKind[] = ['string', 'text']
const amounts: readonly PropertyKind[] = ['number', 'money']
const times: readonly PropertyKind[] = ['date', 'datetime']
const sets: readonly PropertyKind[] = ['multi_enumeration']
const users: readonly PropertyKind[] = ['user']
const scalars: readonly PropertyKind[] = [...texts, ...amounts, 'boolean', ...times, 'enumeration', 'user']
const comparable: readonly PropertyKind[] = [...scalars, ...sets]
const every: readonly PropertyKind[] = [...comparable, 'json']

/** All tests of a property. The parser, the checks and the operators that people choose from follow this list. */
export const propertyTests: { readonly [T in PropertyTest['test']]: TestDefinition } = {
  'is-known': { shape: 'nothing', kinds: every, decidesMissing: true },
  'is-unknown': { shape: 'nothing', kinds: every, decidesMissing: true },
  is: { shape: 'value', kinds: comparable },
  'is-not': { shape: 'value', kinds: comparable },
  'any-of': { shape: 'values', kinds: scalars },
  'none-of': { shape: 'values', kinds: scalars },
  contains: { shape: 'text', kinds: texts },
  'does-not-contain': { shape: 'text', kinds: texts },
  'starts-with': { shape: 'text', kinds: texts },
  'ends-with': { shape: 'text', kinds: texts },
  'at-least': { shape: 'value', kinds: amounts },
  'at-most': { shape: 'value', kinds: amounts },
  more: { shape: 'value', kinds: amounts },
  less: { shape: 'value', kinds: amounts },
  between: { shape: 'range', kinds: [...amounts, ...times] },
  before: { shape: 'value', kinds: times },
  after: { shape: 'value', kinds: times },
  on: { shape: 'value', kinds: times },
  'in-last': { shape: 'span', kinds: times },
  'in-next': { shape: 'span', kinds: times },
  'before-last': { shape: 'span', kinds: times },
  'after-next': { shape: 'span', kinds: times },
  'in-period': { shape: 'period', kinds: times },
  'before-property': { shape: 'property', kinds: times },
  'after-property': { shape: 'property', kinds: times },
  'on-property': { shape: 'property', kinds: times },
  'contains-any': { shape: 'choices', kinds: sets },
  'contains-all': { shape: 'choices', kinds: sets },
  'contains-none': { shape: 'choices', kinds: sets },
  exactly: { shape: 'choices', kinds: sets },
  'is-in-my-team': { shape: 'nothing', kinds: users },
  'is-deactivated': { shape: 'nothing', kinds: users },
  'changed-in-last': { shape: 'change', kinds: comparable, decidesMissing: true },
  'not-changed-in-last': { shape: 'change', kinds: comparable, decidesMissing: true },
}

/** The names of all tests of a property. */
export const propertyTestNames = Object.keys(propertyTests) as readonly PropertyTest['test'][]
/** The names of the tests of one shape; `decidesMissing` tells those apart that say by themselves what a missing value means. */
export function testsOfShape(shape: TestShape, decidesMissing = false): readonly PropertyTest['test'][] {
  return propertyTestNames.filter((test) => {
    const known = propertyTests[test]
    return known.shape === shape && (known.decidesMissing === true) === decidesMissing
  })
}
