import { expect, test } from 'vitest'
import { missingFor, type Principal, reachOf, rightsTo, runsPermission, summaryPermission, systemPrincipal } from './principal.js'

const principal = (more: Partial<Principal> = {}): Principal => ({
  ...systemPrincipal,
  ...{ user: 'anna', seat: false, superAdmin: false, system: false },
  ...more,
})
const everything = { view: 'all', edit: 'all', delete: 'all' }
const nothing = { view: 'none', edit: 'none', delete: 'none' }
const own = { view: 'own', edit: 'none', delete: 'none' } as const

test('[ACC-4] [ACC-7] [ACCESS-6] the core and super admins with a seat have every right; others have what was granted, or none', () => {
  for (const core of [systemPrincipal, principal({ system: true })]) expect(rightsTo(core, 'company')).toEqual(everything)
  expect(rightsTo(principal({ seat: true, superAdmin: true }), 'company')).toEqual(everything)
  for (const more of [{ superAdmin: true }, { seat: true }, {}]) expect(rightsTo(principal(more), 'company')).toEqual(nothing)
  const granted = principal({ superAdmin: true, grants: [{ company: own }] })
  expect([rightsTo(granted, 'company'), rightsTo(granted, 'deal')]).toEqual([own, nothing])
  expect([reachOf(granted, 'company', 'view'), reachOf(granted, 'company', 'edit')]).toEqual(['own', 'none'])
})

test('[ACC-2] [ACC-3] [ACCESS-5] what is missing for a permission is said with who can mend it', () => {
  const denied = (missing: string, message: string) => ({ code: 'access.denied', message, details: { missing } })
  const seat = denied('a service seat', 'A service seat is needed here. An administrator can assign one.')
  const access = denied('workspace.access', 'The permission “Use the workspace” is needed here. An administrator can grant it.')
  const settings = 'The permission “Manage Customer Success Settings” is needed here. An administrator can grant it.'
  const seated = principal({ seat: true })
  expect(missingFor(principal(), 'workspace.access')).toEqual(seat)
  expect(missingFor(seated, 'workspace.access')).toEqual(access)
  expect(missingFor(seated, 'settings.manage')).toEqual(denied('settings.manage', settings))
  expect(missingFor(seated, 'acme.x/write')).toEqual(
    denied('acme.x/write', 'The permission acme.x/write is needed here. An administrator can grant it.'),
  )
  expect(missingFor(seated, 'superAdmin')).toEqual(denied('superAdmin', 'Only super admins may do this.'))
  for (const of of [runsPermission, summaryPermission])
    expect([missingFor(seated, of), missingFor(principal(), of)]).toEqual([access, seat])
})

test('[ACC-5] [ACC-6] a super admin without a seat works on the account alone, and settings include the use of the workspace', () => {
  const names = ['settings.manage', 'superAdmin', 'runs', 'summary', 'workspace.access', 'acme.x/write']
  const open = (of: Principal) => names.filter((name) => missingFor(of, name) === undefined)
  expect(open(principal({ superAdmin: true }))).toEqual(['settings.manage', 'superAdmin', 'runs', 'summary'])
  expect(open(principal({ superAdmin: true, seat: true }))).toEqual(names)
  expect([open(systemPrincipal), open(principal({ system: true }))]).toEqual([names, names])
  expect(open(principal({ seat: true, permissions: new Set(['settings.manage']) }))).toEqual([
    ...['settings.manage', 'runs', 'summary', 'workspace.access'],
  ])
  expect(open(principal({ seat: true, permissions: new Set(['workspace.access']) }))).toEqual(['runs', 'summary', 'workspace.access'])
  expect(open(principal({ permissions: new Set(['acme.x/write']) }))).toEqual([])
})
