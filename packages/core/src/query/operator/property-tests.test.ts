import { expect, test } from 'vitest'
import { propertyKinds } from '../../schema/value.js'
import { propertyTestNames, propertyTests, testsOfShape } from './property-tests.js'

const texts = ['string', 'text']
const amounts = ['number', 'money']
const times = ['date', 'datetime']
const scalars = [...texts, ...amounts, 'boolean', ...times, 'enumeration', 'user']
const comparable = [...scalars, 'multi_enumeration']
/** Tests by the kinds that they apply to. */
const tests: readonly (readonly [kinds: readonly string[], tests: readonly string[]])[] = [
  [
    [...comparable, 'json'],
    ['is-known', 'is-unknown'],
  ],
  [comparable, ['is', 'is-not', 'changed-in-last', 'not-changed-in-last']],
  [scalars, ['any-of', 'none-of']],
  [texts, ['contains', 'does-not-contain', 'starts-with', 'ends-with']],
  [amounts, ['at-least', 'at-most', 'more', 'less']],
  [[...amounts, ...times], ['between']],
  [times, ['before', 'after', 'on', 'in-last', 'in-next', 'before-last', 'after-next', 'in-period']],
  [times, ['before-property', 'after-property', 'on-property']],
  [['multi_enumeration'], ['contains-any', 'contains-all', 'contains-none', 'exactly']],
  [['user'], ['is-in-my-team', 'is-deactivated']],
]

test('[FLT-1] each test of a property applies to the kinds that it can mean something for', () => {
  const known = Object.fromEntries(tests.flatMap(([kinds, names]) => names.map((name) => [name, kinds])))
  expect(Object.fromEntries(propertyTestNames.map((name) => [name, propertyTests[name].kinds]))).toEqual(known)
  expect([...comparable, 'json'].sort()).toEqual([...propertyKinds].sort())
})

test('[VIEW-7] only known, unknown and changed say by themselves what a missing value means', () => {
  const deciding = ['is-known', 'is-unknown', 'changed-in-last', 'not-changed-in-last']
  expect(propertyTestNames.filter((name) => propertyTests[name].decidesMissing)).toEqual(deciding)
})

test('[FLT-1] tests of one shape are given the same data', () => {
  expect(testsOfShape('nothing', true)).toEqual(['is-known', 'is-unknown'])
  expect(testsOfShape('nothing')).toEqual(['is-in-my-team', 'is-deactivated'])
  expect(testsOfShape('value')).toEqual(['is', 'is-not', 'at-least', 'at-most', 'more', 'less', 'before', 'after', 'on'])
  expect(testsOfShape('values')).toEqual(['any-of', 'none-of'])
  expect(testsOfShape('text')).toEqual(['contains', 'does-not-contain', 'starts-with', 'ends-with'])
  expect(testsOfShape('range')).toEqual(['between'])
  expect(testsOfShape('span')).toEqual(['in-last', 'in-next', 'before-last', 'after-next'])
  expect(testsOfShape('period')).toEqual(['in-period'])
  expect(testsOfShape('property')).toEqual(['before-property', 'after-property', 'on-property'])
  expect(testsOfShape('choices')).toEqual(['contains-any', 'contains-all', 'contains-none', 'exactly'])
  expect([testsOfShape('change', true), testsOfShape('change'), testsOfShape('value', true)]).toEqual([
    ...[['changed-in-last', 'not-changed-in-last'], [], []],
  ])
})
