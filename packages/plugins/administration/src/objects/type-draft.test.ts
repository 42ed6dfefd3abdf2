import { expect, test } from 'vitest'
import { hasOptions, kindLabels, movedUp, newDraft, type ShownType, toDraft, withItem } from './type-draft.js'

test('an item takes another place in a list, or none', () => {
  expect(withItem(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c'])
  expect(withItem(['a', 'b', 'c'], 1, undefined)).toEqual(['a', 'c'])
  expect([movedUp(['a', 'b', 'c'], 2), movedUp(['a', 'b', 'c'], 1)]).toEqual([
    ['a', 'c', 'b'],
    ['b', 'a', 'c'],
  ])
  expect([movedUp(['a', 'b'], 0), movedUp(['a', 'b'], 2)]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})

test('a draft has what is saved of a type, and a new one the property that names its records', () => {
  const shared = { name: 'plant', label: 'Plant', plural: 'Plants', properties: [], associations: [], pipelines: [] }
  const shown = { ...shared, count: 3, source: 'own' } as unknown as ShownType
  expect(toDraft(shown)).toEqual(shared)
  expect(toDraft({ ...shown, version: '4' })).toEqual({ ...shared, version: '4' })
  expect(newDraft('Name')).toEqual({
    ...{ label: '', plural: '', associations: [], pipelines: [] },
    properties: [{ label: 'Name', kind: 'string' }],
  })
})

test('each kind has its word, and two of them have options', () => {
  expect(Object.keys(kindLabels).filter(hasOptions)).toEqual(['enumeration', 'multi_enumeration'])
  expect(Object.keys(kindLabels)).toEqual([
    ...['string', 'text', 'number', 'boolean', 'date', 'datetime', 'enumeration', 'multi_enumeration', 'money', 'user'],
  ])
})
