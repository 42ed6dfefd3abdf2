import { BehaviorSubject, type Observable, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemPrincipal } from '../access/principal.js'
import type { TenureError } from '../errors/tenure-error.js'
import type { TabModel } from '../plugin/plugin-host.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { isSame, type TabsPort, toShownProblem, watchListTabs, watchPages, watchTab, watchTabs } from './shown-tabs.js'

const block = { kind: 'metric', provider: 'acme.x/list', value: 'total' }
const aTab = (id: string, more: object = {}) => ({ id, title: id, plugin: 'acme.x', block, ...more }) as unknown as TabModel
const principal = (permissions: readonly string[], more: object = {}) => ({
  ...systemPrincipal,
  ...{ system: false, superAdmin: false, seat: true, permissions: new Set(permissions), ...more },
})
const users = {
  anna: principal(['workspace.access']),
  manager: principal(['settings.manage']),
  lost: principal(['workspace.access'], { seat: false }),
}
const problem = { code: 'plugin.broken', message: 'It failed.', details: { plugin: 'acme.x', contribution: '' } } as const
const shownProblem = { code: 'plugin.broken', message: 'It failed.', details: { plugin: 'acme.x', contribution: '' } }

/** What one user sees of these tabs, and what changes it. */
function bench(tabs: readonly TabModel[] = [], more: Partial<Record<keyof TabsPort, unknown>> = {}) {
  const all = new BehaviorSubject(tabs)
  const changes = new Subject<WorkspaceChange>()
  const directory = new Map<string, object>(Object.entries(users))
  const values: Record<string, unknown> = { show: true, text: 'true' }
  const faults = new Map<string, number>()
  const port = {
    changes,
    directory: { find: (user: string) => directory.get(user), superAdmins: () => [], name: () => undefined },
    askers: {
      find: (user: string) => ({
        ...{ workspace: user === 'anna' ? 'main' : 'north', principal: directory.get(user) },
        roles: new Map([['revenue', [{ type: 'deal' }, { type: 'order' }]]]),
      }),
    },
    plugins: {
      tabs: all,
      contributions: () => [],
      items: () => new BehaviorSubject([]),
      views: (collection: string) =>
        collection === 'acme.x/deals' ? [{ id: 'acme.x/mine', where: { test: 'x' } }, { id: 'acme.x/all' }, { id: 'acme.x/more' }] : [],
    },
    edition: { name: 'professional' },
    sections: () => [{ id: 'acme.x/main' }],
    settings: { read: (_: unknown, workspace: string) => ({ value: workspace === 'main' ? values : {} }), mapping: () => ({}) },
    schema: () => new Map(),
    faultsOf: (_: string, section: string) => faults.get(section) ?? 0,
    ...more,
  } as unknown as TabsPort
  const seen: unknown[] = []
  const look = (watch: (port: TabsPort, user: string) => Observable<unknown>, user = 'anna') =>
    void watch(port, user).subscribe((each: unknown) => seen.push(each))
  const ids = (user = 'anna'): unknown => {
    let last: unknown
    watchTabs(port, user)
      .subscribe((each) => (last = each.map(({ id }) => id)))
      .unsubscribe()
    return last
  }
  return { port, all, changes, directory, values, faults, seen, look, ids }
}

test('[SDK-3] [SDK-5] tabs are listed in order without what they show; one that does not run says why', () => {
  const { look, seen } = bench([
    aTab('acme.x/b', { icon: 'users', problem }),
    aTab('acme.x/page', { area: 'account' }),
    aTab('acme.x/a', { title: 'A' }),
  ])
  look(watchTabs)
  expect(seen).toEqual([
    [
      { id: 'acme.x/b', title: 'acme.x/b', icon: 'users', problem: shownProblem },
      { id: 'acme.x/a', title: 'A' },
    ],
  ])
})

test('[SDK-4] a list is sent again only when something of it has changed', () => {
  const { look, seen, all, changes, directory } = bench([aTab('acme.x/a')])
  look(watchTabs)
  all.next([aTab('acme.x/a', { block: { kind: 'stack', children: [] } })])
  expect(seen).toHaveLength(1)
  all.next([aTab('acme.x/a', { title: 'Other' })])
  expect(seen.at(-1)).toEqual([{ id: 'acme.x/a', title: 'Other' }])
  directory.delete('anna')
  for (const change of [{ users: new Set(['ben']) }, { workspace: 'main' }, { types: new Set<string>() }]) changes.next(change)
  expect(seen).toHaveLength(2)
  changes.next({ users: new Set(['ben', 'anna']) })
  expect(seen).toHaveLength(3)
  expect(seen.at(-1)).toEqual([])
})

test('[ACC-6] without access to the workspace there is no tab, whatever its own condition says', () => {
  const free = aTab('acme.x/free', { when: { not: { edition: 'enterprise' } } })
  const { ids } = bench([free, aTab('acme.x/managed', { needs: 'settings.manage' } as never)])
  expect([ids('anna'), ids('manager'), ids('lost'), ids('nobody')]).toEqual([['acme.x/free'], ['acme.x/free', 'acme.x/managed'], [], []])
})

test('[SDK-3] [EDN-3] a tab is shown under its own condition: a permission, the edition, a switch in the settings of the workspace', () => {
  const on = (section: string, field: string) => ({ setting: section, field }) as never
  const { ids, values, look, seen, changes } = bench([
    aTab('permission', { when: { permission: 'settings.manage' } }),
    aTab('enterprise', { when: { edition: 'enterprise' } }),
    aTab('professional', { when: { edition: 'professional' } }),
    aTab('on', { when: on('acme.x/main', 'show') }),
    ...[on('acme.x/main', 'text'), on('acme.x/main', 'none'), on('acme.x/gone', 'show')].map((when) => aTab('off', { when })),
  ])
  expect([ids('anna'), ids('manager')]).toEqual([
    ['professional', 'on'],
    ['permission', 'professional'],
  ])
  look(watchTabs)
  values['show'] = false
  changes.next({ section: 'acme.x/main' })
  expect(seen.at(-1)).toEqual([{ id: 'professional', title: 'professional' }])
})

test('[SDK-3] a switch is off for who has no workspace', () => {
  const { ids } = bench([aTab('on', { when: { setting: 'acme.x/main', field: 'show' } as never })], { askers: { find: () => undefined } })
  expect(ids()).toEqual([])
})

test('[MAP-3] tabs that list records say of which types, how, and in which view without a filter', () => {
  const table = { kind: 'table', of: 'revenue', collection: 'acme.x/deals' }
  const tab = (id: string, of: object, more: object = {}) => aTab(id, { block: of, ...more })
  const { look, seen } = bench([
    tab('board', { kind: 'board', table }),
    tab('table', { ...table, of: 'ticket', collection: 'acme.x/tickets' }),
    ...[tab('page', table, { area: 'account' }), tab('broken', table, { problem }), aTab('metric')],
    ...[tab('no-type', { kind: 'table', collection: 'acme.x/deals' }), tab('no-collection', { kind: 'table', of: 'deal' })],
  ])
  look(watchListTabs)
  expect(seen).toEqual([
    [
      { tab: 'board', of: 'revenue', types: ['deal', 'order'], isStaged: true, view: 'acme.x/all' },
      { tab: 'table', of: 'ticket', types: ['ticket'], isStaged: false },
    ],
  ])
  const without = bench([tab('board', { kind: 'board', table: { ...table, of: 'customer' } })])
  without.look(watchListTabs)
  expect(without.seen).toMatchObject([[{ of: 'customer', types: [] }]])
})

test('[WSP-13] [MAP-4] pages of the administration name their area, and how many saved settings of theirs are no longer valid', () => {
  const { look, seen, faults, changes } = bench([
    aTab('acme.x/tab', { section: 'acme.x/main' }),
    aTab('acme.x/main', { area: 'workspace', section: 'acme.x/main' }),
    aTab('acme.x/people', { area: 'account', icon: 'users' }),
  ])
  faults.set('', 9)
  look(watchPages)
  const main = { id: 'acme.x/main', title: 'acme.x/main', area: 'workspace' }
  const people = { id: 'acme.x/people', title: 'acme.x/people', icon: 'users', area: 'account' }
  expect(seen).toEqual([[main, people]])
  faults.set('acme.x/main', 1)
  changes.next({ users: new Set(['ben']) })
  expect(seen).toHaveLength(1)
  for (let time = 0; time < 2; time++) changes.next({ profiles: true })
  expect(seen.slice(1)).toEqual([[{ ...main, faults: 1 }, people]])
})

test('[ACC-9] a tab comes with what it shows; one that is not there, or only for others, is not found', () => {
  const { port, all, seen, directory, changes } = bench([
    aTab('acme.x/a', { icon: 'users' }),
    aTab('acme.x/secret', { needs: 'superAdmin' } as never),
  ])
  const errors: unknown[] = []
  const watch = (id: string) =>
    watchTab(port, 'anna', id).subscribe({ next: (each) => seen.push(each), error: (error: TenureError) => errors.push(error.problem) })
  watch('acme.x/a')
  const head = { id: 'acme.x/a', title: 'acme.x/a', icon: 'users' }
  expect(seen).toEqual([{ ...head, block }])
  all.next([aTab('acme.x/a', { icon: 'users', problem })])
  all.next([aTab('acme.x/a', { icon: 'users', problem, block: { kind: 'stack', children: [] } })])
  all.next([aTab('acme.x/a', { icon: 'users', problem, block: { kind: 'stack', children: [] } })])
  expect(seen.slice(1)).toEqual([
    { ...head, block, problem: shownProblem },
    { ...head, block: { kind: 'stack', children: [] }, problem: shownProblem },
  ])
  for (const id of ['acme.x/secret', 'acme.x/none']) watch(id)
  const notFound = (id: string) => ({
    ...{ code: 'record.not-found', message: `There is no tab with the id ${id}.`, details: { record: { type: 'tab', id } } },
  })
  expect(errors).toEqual([notFound('acme.x/secret'), notFound('acme.x/none')])
  directory.delete('anna')
  changes.next({ users: new Set(['anna']) })
  expect(errors.at(-1)).toEqual(notFound('acme.x/a'))
})

test('[MAP-4] a tab over a role says what its workspace has to choose, until it has', () => {
  const collection = { kind: 'collection', of: { objectType: 'customer' }, list: { id: 'acme.x/list' } }
  const rest = Object.fromEntries(['viewList', 'totalList', 'groupList'].map((name) => [name, { id: `acme.x/${name}` }]))
  let mapping: object = { customer: null }
  const { port, seen, changes } = bench([aTab('acme.x/a')], {
    settings: { read: () => ({ value: {} }), mapping: () => mapping },
    schema: () => new Map([['company', { name: 'company', label: 'Company', active: true }]]),
    sections: () => [],
  })
  Object.assign(port.plugins, { contributions: () => [{ contribution: { ...collection, ...rest } }] })
  watchTab(port, 'anna', 'acme.x/a').subscribe((tab) => seen.push(tab.needs))
  mapping = { customer: 'company' }
  changes.next({ users: new Set(['ben']) })
  expect(seen).toEqual([{ because: 'unmapped', role: 'Customer', may: false, ask: [] }])
  changes.next({ types: new Set(['company']) })
  expect(seen.slice(1)).toEqual([undefined])
  mapping = { customer: null }
  changes.next({ users: new Set(['anna']) })
  expect(seen).toHaveLength(3)
})

test('[SEC-16] a problem is shown with its code, message and details, and nothing else', () => {
  const given = { ...problem, stack: 'at x' }
  expect(toShownProblem(given)).toEqual(shownProblem)
  expect([isSame({ a: [1] }, { a: [1] }), isSame({ a: 1 }, { a: 2 }), isSame(undefined, undefined)]).toEqual([true, false, true])
})
