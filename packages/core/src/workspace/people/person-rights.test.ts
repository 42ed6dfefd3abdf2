import { expect, test } from 'vitest'
import { createDirectory } from '../../access/directory.js'
import type { ObjectPermission } from '../../access/permissions.js'
import type { Principal } from '../../access/principal.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import { systemTypes } from '../../schema/system-types.js'
import type { Values } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import {
  labelOf,
  namedRights,
  offeredPermissions,
  originOf,
  propertyLimits,
  type RightsPort,
  recordRights,
  typesWithRights,
} from './person-rights.js'

const record = (type: string, id: string, values: Values): StoredRecord => ({ ref: { type, id }, values, version: '1', links: [] }) as never
const reach = (view: ObjectPermission['view'], edit = view, remove = edit) => ({ view, edit, delete: remove })
const sets: readonly StoredRecord[] = [
  record('permissionSet', 'csm', {
    ...{ name: 'CSM', permissions: ['workspace.access', 'acme.x/send'], hidden: ['company.arr'], readOnly: ['company.name', 'gone.x'] },
    objects: { company: { ...reach('team', 'own', 'none'), unassigned: true }, '*': reach('own', 'none') },
  }),
  record('permissionSet', 'lead', {
    ...{ permissions: ['settings.manage'], hidden: ['company.arr', 'company.gone'] },
    objects: { company: { ...reach('team', 'team', 'none'), unassigned: false }, deal: { ...reach('all'), unassigned: true } },
  }),
]
const types = new Map([...builtInTypes, ...systemTypes].map((type) => [type.name, type]))
const plugins = [{ id: 'acme.x/send', title: 'Send surveys' }]
function ofUser(values: Values, id = 'bo'): { readonly port: RightsPort; readonly principal: Principal } {
  const directory = createDirectory([...sets, record('user', id, values)])
  return { port: { directory, schema: () => types, permissions: () => plugins }, principal: directory.find(id) as Principal }
}
const rightsOf = (values: Values) => {
  const { port, principal } = ofUser(values)
  return namedRights(port, { principal })
}
const both = { permissionSets: ['csm', 'gone', 'lead'] }

test('[ACC-7] rights are given to active object types that have no policy of their own', () => {
  const names = typesWithRights(types).map(({ name }) => name)
  expect(names).toContain('company')
  expect(names).not.toContain('user')
  expect(types.get('service')?.active).toBe(false)
  expect(names).not.toContain('service')
})

test('[ACC-1] each right names the permission sets that give it, by name, or else by id', () => {
  expect(rightsOf({ seat: true, ...both })).toEqual([
    { right: 'tabs', yes: true, from: ['CSM'] },
    { right: 'settings', yes: true, from: ['lead'] },
    { right: 'scores', yes: true, from: ['lead'] },
    { right: 'plugin', title: 'Send surveys', yes: true, from: ['CSM'] },
    { right: 'people', yes: false, from: [], needs: 'superAdmin' },
  ])
})

test('[ACC-2] who may manage settings uses the tabs by the same sets', () => {
  const [tabs] = rightsOf({ seat: true, permissionSets: ['lead'] })
  expect(tabs).toEqual({ right: 'tabs', yes: true, from: ['lead'] })
  expect(rightsOf({ seat: true, permissions: ['workspace.access'] })[0]).toEqual({ right: 'tabs', yes: true, from: [] })
})

test('[ACC-6] a right that is missing says whether a seat, a permission or a super admin is', () => {
  expect(rightsOf({ seat: true })).toEqual([
    { right: 'tabs', yes: false, from: [], needs: 'permission' },
    { right: 'settings', yes: false, from: [], needs: 'permission' },
    { right: 'scores', yes: false, from: [], needs: 'permission' },
    { right: 'plugin', title: 'Send surveys', yes: false, from: [], needs: 'permission' },
    { right: 'people', yes: false, from: [], needs: 'superAdmin' },
  ])
  expect(rightsOf({ permissionSets: ['lead'] })[0]).toEqual({ right: 'tabs', yes: false, from: [], needs: 'seat' })
  expect(rightsOf({ ...both }).map(({ right, yes, from, needs }) => [right, yes, from, needs])).toEqual([
    ['tabs', false, ['CSM'], 'seat'],
    ['settings', false, ['lead'], 'seat'],
    ['scores', false, ['lead'], 'seat'],
    ['plugin', false, ['CSM'], 'seat'],
    ['people', false, [], 'superAdmin'],
  ])
})

test('[ACC-5] a super admin without a seat manages the account and sees the summary, and has no health scores; with a seat has all', () => {
  expect(rightsOf({ superAdmin: true, ...both })).toEqual([
    { right: 'tabs', yes: false, from: [], needs: 'seat' },
    { right: 'summary', yes: true, from: [] },
    { right: 'settings', yes: true, from: [] },
    { right: 'scores', yes: false, from: [], needs: 'seat' },
    { right: 'plugin', title: 'Send surveys', yes: false, from: [], needs: 'seat' },
    { right: 'people', yes: true, from: [] },
  ])
  expect(rightsOf({ superAdmin: true, seat: true, ...both }).map(({ right, yes, from }) => [right, yes, from])).toEqual(
    ['tabs', 'settings', 'scores', 'plugin', 'people'].map((right) => [right, true, []]),
  )
})

test('[ACC-7] rights to records name the sets that reach as far as the widest of them', () => {
  const { port, principal } = ofUser({ seat: true, ...both })
  const of = (type: string) => recordRights(port, principal).find((each) => each.type === type)
  expect(of('company')).toEqual({
    ...{ type: 'company', label: 'Companies' },
    view: { reach: 'team', from: ['CSM', 'lead'] },
    edit: { reach: 'team', from: ['lead'] },
    delete: { reach: 'none', from: [] },
    unassigned: { on: true, from: ['CSM'] },
  })
  expect(of('deal')).toEqual({
    ...{ type: 'deal', label: 'Deals' },
    view: { reach: 'all', from: ['lead'] },
    edit: { reach: 'all', from: ['lead'] },
    delete: { reach: 'all', from: ['lead'] },
  })
  expect(of('contact')).toMatchObject({ view: { reach: 'own', from: ['CSM'] }, edit: { reach: 'none', from: [] } })
  expect(of('contact')?.unassigned).toEqual({ on: false, from: [] })
  expect(originOf(port, principal, 'company', 'edit')).toEqual({ reach: 'team', from: ['lead'] })
})

test('[ACC-5] [ACC-7] a super admin with a seat reaches everything, which no set gives', () => {
  const { port, principal } = ofUser({ seat: true, superAdmin: true, ...both })
  expect(originOf(port, principal, 'deal', 'view')).toEqual({ reach: 'all', from: [] })
  const without = ofUser({ superAdmin: true, ...both })
  expect(originOf(without.port, without.principal, 'deal', 'view')).toEqual({ reach: 'all', from: ['lead'] })
})

test('[ACC-7] what is partial in any of the three says whether it holds for records that nobody owns', () => {
  const only = (view: ObjectPermission) => {
    const { port, principal } = ofUser({ seat: true, objects: { company: { ...view } } })
    return recordRights(port, principal).find(({ type }) => type === 'company')?.unassigned
  }
  const off = { on: false, from: [] }
  expect([only(reach('own', 'none')), only(reach('all', 'team', 'all')), only(reach('all', 'all', 'own'))]).toEqual([off, off, off])
  expect([only(reach('all', 'none')), only(reach('none'))]).toEqual([undefined, undefined])
  expect(only({ ...reach('team'), unassigned: true })).toEqual({ on: true, from: [] })
})

test('[ACC-8] hidden and read-only properties are named once, with every set that says so', () => {
  const { port } = ofUser({ ...both, hidden: ['deal.amount'] })
  expect(propertyLimits(port, 'bo', 'hidden')).toEqual([
    { path: 'company.arr', label: 'Company, ARR', from: ['CSM', 'lead'] },
    { path: 'company.gone', label: 'company.gone', from: ['lead'] },
    { path: 'deal.amount', label: 'Deal, Amount', from: [] },
  ])
  expect(propertyLimits(port, 'bo', 'readOnly')).toEqual([
    { path: 'company.name', label: 'Company, Name', from: ['CSM'] },
    { path: 'gone.x', label: 'gone.x', from: ['CSM'] },
  ])
  expect(propertyLimits(port, 'nobody', 'hidden')).toEqual([])
  expect(labelOf(types, 'company.csm')).toBe(`Company, ${types.get('company')?.properties.find(({ name }) => name === 'csm')?.label}`)
})

test('[ACC-1] sets may hold the permissions of the core, and after them those of plugins', () => {
  expect(offeredPermissions(ofUser({}).port)).toEqual([
    { id: 'workspace.access', title: 'Use the workspace' },
    { id: 'settings.manage', title: 'Manage Customer Success Settings' },
    { id: 'acme.x/send', title: 'Send surveys' },
  ])
})
