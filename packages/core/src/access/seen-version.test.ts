import { expect, test } from 'vitest'
import type { PropertyDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import { versionOf } from './seen-version.js'

const properties: readonly PropertyDefinition[] = ['a', 'b', 'c'].map((name) => ({ name, kind: 'json', label: name }))

test('[REC-2] records with other values have other versions, whatever the texts in them look like', () => {
  const states: readonly Values[] = [
    {},
    { a: 'x' },
    { b: 'x' },
    { a: 'x', b: 'y' },
    { a: 'x"b"s1:y' },
    { a: '1' },
    { a: 1 },
    { a: 12 },
    { a: 1, b: '2' },
    { a: true },
    { a: 'true' },
    { a: ['x'] },
    { a: '["x"]' },
    { a: { amount: '1', currency: 'EUR' } },
    { a: { amount: '1', currency: 'CHF' } },
    { a: '', b: 'a' },
    { a: 'a', b: '' },
  ]
  const versions = states.map((values) => versionOf(properties, { values }))
  expect(new Set(versions).size).toBe(states.length)
  expect(versionOf(properties, { values: { a: 'x' }, archivedAt: 1 })).not.toBe(versionOf(properties, { values: { a: 'x' } }))
  expect(versionOf(properties, { values: { c: null, b: 'y', a: 'x' } })).toBe(versionOf(properties, { values: { a: 'x', b: 'y' } }))
})
