import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { Value, Values } from '../schema/value.js'
import { canonicalValues, changedValues, validateValues } from './validate.js'

const typed = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const [company, deal] = [typed('company'), typed('deal')]
const euros = (amount: string): Value => ({ amount, currency: 'EUR' })

test('an amount is kept with the digits that it needs, and its sign where it is not nothing', () => {
  const kept = (amount: string) => (canonicalValues(deal, { amount: euros(amount) })['amount'] as { readonly amount: string }).amount
  const given = ['7', '7.00', '007.50', '0.10', '0', '-0', '-0.00', '-007.50', '100', '1000.001', '00', '000.5']
  expect(given.map(kept)).toEqual(['7', '7', '7.5', '0.1', '0', '0', '0', '-7.5', '100', '1000.001', '0', '0.5'])
  expect(['1,000', 'many', '', '1.', '.5', '--1'].map(kept)).toEqual(['1,000', 'many', '', '1.', '.5', '--1'])
  expect(canonicalValues(deal, { amount: euros('1.0') })).toEqual({ amount: euros('1') })
})

test('values of other kinds are kept as they are, but for sets in their order and a zero without a sign', () => {
  const type: ObjectTypeDefinition = {
    ...company,
    properties: [
      { name: 'tags', label: 'Tags', kind: 'multi_enumeration' },
      { name: 'size', label: 'Size', kind: 'number' },
    ],
  }
  expect(canonicalValues(type, { tags: ['b', 'a', 'b'], size: -0, name: 'b', other: ['b', 'a'] })).toEqual({
    tags: ['a', 'b'],
    size: 0,
    name: 'b',
    other: ['b', 'a'],
  })
  expect(Object.is(canonicalValues(type, { size: -0 })['size'], 0)).toBe(true)
  expect(canonicalValues(type, { tags: [], size: -1.5 })).toEqual({ tags: null, size: -1.5 })
  expect(canonicalValues(type, { tags: 'a' })).toEqual({ tags: 'a' })
})

test('what is given again is no change, in whatever form', () => {
  const before = { name: 'Northwind', city: 'Graz' }
  expect(changedValues(company, { name: 'Northwind', city: 'Rome', phone: null, domain: 'a.example' }, before)).toEqual({
    city: 'Rome',
    domain: 'a.example',
  })
  expect(changedValues(company, { city: null }, before)).toEqual({ city: null })
})

test('what does not fit the type is named with the property and what it takes', () => {
  const problems = (values: Values, before: Values = {}) =>
    validateValues(company, values, { before }).map(({ path, message }) => [path[0], message])
  expect(problems({ name: 'Northwind', city: null })).toEqual([])
  expect(problems({ nme: 'Northwind' })).toEqual([['nme', 'Company has no property nme.']])
  const hidden = validateValues(company, { name: 5, city: 'Graz' }, { before: {}, isReadable: (name) => name !== 'name' })
  expect(hidden).toEqual([{ path: ['name'], message: 'Company has no property name.' }])
  expect(problems({ createdAt: 1 })).toEqual([['createdAt', expect.stringMatching(/is kept by the workspace and cannot be written\.$/)]])
  expect(problems({ name: 5, city: 6 })).toHaveLength(2)
})

test('a stage is one of the pipeline, the one of the record where none is given', () => {
  const [pipeline] = deal.pipelines ?? []
  const [first] = pipeline?.stages ?? []
  const paths = (values: Values, before: Values = {}) => validateValues(deal, values, { before }).map(({ path }) => path[0])
  const good = { pipeline: pipeline?.value ?? '', stage: first?.value ?? '' }
  expect(paths(good)).toEqual([])
  expect(paths({ stage: good.stage }, { pipeline: good.pipeline })).toEqual([])
  expect(paths({ ...good, pipeline: 'missing' })).toEqual(['pipeline'])
  expect(paths({ ...good, stage: 'missing' })).toEqual(['stage'])
  expect(paths({ stage: 'missing' }, good)).toEqual(['stage'])
})
