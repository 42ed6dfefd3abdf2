import { expect, test } from 'vitest'
import { compileExpression, type World } from '../query/evaluator.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { managedBy, privateTo, sharedBy, type TypePolicy } from '../schema/type-policy.js'
import type { Values } from '../schema/value.js'
import { createAccess } from './access.js'
import { type Asker, mainWorkspace } from './asker.js'
import { createDirectory } from './directory.js'
import { keepSuperAdmin } from './keep-super-admin.js'
import { objectPermissionsSchema, permissionFor } from './permissions.js'
import { branchesOf, isReadable, isWritable, policyOf } from './policy.js'
import { missingFor, type Principal, systemPrincipal } from './principal.js'

const typeOf = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const stored = (type: string, id: string, values: Values) => ({ ref: { type, id }, version: '1', values })
const reach = (view: 'all' | 'team' | 'own' | 'none', more = {}) => ({ view, edit: view, delete: view, ...more })
const principalOf = (values: Values, sets: readonly ReturnType<typeof stored>[] = []): Principal => {
  const found = createDirectory([stored('user', 'anna', { name: 'Anna', ...values }), ...sets]).find('anna')
  if (found === undefined) throw new Error('Anna is not there.')
  return found
}
const askerOf = (principal: Principal): Asker => ({ principal, workspace: mainWorkspace, roles: new Map() })
const world: World = { linked: () => [], changedSince: () => false, userName: () => undefined }
const mayView = (principal: Principal, values: Values, type = 'company') =>
  compileExpression(type, policyOf(askerOf(principal), typeOf(type), 'view'))({ id: 'c', values }, world)

test('[ACC-7] [ACCESS-1] deny by default: no line, no set, or rights that cannot be read give nothing', () => {
  for (const objects of [undefined, null, {}, { deal: reach('all') }, 'all', [], { company: 'all' }, { '*': { view: 'all' } }])
    expect([objects, mayView(principalOf({ objects: objects as never }), { csm: 'anna', owner: 'anna' })]).toEqual([objects, false])
  expect(mayView(principalOf({ objects: { '*': reach('all') } }), {})).toBe(true)
})

test('[ACC-7] [ACCESS-18] a record that the policy lets in is let in by one of its branches, and any other by none', () => {
  const grants = (['all', 'team', 'own', 'none'] as const).flatMap((view) => [reach(view), reach(view, { unassigned: true })])
  const cases = [{}, { csm: 'anna' }, { owner: 'anna', csm: 'ben' }, { csm: 'ben' }]
  for (const company of grants)
    for (const values of cases) {
      const asker = askerOf(principalOf({ objects: { company } }))
      const holds = (when: ReturnType<typeof policyOf>) => compileExpression('company', when)({ id: 'c', values }, world)
      const branches = branchesOf(asker, typeOf('company'), 'view').filter(({ when }) => holds(when))
      expect([company, values, branches.length > 0]).toEqual([company, values, holds(policyOf(asker, typeOf('company'), 'view'))])
    }
  const [mine] = branchesOf(askerOf(principalOf({ objects: { company: reach('own') } })), typeOf('company'), 'view')
  expect(mine).toMatchObject({ reason: 'own', property: 'owner' })
})

test('[ACC-7] [ACCESS-3] [ACCESS-4] own is what an ownership property names; the switch lets in what nobody owns', () => {
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

test('[ACC-7] what is kept for an asker is not used for other ownership properties of the type', () => {
  let ownership = ['owner']
  const schema = () => new Map([['company', { ...typeOf('company'), ownership }]])
  const access = createAccess({ schema, directory: { deactivated: () => [] }, now: () => 0 })
  const anna = askerOf(principalOf({ objects: { company: reach('own') } }))
  const sees = (values: Values) => compileExpression('company', access.policy(anna, 'company', 'view'))({ id: 'c', values }, world)
  expect([sees({ owner: 'anna' }), sees({ csm: 'anna' })]).toEqual([true, false])
  ownership = ['csm']
  expect([sees({ owner: 'anna' }), sees({ csm: 'anna' })]).toEqual([false, true])
})

test('[ACC-1] [ACCESS-2] [ACCESS-8] of several grants the widest counts, a line of a type before the star; hidden and read-only add up', () => {
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

test('[ACC-2] [ACC-3] [ACC-4] [ACC-5] [ACC-6] [ACCESS-5] what a seat, a permission and the flag give together', () => {
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

test('[ACC-13] [ACCESS-7] everybody sees colleagues, super admins manage them, and only the core writes settings and object types', () => {
  const [anna, admin] = [principalOf({ objects: { '*': reach('all') } }), principalOf({ superAdmin: true, seat: true })]
  const may = (principal: Principal, type: string, action: 'view' | 'edit' | 'delete') =>
    compileExpression(type, policyOf(askerOf(principal), typeOf(type), action))({ id: 'x', values: {} }, world)
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

test('[ACC-13] [ACCESS-15] a batch that leaves no active super admin is refused', () => {
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

test('[ACC-10] [ACCESS-9] [ACCESS-10] only users whose rights changed get a new principal, and deactivated ones have none', () => {
  const directory = createDirectory([
    stored('user', 'anna', { name: 'Anna', primaryTeam: 't1', teams: ['t1', 't2'] }),
    stored('user', 'ben', { name: 'Ben', teams: ['t2'], timeZone: 'Mars/Olympus' }),
  ])
  const before = directory.find('anna')
  expect(directory.find('anna')).toBe(before)
  expect(before?.teams).toEqual(['t1', 't2'])
  expect(before?.teammates).toEqual(['anna', 'ben'])
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
  const after = directory.find('anna')
  expect(after).not.toBe(before)
  expect(after?.teammates).toEqual(['anna'])
  expect(directory.apply({ ...change, ref: { type: 'user', id: 'cleo' }, after: { name: 'Cleo', teams: ['t9'] } })).toBe(true)
  expect(directory.find('anna')).toBe(after)
  expect(directory.apply({ ...change, ref: { type: 'company', id: 'ben' } })).toBe(false)
})

test('[ACC-7] [ACCESS-3] [ACCESS-4] team reaches what a member of one of the user’s teams owns, with the switch for what nobody owns', () => {
  const users = [
    stored('user', 'anna', { name: 'Anna', primaryTeam: 'west', teams: ['pilots'], objects: { company: reach('team') } }),
    stored('user', 'ben', { name: 'Ben', primaryTeam: 'west' }),
    stored('user', 'cleo', { name: 'Cleo', teams: ['pilots'], active: false }),
    stored('user', 'dora', { name: 'Dora', primaryTeam: 'east' }),
    stored('user', 'solo', { name: 'Solo', objects: { company: reach('team', { unassigned: true }) } }),
  ]
  const directory = createDirectory(users)
  const sees = (user: string, values: Values) => mayView(directory.find(user) as Principal, values)
  for (const [values, anna, solo] of [
    [{ csm: 'anna' }, true, false],
    [{ csm: 'ben' }, true, false],
    [{ owner: 'cleo', csm: 'dora' }, true, false],
    [{ csm: 'dora' }, false, false],
    [{ csm: 'solo' }, false, true],
    [{}, false, true],
  ] as const)
    expect([values, sees('anna', values), sees('solo', values)]).toEqual([values, anna, solo])
  const moved = { ref: { type: 'user', id: 'ben' }, change: 'patch', version: '2', at: 0, changed: ['primaryTeam'] } as const
  directory.apply({ ...moved, after: { name: 'Ben', primaryTeam: 'east' } })
  expect(sees('anna', { csm: 'ben' })).toBe(false)
})

test('[WSP-3] [VIEW-2] [ACCESS-7] system types say who sees and writes them: private, shared with a workspace, managed', () => {
  const type = (policy: TypePolicy): ObjectTypeDefinition => ({ ...typeOf('team'), name: 'saved', policy })
  const [anna, chief] = [
    principalOf({ seat: true, permissions: ['workspace.access'] }),
    principalOf({ seat: true, permissions: ['settings.manage'] }),
  ]
  const may = (principal: Principal, policy: TypePolicy, action: 'view' | 'edit', values: Values) =>
    compileExpression('saved', policyOf(askerOf(principal), type(policy), action))({ id: 'x', values }, world)
  const shared = sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace' })
  const everyone = { owner: 'ben', audience: 'everyone', workspace: 'main' }
  for (const [policy, values, seen, written, managed] of [
    [privateTo('owner'), { owner: 'anna' }, true, true, true],
    [privateTo('owner'), { owner: 'ben' }, false, false, false],
    [shared, { owner: 'ben', audience: 'private', workspace: 'main' }, false, false, false],
    [shared, { owner: 'anna', audience: 'private', workspace: 'other' }, true, true, true],
    [shared, everyone, true, false, true],
    [shared, { ...everyone, owner: 'anna' }, true, false, true],
    [shared, { ...everyone, workspace: 'other' }, false, false, false],
    [managedBy('settings.manage', 'name'), {}, true, false, true],
  ] as const)
    expect([
      policy,
      values,
      may(anna, policy, 'view', values),
      may(anna, policy, 'edit', values),
      may(chief, policy, 'edit', values),
    ]).toEqual([policy, values, seen, written, managed])
})
