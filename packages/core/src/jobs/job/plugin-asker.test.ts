import { expect, test } from 'vitest'
import type { Roles } from '../../access/asker.js'
import type { Grant } from '../../contract/grant.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { pluginAsker } from './plugin-asker.js'

const schema: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const [company] = builtInTypes as readonly [ObjectTypeDefinition]
const end = (name: string, to: string, forward: boolean, single = false): AssociationDefinition => ({
  ...{ name, label: name, to, edge: 'case-person', forward },
  ...(single && { single: true }),
})
const typed = (name: string, ...associations: readonly AssociationDefinition[]): readonly [string, ObjectTypeDefinition] => [
  name,
  { ...company, name, associations },
]
const linkedTypes = (isSingle: boolean): SchemaDefinition =>
  new Map([typed('case', end('persons', 'person', true)), typed('person', end('case', 'case', false, isSingle))])
const roles: Roles = new Map([
  ['customer', [{ type: 'company', properties: {} }]],
  ['serviceRole', []],
])
type Asked = readonly [opens: Grant['opens'], ...paths: readonly string[]]
const asked = (of: SchemaDefinition, ...grants: readonly Asked[]) =>
  pluginAsker({ plugin: 'acme.x', grants: grants.map(([opens, ...paths]) => ({ opens, paths })), workspace: 'main', roles, schema: of })
const rights = (...grants: readonly Asked[]) => asked(schema, ...grants).principal.grants[0]
const sees = { view: 'all', edit: 'none', delete: 'none' }
const edits = { view: 'all', edit: 'all', delete: 'none' }
const all = { view: 'all', edit: 'all', delete: 'all' }

test('[BEY-13] a plugin sees the types that it may read something of, and edits those that it may write something of', () => {
  expect(rights(['records', 'company.name'])).toEqual({ company: sees })
  expect(rights(['edits', 'company.name'])).toEqual({ company: edits })
  expect(rights(['creates', 'task.title'])).toEqual({ task: edits })
  expect(rights(['records', 'company.name'], ['edits', 'company.city'])).toEqual({ company: edits })
  expect(rights(['edits', 'company.name'], ['records', 'company.city'])).toEqual({ company: edits })
  expect(rights()).toEqual({})
})

test('[BEY-13] a plugin archives where it has the grant, and no other grant takes that away', () => {
  expect(rights(['archives', 'company.*'])).toEqual({ company: all })
  expect(rights(['archives', 'company.*'], ['records', 'company.name'], ['edits', 'company.name'])).toEqual({ company: all })
  expect(rights(['archives', 'nothing.*'])).toEqual({})
})

test('[BEY-13] what a plugin fetches, and types that there are none of, give no rights', () => {
  expect(rights(['fetcher', 'company.name'])).toEqual({})
  expect(rights(['records', 'nothing.name'])).toEqual({})
})

test('[BEY-13] a role gives rights to the type that plays it, and nothing where none does', () => {
  expect(rights(['records', 'customer.name'])).toEqual({ company: sees })
  expect(rights(['records', 'serviceRole.name', 'revenue.amount'])).toEqual({})
  expect(rights(['archives', 'customer.*'])).toEqual({ company: all })
})

test('[BEY-13] a link lets a plugin see its other end, and write there where the link is that record’s own', () => {
  const reached = (isSingle: boolean, ...grant: Asked) => asked(linkedTypes(isSingle), grant).principal.grants[0]
  expect(reached(false, 'records', 'case.persons')).toEqual({ case: sees, person: sees })
  expect(reached(false, 'records', 'case.persons.name')).toEqual({ case: sees, person: sees })
  expect(reached(false, 'edits', 'case.persons')).toEqual({ case: edits, person: sees })
  expect(reached(true, 'edits', 'case.persons')).toEqual({ case: edits, person: edits })
  expect(reached(true, 'records', 'case.persons')).toEqual({ case: sees, person: sees })
  expect(reached(true, 'edits', 'person.case')).toEqual({ person: edits, case: sees })
})

test('[BEY-13] a plugin at work is no super admin, is called by its id, and cannot be changed', () => {
  const asker = asked(schema)
  expect(asker).toMatchObject({ workspace: 'main', roles, principal: { name: 'acme.x', superAdmin: false, system: false } })
  expect(Object.isFrozen(asker)).toBe(true)
})
