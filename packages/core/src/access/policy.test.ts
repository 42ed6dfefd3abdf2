import { expect, test } from 'vitest'
import type { Expression } from '../query/canonical.js'
import { compileExpression, type World } from '../query/evaluator.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { coreFor, coreOnly, managedBy, personalTo, privateTo, sharedBy, type TypePolicy } from '../schema/type-policy.js'
import type { Values } from '../schema/value.js'
import { type Asker, mainWorkspace } from './asker.js'
import type { ObjectPermission } from './permissions.js'
import { always, branchesOf, isEditable, isHalfHidden, isReadable, isWritable, never, policyOf } from './policy.js'
import { type Principal, systemPrincipal } from './principal.js'

const principal = (user: string, more: Partial<Principal> = {}): Principal => ({
  ...systemPrincipal,
  ...{ user, seat: true, superAdmin: false, system: false, teams: [], teammates: [user] },
  ...more,
})
const askerOf = (of: Principal, more: Partial<Asker> = {}): Asker => ({
  principal: of,
  workspace: mainWorkspace,
  roles: new Map(),
  ...more,
})
const type = (more: object = {}): ObjectTypeDefinition =>
  ({
    ...{ name: 'saved', label: 'Saved', plural: 'Saved', title: 'name', associations: [], ownership: ['owner', 'csm', 'gone'] },
    properties: ['owner', 'csm'].map((name) => ({ name, label: name, kind: 'user' })),
    ...more,
  }) as never
const world: World = { linked: () => [], changedSince: () => false, userName: () => undefined }
const holds = (when: Expression, values: Values): boolean => compileExpression('saved', when)({ id: 'x', values }, world)
const granted = (reach: ObjectPermission['view'], more: object = {}) => ({
  grants: [{ '*': { view: reach, edit: reach, delete: reach, ...more } }],
})
const manager = { permissions: new Set(['settings.manage']) }

test('[ACC-7] [ACCESS-18] each reach has its branches: one for each ownership property that the type has, and one for nobody', () => {
  const branches = (of: Partial<Principal>) =>
    branchesOf(askerOf(principal('anna', of)), type(), 'view').map(({ reason, property }) =>
      property === undefined ? reason : `${reason} ${property}`,
    )
  expect(branches(granted('all'))).toEqual(['everything'])
  expect([branches(granted('none')), branches({})]).toEqual([[], []])
  expect(branches(granted('own'))).toEqual(['own owner', 'own csm'])
  expect(branches({ ...granted('team', { unassigned: true }) })).toEqual(['team owner', 'team csm', 'unassigned'])
  expect(branches({ ...granted('all'), system: true })).toEqual(['everything'])
})

test('[ACC-7] [ACCESS-3] one owner is tested as one, several as any of them, and one reason alone is the policy', () => {
  const of = (more: Partial<Principal>, ownership = ['csm']) => policyOf(askerOf(principal('anna', more)), type({ ownership }), 'view')
  expect(of(granted('own'))).toEqual({ atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'anna' })
  expect(of({ ...granted('team'), teammates: ['anna', 'ben'] })).toEqual({
    ...{ atom: 0, test: 'any-of', property: 'csm', kind: 'user', values: ['anna', 'ben'] },
  })
  expect([of(granted('all')), of(granted('none')), of(granted('own'), [])]).toEqual([always, never, never])
  expect(of(granted('own', { unassigned: true }))).toEqual({
    any: [
      { atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'anna' },
      { not: { any: [{ atom: 0, test: 'is-known', property: 'csm', kind: 'user' }] } },
    ],
  })
})

test('[ACCESS-7] what only the core writes is seen by super admins and by the user that it is for, what is personal by that user alone', () => {
  const sees = (more: Partial<Principal>, policy: TypePolicy, action: 'view' | 'edit' = 'view') =>
    policyOf(askerOf(principal('anna', more)), type({ policy }), action)
  const mine = { atom: 0, test: 'is', property: 'owner', kind: 'user', value: 'anna' }
  const admin = { superAdmin: true }
  expect([sees({}, coreOnly), sees(admin, coreOnly), sees(admin, coreOnly, 'edit')]).toEqual([never, always, never])
  expect([sees({}, coreFor('owner')), sees(admin, coreFor('owner'))]).toEqual([mine, always])
  expect([sees({}, personalTo('owner')), sees(admin, personalTo('owner'))]).toEqual([mine, mine])
  const reads = (more: Partial<Principal>, policy: TypePolicy) =>
    ['name', 'csm'].map((name) => isReadable(principal('anna', more), type({ policy }), name))
  expect([reads({}, coreFor('owner', 'name')), reads(admin, coreFor('owner', 'name')), reads({}, coreOnly)]).toEqual([
    ...[
      [true, false],
      [true, true],
      [false, false],
    ],
  ])
  expect([reads(admin, personalTo('owner', 'name')), reads({ system: true }, coreOnly)]).toEqual([
    [true, false],
    [true, true],
  ])
})

test('[ACCESS-7] what administrators manage is open to everybody as far as it says, and to nobody where it says nothing', () => {
  const of = (more: Partial<Principal>, policy: TypePolicy, action: 'view' | 'edit') =>
    policyOf(askerOf(principal('anna', more)), type({ policy }), action)
  const [open, closed] = [managedBy('settings.manage', 'name'), managedBy('superAdmin')]
  expect([of({}, open, 'view'), of({}, open, 'edit'), of(manager, open, 'edit')]).toEqual([always, never, always])
  expect([of({}, closed, 'view'), of(manager, closed, 'view'), of({ superAdmin: true, seat: false }, closed, 'edit')]).toEqual([
    never,
    never,
    always,
  ])
  const reads = (more: Partial<Principal>) =>
    ['name', 'csm'].map((name) => isReadable(principal('anna', more), type({ policy: open }), name))
  expect([reads({}), reads(manager), reads({ ...manager, hidden: new Set(['saved.csm']) })]).toEqual([
    [true, false],
    [true, true],
    [true, false],
  ])
})

test('[VIEW-2] [WSP-3] what is shared with teams is seen by their members there, and managed by those who may share', () => {
  const policy = sharedBy({ owner: 'owner', audience: 'audience', workspace: 'workspace', teams: 'teams' })
  const may = (more: Partial<Principal>, action: 'view' | 'edit', values: Values) =>
    holds(policyOf(askerOf(principal('anna', more)), type({ policy }), action), values)
  const west = { teams: ['west'] }
  const shared = { owner: 'ben', audience: 'teams', teams: ['west', 'east'], workspace: 'main' }
  const everyone = { owner: 'ben', audience: 'everyone', workspace: 'main' }
  const own = { owner: 'anna', audience: 'private', workspace: 'main' }
  for (const [values, plain, member, chief, edits, manages] of [
    [shared, false, true, true, false, true],
    [{ ...shared, workspace: 'other' }, false, false, false, false, false],
    [{ ...shared, teams: ['east'] }, false, false, true, false, true],
    [{ ...shared, owner: 'anna' }, false, true, true, false, true],
    [everyone, true, true, true, false, true],
    [{ ...everyone, workspace: 'other' }, false, false, false, false, false],
    [own, true, true, true, true, true],
    [{ ...own, workspace: 'other' }, true, true, true, true, true],
    [{ ...own, owner: 'ben' }, false, false, false, false, true],
  ] as const)
    expect([
      ...[values, may({}, 'view', values), may(west, 'view', values), may(manager, 'view', values)],
      ...[may({}, 'edit', values), may(manager, 'edit', values)],
    ]).toEqual([values, plain, member, chief, edits, manages])
})

test('[VIEW-2] what is shared openly is written by everybody of the workspace', () => {
  const shared = { owner: 'ben', audience: 'everyone', workspace: 'main' }
  const may = (policy: TypePolicy, values: Values) => holds(policyOf(askerOf(principal('anna')), type({ policy }), 'edit'), values)
  const names = { owner: 'owner', audience: 'audience', workspace: 'workspace' }
  expect([may(sharedBy({ ...names, open: true }), shared), may(sharedBy(names), shared)]).toEqual([true, false])
  expect(may(sharedBy({ ...names, open: true }), { ...shared, workspace: 'other' })).toBe(false)
  expect([may(privateTo('owner'), { owner: 'anna' }), may(privateTo('owner'), shared)]).toEqual([true, false])
})

test('[SUM-8] [ACCESS-19] who looks at the Summary of another sees what both may see', () => {
  const [wide, narrow, none] = [principal('anna', granted('all')), principal('ben', granted('own')), principal('carl')]
  const both = (viewer: Principal, target: Principal, action: 'view' | 'edit' = 'view') =>
    policyOf(askerOf(target, { viewing: { viewer, target } }), type({ ownership: ['csm'] }), action)
  const ofBen = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'ben' }
  const dora = principal('dora', granted('own'))
  expect([both(wide, narrow), both(narrow, wide), both(wide, wide)]).toEqual([ofBen, ofBen, always])
  expect([both(none, wide), both(wide, none), both(wide, wide, 'edit')]).toEqual([never, never, never])
  expect(both(dora, narrow)).toEqual({ all: [ofBen, { ...ofBen, value: 'dora' }] })
})

test('[ACC-8] [ACCESS-8] [ACCESS-17] a property is written that is seen, not read-only, not computed and not half of what is hidden', () => {
  const properties = ['pipeline', 'stage', 'name', 'owner'].map((name) => ({ name, label: name, kind: 'string' }))
  const deal = type({ properties, pipelines: [], ownership: ['owner'] })
  const edits = (more: Partial<Principal>, of = deal) => {
    const asker = askerOf(principal('anna', { ...granted('all'), ...more }))
    return properties.filter((each) => isEditable(asker, of, each as never)).map(({ name }) => name)
  }
  expect(edits({})).toEqual(['pipeline', 'stage', 'name', 'owner'])
  expect(edits({ hidden: new Set(['saved.stage']) })).toEqual(['name', 'owner'])
  expect(edits({ hidden: new Set(['saved.pipeline']) })).toEqual(['name', 'owner'])
  expect(edits({ hidden: new Set(['saved.stage']) }, type({ properties }))).toEqual(['pipeline', 'name', 'owner'])
  expect(edits({ readOnly: new Set(['saved.name', 'other.owner']) })).toEqual(['pipeline', 'stage', 'owner'])
  expect(edits({ grants: [] })).toEqual([])
  const asker = askerOf(principal('anna', granted('all')))
  const name = { name: 'name', label: 'Name', kind: 'string' } as const
  expect([isEditable(asker, deal, { ...name, computed: true }), isEditable(asker, deal, { ...name, kind: 'json' })]).toEqual([false, false])
  const both = principal('anna', { hidden: new Set(['saved.stage', 'saved.pipeline']) })
  expect(['stage', 'pipeline', 'name'].map((each) => isHalfHidden(both, deal, each))).toEqual([false, false, false])
})

test('[ACC-8] what the core keeps for itself is seen and written by nobody else', () => {
  const of = principal('anna', { superAdmin: true })
  for (const name of ['tenure_imported', 'tenure_score_due'])
    expect([isReadable(of, type(), name), isWritable(of, type(), name), isReadable(systemPrincipal, type(), name)]).toEqual([
      false,
      false,
      true,
    ])
  expect(isReadable(of, type(), 'tenure_other')).toBe(true)
})
