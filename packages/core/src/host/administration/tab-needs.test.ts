import { expect, test } from 'vitest'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import type { Block } from '../../block/block.js'
import { needsOf } from './tab-needs.js'

const names: Record<string, string> = { a: 'Ada', b: 'Ben', c: 'Carl', d: 'Dora' }
const collection = (objectType: string, plugin: string) => ({
  ...{ kind: 'collection', of: { objectType } },
  ...Object.fromEntries(['list', 'viewList', 'totalList', 'groupList'].map((name) => [name, { id: `${plugin}/${name}` }])),
})
/** What is needed for a block that reads from this provider, where these types play the roles. */
function needed(
  provider: string,
  mapping: object,
  more: { readonly principal?: Partial<Principal>; readonly admins?: readonly string[] } = {},
) {
  const principal = { ...systemPrincipal, system: false, superAdmin: false, ...more.principal }
  const contributions = [collection('customer', 'acme.a'), collection('deal', 'acme.b'), { kind: 'provider', id: 'acme.a/list' }]
  const port = {
    askers: { find: (user: string) => (user === 'anna' ? { principal, workspace: 'main', roles: new Map() } : undefined) },
    plugins: { contributions: () => contributions.map((contribution) => ({ contribution })) },
    directory: { superAdmins: () => more.admins ?? ['a', 'b', 'x', 'd'], name: (id: string) => names[id] },
    settings: { mapping: () => mapping },
    schema: () =>
      new Map([
        ['contact', { name: 'contact', label: 'Contact', active: false }],
        ['company', { name: 'company', label: 'Company', active: true }],
      ]),
    sections: () => [],
  } as never
  const block = { kind: 'stack', children: [{ kind: 'metric', provider, value: 'count' }] } as unknown as Block
  return { of: (user: string) => needsOf(port, user, block) }
}

test('[MAP-4] a tab over a role that nothing plays says so, and whom to ask, three super admins at most', () => {
  const unmapped = { because: 'unmapped', role: 'Customer' }
  for (const name of ['list', 'viewList', 'totalList', 'groupList'])
    expect(needed(`acme.a/${name}`, { customer: null }).of('anna')).toEqual({ ...unmapped, may: false, ask: ['Ada', 'Ben', 'x'] })
  const manager = { permissions: new Set(['settings.manage']) }
  expect(needed('acme.a/list', { customer: null }, { principal: manager }).of('anna')).toEqual({ ...unmapped, may: true, ask: [] })
})

test('[MAP-7] a type that is not active is activated by a super admin alone', () => {
  const inactive = { because: 'inactive', role: 'Customer', type: { name: 'contact', label: 'Contact' } }
  const of = (principal: Partial<Principal>) => needed('acme.a/list', { customer: 'contact' }, { principal, admins: ['c'] }).of('anna')
  expect(of({ permissions: new Set(['settings.manage']) })).toEqual({ ...inactive, may: false, ask: ['Carl'] })
  expect(of({ superAdmin: true })).toEqual({ ...inactive, may: true, ask: [] })
})

test('[MAP-4] nothing is said where nothing is missing, where no role is shown, and to who is signed out', () => {
  expect(needed('acme.a/list', { customer: 'company' }).of('anna')).toBeUndefined()
  expect([needed('acme.b/list', { customer: null }).of('anna'), needed('acme.c/list', { customer: null }).of('anna')]).toEqual([
    undefined,
    undefined,
  ])
  expect(needed('acme.a/list', { customer: null }).of('nobody')).toBeUndefined()
})
