import { expect, test } from 'vitest'
import type { Asker } from '../../access/asker.js'
import { createDirectory } from '../../access/directory.js'
import type { ObjectPermission } from '../../access/permissions.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { systemTypes } from '../../schema/system-types.js'
import type { Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { explainRecord } from './explain-access.js'

const types = new Map([...builtInTypes, ...systemTypes].map((type) => [type.name, type]))
const record = (type: string, id: string, values: Values): StoredRecord => ({ ref: { type, id }, values, version: '1', links: [] }) as never
const may = (view: ObjectPermission['view'], edit = view, remove = edit): ObjectPermission => ({ view, edit, delete: remove })
const company = types.get('company') as ObjectTypeDefinition
const csm = company.properties.find(({ name }) => name === 'csm')?.label ?? ''

interface Given {
  readonly rights?: ObjectPermission
  readonly user?: Values
  readonly values?: Values
  readonly hidden?: readonly string[]
  readonly type?: ObjectTypeDefinition
}
function explained({ rights = may('none'), user = {}, values = {}, hidden = [], type = company }: Given) {
  const directory = createDirectory([
    record('permissionSet', 'set', { name: 'The set', permissions: ['workspace.access'], objects: { '*': { ...rights } } }),
    record('user', 'bo', { name: 'Bo', seat: true, permissionSets: ['set'], teams: ['east', 'west'], ...user }),
    record('user', 'cleo', { name: 'Cleo', teams: ['north', 'west'] }),
    record('user', 'dan', { teams: ['east', 'plain'], primaryTeam: 'plain' }),
    record('user', 'asks', { seat: true, hidden: [...hidden] }),
    record('team', 'west', { name: 'West' }),
  ])
  const asker = (id: string): Asker => ({ principal: directory.find(id) as never, workspace: 'main', roles: new Map() })
  const port = { directory, schema: () => types, permissions: () => [] }
  return explainRecord(port, { record: record(type.name, 'c1', values), type, user: asker('bo'), asking: asker('asks') })
}
const no = (because: string, reach = 'none', from: readonly string[] = []) => ({ yes: false, reach, from, because })

test('[ACC-7] the first rule that holds explains each right, with the sets that give it', () => {
  expect(explained({ rights: may('all', 'own', 'none'), values: { csm: 'bo' } })).toEqual({
    view: { yes: true, reach: 'all', from: ['The set'], because: 'everything' },
    edit: {
      yes: true,
      reach: 'own',
      from: ['The set'],
      because: 'own',
      property: csm,
      owner: { id: 'bo', name: 'Bo' },
      team: { id: 'east', name: 'east' },
    },
    delete: no('none'),
  })
})

test('[ACC-7] a record of a colleague names the colleague, and the first team that both are in', () => {
  const { view, edit } = explained({ rights: may('team', 'own'), values: { csm: 'cleo' } })
  expect(view).toEqual({
    ...{ yes: true, reach: 'team', from: ['The set'], because: 'team', property: csm },
    ...{ owner: { id: 'cleo', name: 'Cleo' }, team: { id: 'west', name: 'West' } },
  })
  expect(edit).toEqual(no('nobody', 'own', ['The set']))
  expect(explained({ rights: may('team'), values: { csm: 'dan' } }).view).toMatchObject({
    ...{ owner: { id: 'dan', name: 'dan' }, team: { id: 'east', name: 'east' } },
  })
})

test('[ACC-8] whom a property names is hidden from those who may not read it', () => {
  expect(explained({ rights: may('team'), values: { csm: 'cleo' }, hidden: ['company.csm'] }).view).toEqual({
    ...{ yes: true, reach: 'team', from: ['The set'], because: 'team' },
  })
})

test('[ACC-7] a record that nobody owns counts where the rights say so', () => {
  expect(explained({ rights: { ...may('own'), unassigned: true } }).view).toEqual({
    ...{ yes: true, reach: 'own', from: ['The set'], because: 'unassigned' },
  })
  expect(explained({ rights: may('own') }).view).toEqual(no('nobody', 'own', ['The set']))
})

test('[ACC-6] without access to the workspace nothing is allowed, whatever the rights to records are', () => {
  const { view, edit, delete: remove } = explained({ rights: may('all'), user: { seat: false } })
  expect([view, edit, remove]).toEqual([1, 2, 3].map(() => no('no-access', 'all', ['The set'])))
})

test('[ACC-7] what is not seen can be neither edited nor deleted, and says so', () => {
  const { view, edit, delete: remove } = explained({ rights: may('none', 'all', 'own'), values: { csm: 'bo' } })
  expect(view).toEqual(no('none'))
  expect(edit).toEqual(no('not-seen', 'all', ['The set']))
  expect(remove).toMatchObject({ yes: false, because: 'not-seen', reach: 'own' })
})

test('[ACC-7] a type with a policy of its own is explained by it, and by no set', () => {
  const team = types.get('team') as ObjectTypeDefinition
  expect(explained({ rights: may('all'), type: team })).toEqual({
    view: { yes: true, reach: 'none', from: [], because: 'policy' },
    edit: no('none'),
    delete: no('none'),
  })
})
