import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import { systemTypes } from '../schema/system-types.js'
import { SchemaKeeper } from './schema-keeper.js'

const manager: ObjectTypeExtension = { name: 'user', properties: [{ name: 'manager', kind: 'string', label: 'Manager' }] }
const names = (keeper: SchemaKeeper) => keeper.schema.get('user')?.properties.map(({ name }) => name)

test('[SDK-11] an import may bring a property of users again, and never one of the core', () => {
  const keeper = new SchemaKeeper([...builtInTypes, ...systemTypes], [])
  keeper.extend([manager])
  expect(names(keeper)).toContain('manager')
  expect([...keeper.extend([manager])]).toEqual([])
  expect(() => keeper.extend([{ name: 'user', properties: [{ name: 'email', kind: 'string', label: 'E-mail' }] }])).toThrow('user.email')
})
