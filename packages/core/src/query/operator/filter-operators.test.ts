import { expect, test } from 'vitest'
import { parseFilter } from '../parse.js'
import { filterOperators, testsWithoutOperator } from './filter-operators.js'
import { type PropertyTest, propertyTestNames, propertyTests } from './property-tests.js'

const parts = {
  nothing: {},
  value: { value: 'a' },
  values: { values: ['a'] },
  text: { text: 'a' },
  range: { from: 1, to: 2 },
  span: { span: { days: 3 } },
  period: { period: 'month' },
  property: { other: 'company.b' },
  choices: { values: ['a'] },
  to: { to: 'a' },
  'span-to': { span: { days: 3 }, to: 'a' },
}

test('[VIEW-7] every test of a property has an operator that people can choose', () => {
  expect(testsWithoutOperator()).toEqual([])
  expect(new Set(filterOperators.map(({ operator }) => operator)).size).toBe(filterOperators.length)
})

test('[VIEW-7] every operator gives a filter that is accepted, and is offered for no kind that its test refuses', () => {
  for (const { operator, test: name, shape, fixed, kinds } of filterOperators) {
    const filter = { test: name, property: 'company.a', ...fixed, ...parts[shape] }
    expect(parseFilter(filter), operator).toEqual(filter)
    expect(
      kinds.filter((kind) => !propertyTests[name].kinds.includes(kind)),
      operator,
    ).toEqual([])
  }
})

// As the rules name them, so that none is lost.
test.each<[string, string, readonly string[]]>([
  ['FLT-2', 'string', ['is', 'is-not', 'contains', 'does-not-contain', 'starts-with', 'ends-with', 'any-of']],
  ['FLT-3', 'money', ['is', 'is-not', 'less', 'at-most', 'more', 'at-least', 'between']],
  ['FLT-4', 'boolean', ['is-true', 'is-false']],
  ['FLT-5', 'date', ['before', 'after', 'on', 'between', 'before-last', 'in-last', 'in-next', 'after-next', 'before-property']],
  ['FLT-5', 'datetime', ['in-this', 'in-previous', 'in-following', 'after-property', 'on-property', 'in-last']],
  ['FLT-6', 'enumeration', ['any-of', 'none-of']],
  ['FLT-7', 'multi_enumeration', ['contains-any', 'contains-all', 'contains-none', 'exactly']],
  ['FLT-8', 'user', ['is-me', 'any-of', 'none-of', 'is-in-my-team', 'is-deactivated']],
  ['FLT-1', 'number', ['is-known', 'is-unknown', 'has-ever-been', 'has-never-been', 'changed', 'not-changed', 'changed-to']],
])('[%s] a property of the kind %s has the operators of the rule', (_, kind, wanted) => {
  const offered = filterOperators.filter(({ kinds }) => (kinds as readonly string[]).includes(kind)).map(({ operator }) => operator)
  expect(offered).toEqual(expect.arrayContaining([...wanted]))
})

test('[FLT-10] json can only be known or unknown', () => {
  expect(filterOperators.filter(({ kinds }) => kinds.includes('json')).map(({ operator }) => operator)).toEqual(['is-known', 'is-unknown'])
})

test('[VIEW-7] a test either lets missing values be chosen or decides about them itself', () => {
  const accepts = (name: PropertyTest['test']): boolean => {
    const [operator] = filterOperators.filter((each) => each.test === name)
    if (operator === undefined) return false
    try {
      parseFilter({ test: name, property: 'company.a', ...operator.fixed, ...parts[operator.shape], missing: true })
      return true
    } catch {
      return false
    }
  }
  for (const name of propertyTestNames) expect(accepts(name), name).toBe(propertyTests[name].decidesMissing !== true)
})
