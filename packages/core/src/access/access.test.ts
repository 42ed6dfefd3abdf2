import { expect, test } from 'vitest'
import { compileExpression, type World } from '../query/evaluator.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import { createDirectory } from './directory.js'
import { keepSuperAdmin } from './keep-super-admin.js'
import { objectPermissionsSchema, permissionFor } from './permissions.js'
import { isReadable, isWritable, policyOf } from './policy.js'
import { missingFor, type Principal, systemPrincipal } from './principal.js'

const typeOf = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const stored = (type: string, id: string, values: Values) => ({ ref: { type, id }, version: '1', values })
const reach = (view: 'all' | 'own' | 'none', more = {}) => ({ view, edit: view, delete: view, ...more })
const principalOf = (values: Values, sets: readonly ReturnType<typeof stored>[] = []): Principal => {
  const found = createDirectory([stored('user', 'anna', { name: 'Anna', ...values }), ...sets]).find('anna')
  if (found === undefined) throw new Error('Anna is not there.')
  return found
}
const world: World = { linked: () => [], changedSince: () => false, userName: () => undefined }
const mayView = (principal: Principal, values: Values, type = 'company') =>
  compileExpression(type, policyOf(principal, typeOf(type), 'view'))({ id: 'c', values }, world)

test('[ACC-7] deny by default: no line, no set, or rights that cannot be read give nothing', () => {
  for (const objects of [undefined, null, {}, { deal: reach('all') }, 'all', [], { company: 'all' }, { '*': { view: 'all' } }])
    expect([objects, mayView(principalOf({ objects: objects as never }), { csm: 'anna', owner: 'anna' })]).toEqual([objects, false])
  expect(mayView(principalOf({ objects: { '*': reach('all') } }), {})).toBe(true)
})

test('[ACC-7] own is what an ownership property names; the switch lets in what nobody owns', () => {
  const own = principalOf({ objects: { company: reach('own') } })
  const open = principalOf({ objects: { company: reach('own', { unassigned: true }) } })
  for (const [values, narrow, wide] of [
    [{ csm: 'anna' }, true, true],
    [{ owner: 'anna', csm: 'ben' }, true, true],
    [{ csm: 'ben' }, false, false],
    [{ owner: 'ben' }, false, false],
    [{}, false, true],
    [{ csm: null, owner: null }, false, true],
  ] as const)
    expect([values, mayView(own, values), mayView(open, values)]).toEqual([values, narrow, wide])
})

test('[ACC-1] several sets give the widest together; a type of its own line goes before the star of the same set', () => {
  expect(permissionFor([{ company: reach('none'), '*': reach('all') }], 'company')?.view).toBe('none')
  expect(permissionFor([{ company: reach('none') }, { '*': reach('own', { unassigned: true }) }], 'company')).toMatchObject({
    view: 'own',
    unassigned: true,
  })
  expect(permissionFor([{ company: reach('own') }, { company: { ...reach('none'), edit: 'all' } }], 'company')).toMatchObject({
    view: 'own',
    edit: 'all',
    delete: 'own',
  })
  const set = stored('permissionSet', 's1', {
    permissions: ['settings.manage'],
    objects: { company: reach('all') },
    hidden: ['company.arr'],
  })
  const anna = principalOf(
    { seat: true, permissionSets: ['s1', 'gone'], permissions: ['workspace.access'], hidden: ['deal.amount'], readOnly: ['company.name'] },
    [set],
  )
  expect([...anna.permissions].sort()).toEqual(['settings.manage', 'workspace.access'])
  expect([
    isReadable(anna, typeOf('company'), 'arr'),
    isReadable(anna, typeOf('deal'), 'amount'),
    isReadable(anna, typeOf('deal'), 'name'),
  ]).toEqual([false, false, true])
  expect([
    isWritable(anna, typeOf('company'), 'name'),
    isWritable(anna, typeOf('company'), 'arr'),
    isWritable(anna, typeOf('company'), 'domain'),
  ]).toEqual([false, false, true])
})

test('[ACC-7] names of an object’s own prototype are no rights', () => {
  const hostile = JSON.parse('{"__proto__":{"view":"all","edit":"all","delete":"all"}}')
  for (const type of ['constructor', 'toString', 'company']) expect([type, permissionFor([hostile, {}], type)]).toEqual([type, undefined])
  expect(objectPermissionsSchema.safeParse({ company: { ...reach('all'), more: 1 } }).success).toBe(false)
  expect(missingFor(principalOf({ seat: true, permissions: ['__proto__'] }), 'constructor')).toMatchObject({ code: 'access.denied' })
})

test('[ACC-2] [ACC-3] [ACC-4] [ACC-5] [ACC-6] what a seat, a permission and the flag give together', () => {
  const missing = (values: Values, permission: string) => {
    const problem = missingFor(principalOf(values), permission)
    return problem?.code === 'access.denied' ? problem.details.missing : problem
  }
  const both = ['workspace.access', 'settings.manage'] as const
  for (const [values, workspace, settings] of [
    [{}, 'a service seat', 'a service seat'],
    [{ seat: true }, 'workspace.access', 'settings.manage'],
    [{ permissions: [...both] }, 'a service seat', 'a service seat'],
    [{ seat: true, permissions: ['workspace.access'] }, undefined, 'settings.manage'],
    [{ seat: true, permissions: ['settings.manage'] }, undefined, undefined],
    [{ superAdmin: true }, 'a service seat', undefined],
    [{ seat: true, superAdmin: true }, undefined, undefined],
  ] as const)
    expect([values, ...both.map((permission) => missing(values as unknown as Values, permission))]).toEqual([values, workspace, settings])
})

test('[ACC-13] system types: colleagues are seen, super admins manage them, and the core alone keeps settings and object types', () => {
  const [anna, admin] = [principalOf({ objects: { '*': reach('all') } }), principalOf({ superAdmin: true, seat: true })]
  const may = (principal: Principal, type: string, action: 'view' | 'edit' | 'delete') =>
    compileExpression(type, policyOf(principal, typeOf(type), action))({ id: 'x', values: {} }, world)
  for (const [type, seen, managed] of [
    ['user', true, true],
    ['team', true, true],
    ['permissionSet', false, true],
    ['setting', false, false],
    ['objectType', false, false],
  ] as const) {
    expect([type, may(anna, type, 'view'), may(anna, type, 'edit'), may(anna, type, 'delete')]).toEqual([type, seen, false, false])
    expect([type, may(admin, type, 'view'), may(admin, type, 'edit'), may(admin, type, 'delete')]).toEqual([type, true, managed, managed])
    expect(may(systemPrincipal, type, 'edit')).toBe(true)
  }
  for (const name of ['superAdmin', 'seat', 'permissions', 'permissionSets', 'objects', 'hidden', 'readOnly', 'teams', 'locale'])
    expect([name, isReadable(anna, typeOf('user'), name)]).toEqual([name, false])
})

test('[ACC-13] a batch leaves an active super admin, whatever it does to others', () => {
  const directory = createDirectory([
    stored('user', 'root', { superAdmin: true }),
    stored('user', 'old', { superAdmin: true, active: false }),
    stored('user', 'ben', {}),
  ])
  const issues = (...batch: readonly (readonly [string, Values | undefined])[]) =>
    keepSuperAdmin(
      directory,
      batch.map(([id, after]) => ({ ref: { type: 'user', id }, after })),
    ).length
  expect(issues(['root', undefined])).toBe(1)
  expect(issues(['root', { superAdmin: true, active: false }])).toBe(1)
  expect(issues(['root', { superAdmin: false }], ['old', { superAdmin: true, active: false }])).toBe(1)
  expect(issues(['root', { superAdmin: false }], ['ben', { superAdmin: true }])).toBe(0)
  expect(issues(['root', { superAdmin: false }], ['old', { superAdmin: true, active: true }])).toBe(0)
  expect(issues(['ben', undefined])).toBe(0)
  expect(keepSuperAdmin(directory, [{ ref: { type: 'company', id: 'root' }, after: undefined }])).toEqual([])
  expect(keepSuperAdmin(createDirectory([]), [{ ref: { type: 'user', id: 'new' }, after: {} }])).toEqual([])
})

test('[ACC-10] the directory follows what is committed, and tells a new principal from an old one', () => {
  const directory = createDirectory([
    stored('user', 'anna', { name: 'Anna', primaryTeam: 't1', teams: ['t1', 't2'] }),
    stored('user', 'ben', { name: 'Ben', teams: ['t2'], timeZone: 'Mars/Olympus' }),
  ])
  const before = directory.find('anna')
  expect(directory.find('anna')).toBe(before)
  expect(before?.teams).toEqual(['t1', 't2'])
  expect(directory.find('ben')?.timeZone).toBe('UTC')
  expect(directory.members(['t2'])).toEqual(['anna', 'ben'])
  const change = {
    ref: { type: 'user', id: 'ben' },
    change: 'patch',
    version: '2',
    at: 0,
    changed: ['active'],
    after: { name: 'Ben', active: false },
  } as const
  expect(directory.apply(change)).toBe(true)
  expect(directory.find('ben')).toBeUndefined()
  expect([directory.deactivated(), directory.name('ben')]).toEqual([['ben'], 'Ben'])
  expect(directory.find('anna')).not.toBe(before)
  expect(directory.apply({ ...change, ref: { type: 'company', id: 'ben' } })).toBe(false)
})
