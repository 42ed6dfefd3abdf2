import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import { createImporter, createUserImporter, type ImporterPort } from './importer.js'

const schema = new Map(builtInTypes.map((type) => [type.name, type]))
const everything = { '*': { view: 'all', edit: 'all', delete: 'all' } } as const
const company = (id: string, domain: unknown) => ({ ref: { type: 'company', id }, version: '1', values: { domain } })
function start() {
  const asked: unknown[] = []
  const extended: unknown[] = []
  const principal = {
    ...systemPrincipal,
    system: false,
    superAdmin: false,
    user: 'anna',
    grants: [everything],
    hidden: new Set(['company.arr']),
  }
  const anna = { principal, workspace: 'main', roles: new Map() }
  const port = {
    askers: { get: () => anna },
    access: {},
    reader: {
      list: async (...given: readonly unknown[]) => {
        asked.push(given)
        return {
          records: [company('a', ' Northwind.EU '), company('b', 'fabrikam.eu'), company('c', 'Fabrikam.eu'), company('d', 'fabrikam.eu')],
        }
      },
    },
    schema: () => schema,
    extended: (added: readonly unknown[]) => (added.length === 0 ? schema : new Map()),
    extend: async (added: unknown) => void extended.push(added),
  } as unknown as ImporterPort
  return { asked, extended, anna, ofStore: createImporter(port, 'file'), ofAnna: createUserImporter(port, 'file', 'anna') }
}

test('[SDK-11] a key means the one record with that text in small letters, and none where several have it', async () => {
  const { asked, anna, ofStore, ofAnna } = start()
  const keys = [
    ['northwind.eu', 'a'],
    ['fabrikam.eu', undefined],
  ]
  expect([[...(await ofStore.keys('company', 'domain'))], [...(await ofAnna.keys('company', 'domain'))]]).toEqual([keys, keys])
  const query = { type: 'company', select: ['domain'], where: { test: 'is-known', property: 'company.domain' } }
  expect(asked).toEqual([
    [systemAsker, query],
    [anna, query],
  ])
})

test('[SDK-11] [ACC-8] a file of a person names only types and properties that the person may bring', () => {
  const { ofStore, ofAnna } = start()
  const names = (types: ReturnType<typeof ofAnna.types>) => types.get('company')?.properties.map(({ name }) => name) ?? []
  expect(ofStore.types()).toBe(schema)
  expect([names(ofStore.types()).includes('arr'), names(ofAnna.types()).includes('arr'), names(ofAnna.types()).includes('name')]).toEqual([
    ...[true, false, true],
  ])
  expect([ofAnna.types().has('auditEntry'), ofAnna.types([{ name: 'company' }] as never).size]).toEqual([false, 0])
})

test('[SDK-11] a file of a person adds nothing to users and other records of the workspace; the operator does', async () => {
  const { extended, ofStore, ofAnna } = start()
  const user = [{ name: 'user', properties: [] }]
  const message = 'Users take no property of a file. Leave the column out.'
  expect(() => ofAnna.extend([{ name: 'company' }, ...user] as never)).toThrow(
    expect.objectContaining({
      problem: { code: 'input.invalid', message, details: { issues: [{ path: ['objectTypes', 'user'], message }] } },
    }),
  )
  await ofAnna.extend([{ name: 'company' }, { name: 'object_new' }] as never)
  await ofStore.extend(user as never)
  expect(extended).toEqual([[{ name: 'company' }, { name: 'object_new' }], user])
})
