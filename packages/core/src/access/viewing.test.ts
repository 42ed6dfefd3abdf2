import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Values } from '../schema/value.js'
import { type Asker, mainWorkspace } from './asker.js'
import { createDirectory } from './directory.js'
import { always, never, policyOf } from './policy.js'
import { type Principal, systemPrincipal } from './principal.js'
import { intersection, missingToView, missingWhileViewing, viewingKey } from './viewing.js'

const user = (id: string, values: Values) => ({ ref: { type: 'user', id }, version: '1', values: { name: id, seat: true, ...values } })
const everything = { '*': { view: 'all', edit: 'all', delete: 'all' } } as never

test('[SUM-8] [ACC-11] who looks at the Summary of another edits and deletes nothing, whatever each of them may', () => {
  const directory = createDirectory([user('anna', { superAdmin: true }), user('ben', { objects: everything })])
  const [viewer, target] = ['anna', 'ben'].map((id) => directory.find(id))
  if (viewer === undefined || target === undefined) throw new Error('A user is not there.')
  const viewing = { viewer, target }
  const asker: Asker = { principal: intersection(viewing), workspace: mainWorkspace, roles: new Map(), viewing }
  const business = builtInTypes.filter(({ policy }) => policy === undefined)
  expect(business.map((type) => policyOf(asker, type, 'view'))).toEqual(business.map(() => always))
  for (const type of builtInTypes)
    for (const action of ['edit', 'delete'] as const) expect(policyOf(asker, type, action), `${action} ${type.name}`).toBe(never)
})

const principal = (id: string, more: Partial<Principal> = {}): Principal => ({
  ...systemPrincipal,
  ...{ user: id, name: id, seat: true, superAdmin: false, system: false, locale: `locale of ${id}` },
  ...more,
})
const access = { permissions: new Set(['workspace.access']) }
const settings = { permissions: new Set(['settings.manage', 'acme.x/write']) }

test('[SUM-8] [ACCESS-19] both together have what both hold, and what is hidden from one of them is hidden', () => {
  const viewer = principal('anna', { superAdmin: true, hidden: new Set(['company.arr']), readOnly: new Set(['deal.name']) })
  const target = principal('ben', { ...settings, teams: ['west'], hidden: new Set(['deal.amount']) })
  const both = intersection({ viewer, target })
  expect(both).toEqual({
    ...{ ...target, locale: 'locale of anna', superAdmin: false, permissions: settings.permissions },
    ...{ hidden: new Set(['company.arr', 'deal.amount']), readOnly: new Set(['deal.name']) },
  })
  expect(intersection({ viewer: principal('carl', access), target }).permissions).toEqual(access.permissions)
  const admins = { viewer, target: principal('dora', { superAdmin: true }) }
  expect([intersection(admins).superAdmin, Object.isFrozen(both)]).toEqual([true, true])
})

test('[SUM-8] a Summary is viewed by those who may configure, of those who may use the workspace; nothing else is', () => {
  const [admin, ben] = [principal('anna', settings), principal('ben', access)]
  const message = 'carl may not use the workspace, so there is nothing to view.'
  const none = { code: 'access.denied', message, details: { missing: 'access of the user who is viewed' } }
  expect(missingToView({ viewer: admin, target: ben })).toBeUndefined()
  expect(missingToView({ viewer: ben, target: admin })).toMatchObject({ details: { missing: 'settings.manage' } })
  expect(missingToView({ viewer: admin, target: principal('carl') })).toEqual(none)
  const own = 'Only Summary can be viewed as another user, and nothing can be changed there. Stop viewing first.'
  const viewing = { viewer: admin, target: ben }
  expect(['summary', 'workspace.access', 'settings.manage'].map((name) => missingWhileViewing(viewing, name))).toEqual([
    undefined,
    ...Array(2).fill({ code: 'access.denied', message: own, details: { missing: 'a page of your own' } }),
  ])
  expect(missingWhileViewing({ viewer: ben, target: admin }, 'summary')).toMatchObject({ details: { missing: 'settings.manage' } })
})

test('[SUM-8] both are one asker under a key that is no id of a user', () => {
  expect([viewingKey('a', 'b'), viewingKey('a","b', 'c') === viewingKey('a', 'b","c')]).toEqual(['view-as ["a","b"]', false])
})
