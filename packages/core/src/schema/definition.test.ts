import { expect, test } from 'vitest'
import { type ObjectTypeDefinition, propertyOf } from './definition.js'

const aType = (...names: readonly string[]): ObjectTypeDefinition => ({
  ...{ name: 'asset', label: 'Asset', plural: 'Assets', title: 'name', associations: [], ownership: [], active: true },
  properties: names.map((name) => ({ name, kind: 'string', label: name })),
})

test('a property of a type is found by its name, again and again; each type has its own', () => {
  const [one, other] = [aType('name', 'city'), aType('name', 'site')]
  for (let time = 0; time < 2; time++) {
    expect(propertyOf(one, 'city')).toBe(one.properties[1])
    expect(propertyOf(other, 'name')).toBe(other.properties[0])
    expect([propertyOf(one, 'site'), propertyOf(other, 'city'), propertyOf(one, 'constructor')]).toEqual([undefined, undefined, undefined])
  }
})
