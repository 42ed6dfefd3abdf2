import { expect, test } from 'vitest'
import type { CanonicalQuery, Expression, LinkedColumn } from '../../query/canonical.js'
import type { FollowedView } from '../followed-view.js'
import { createSelection, touchesShown } from '../selection.js'
import { showIn } from '../shared-row.js'
import { change, companiesOf, ownedBy } from '../test-live-engine.js'
import { ViewCore } from '../view-core.js'
import { liveParts, planView } from '../view-plan.js'
import { looksAt, ViewRoutes } from './view-routes.js'

const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const isOpen: Expression = { atom: 0, test: 'is', property: 'open', kind: 'boolean', value: true }
const withOpenDeals: Expression = { all: [ownedBy('u1'), { atom: 0, test: 'some', hop, where: isOpen }] }
const byOwner = [{ property: 'owner', direction: 'ascending', by: 'user' }] as const
const mine = { owner: 'u1', arr: 1 }

/** Routes, and which views a change reaches: with how it concerns them. */
function openRoutes() {
  const reached: string[] = []
  const routes = new ViewRoutes(touchesShown, {
    meet: (view, _, held) => reached.push(`${view.key} ${held ? 'shows it' : 'may'}`),
    askIf: (view, matters) => matters() && reached.push(`${view.key} runs`),
  })
  const select = createSelection({ properties: ['arr'], version: false })
  const view = (key: string, query: CanonicalQuery): ViewCore => {
    const plan = planView(query, { parts: liveParts, userName: () => undefined, shareSelection: () => select, shareLead: () => () => 0 })
    return new ViewCore(key, plan, liveParts, routes.sharedOf(query.type))
  }
  const add = (key: string, query: CanonicalQuery): ViewCore => {
    const added = view(key, query)
    routes.open(added)
    routes.add(added)
    return added
  }
  const route = (...of: Parameters<typeof change>): readonly string[] => {
    reached.length = 0
    routes.route(change(...of))
    return [...reached]
  }
  const routeLink = (edge: string, forward: boolean, type = 'company', after = mine): readonly string[] => {
    reached.length = 0
    routes.route({ ...change('a', after, after, type), linked: [{ edge, forward, other: { type: 'deal', id: 'd' } }] })
    return [...reached]
  }
  return { routes, view, add, route, routeLink, select }
}

test('[LIVE-4] a change meets the views of its type that it may concern, each once', () => {
  const { add, route } = openRoutes()
  add('mine', companiesOf({ any: [ownedBy('u1'), { atom: 0, test: 'more', property: 'arr', kind: 'number', value: 0 }] }))
  add('yours', companiesOf(ownedBy('u2')))
  add('deals', companiesOf(ownedBy('u1'), { type: 'deal' }))
  expect(route('a', undefined, mine)).toEqual(['mine may'])
  expect(route('a', mine, { ...mine, owner: 'u2' })).toEqual(['mine may', 'yours may'])
  expect(route('d', undefined, mine, 'deal')).toEqual(['deals may'])
  expect(route('t', undefined, mine, 'task')).toEqual([])
})

test('[LIVE-6] a view that shows the record is met by what it shows and by what its condition looks at, and by nothing else', () => {
  const { routes, add, route, select } = openRoutes()
  const view = add('mine', companiesOf(ownedBy('u1')))
  const row = routes.sharedOf('company').hold('a')
  showIn(row, select, view)
  expect(route('a', mine, { ...mine, arr: 2 })).toEqual(['mine shows it'])
  expect(route('a', mine, { ...mine, owner: 'u2' })).toEqual(['mine may'])
  expect(route('a', mine, { ...mine, note: 'x' })).toEqual([])
  expect(route('b', mine, { ...mine, note: 'x' })).toEqual([])
  expect(route('a', mine, undefined)).toEqual(['mine shows it'])
  expect([row.changes, row.latest?.values]).toEqual([4, {}])
})

test('[LIVE-4] a view that was taken out or is not in yet is not met, even where it shows the record', () => {
  const { routes, view, add, route, select } = openRoutes()
  const other = view('other', companiesOf(ownedBy('u1')))
  const row = routes.sharedOf('company').hold('a')
  showIn(row, select, other)
  expect(route('a', undefined, mine)).toEqual([])
  const added = add('mine', companiesOf(ownedBy('u1')))
  expect([other.routed, added.routed, route('a', undefined, mine)]).toEqual([false, true, ['mine may']])
  routes.remove(added)
  expect([added.routed, route('a', undefined, mine)]).toEqual([false, []])
  routes.remove(added)
  routes.add(added)
  expect(route('a', undefined, mine)).toEqual(['mine may'])
})

test('[LIVE-4] a view of archived records runs for each change of its type, or of the records that it names', () => {
  const { routes, add, route } = openRoutes()
  const archived = 'only' as const
  const all = add('archive', companiesOf(ownedBy('u1'), { archived }))
  add('named', companiesOf({ all: [ownedBy('u1'), { atom: 0, test: 'id-of', ids: ['a', 'b'] }] }, { archived }))
  expect(route('a', undefined, { owner: 'u2' })).toEqual(['archive runs', 'named runs'])
  expect(route('z', mine, mine)).toEqual(['archive runs'])
  expect(route('a', undefined, mine, 'deal')).toEqual([])
  routes.close(all)
  expect(route('a', mine, mine)).toEqual(['named runs'])
})

test('[LIVE-4] a view ordered by the names of users runs for each change of a user, from its opening to its end', () => {
  const { routes, view, add, route } = openRoutes()
  const early = view('early', companiesOf(ownedBy('u1'), { order: byOwner }))
  routes.open(early)
  add('plain', companiesOf(ownedBy('u1')))
  expect(route('u1', { name: 'A' }, { name: 'B' }, 'user')).toEqual(['early runs'])
  expect(route('u1', { name: 'A' }, { name: 'B' }, 'team')).toEqual([])
  routes.remove(early)
  expect(route('u1', { name: 'A' }, { name: 'B' }, 'user')).toEqual(['early runs'])
  routes.close(early)
  expect(route('u1', { name: 'A' }, { name: 'B' }, 'user')).toEqual([])
})

test('[LIVE-4] a view that looks at linked records runs where one of them or a link of a record that it may show changes', () => {
  const { routes, add, route, routeLink } = openRoutes()
  const view = add('linked', companiesOf(withOpenDeals))
  expect(route('d', { open: false }, { open: true }, 'deal')).toEqual(['linked runs'])
  expect(route('d', { open: true, note: 'x' }, { open: true, note: 'y' }, 'deal')).toEqual([])
  expect(route('t', { open: false }, { open: true }, 'task')).toEqual([])
  expect(routeLink('company_deal', true)).toEqual(['linked runs'])
  expect(routeLink('company_deal', false)).toEqual([])
  expect(routeLink('company_task', true)).toEqual([])
  expect(routeLink('company_deal', true, 'company', { owner: 'u2', arr: 1 })).toEqual([])
  routes.remove(view)
  expect([route('d', { open: false }, { open: true }, 'deal'), routeLink('company_deal', true)]).toEqual([[], []])
})

test('[LIVE-4] of two views with the same step, one that ends leaves the other', () => {
  const { routes, add, route, routeLink } = openRoutes()
  const first = add('first', companiesOf(withOpenDeals))
  add('second', companiesOf({ all: [withOpenDeals, ownedBy('u1')] }))
  expect(route('d', undefined, { open: true }, 'deal')).toEqual(['first runs', 'second runs'])
  routes.close(first)
  expect(route('d', undefined, { open: true }, 'deal')).toEqual(['second runs'])
  expect(routeLink('company_deal', true)).toEqual(['second runs'])
})

test('[LIVE-4] a link further away runs a view whatever its own condition says', () => {
  const { add, routeLink } = openRoutes()
  const toTasks = { edge: 'deal_task', forward: true, to: 'task' }
  const inner: Expression = { atom: 0, test: 'some', hop: toTasks, where: { all: [] } }
  add('far', companiesOf({ all: [ownedBy('u1'), { atom: 0, test: 'some', hop, where: inner }] }))
  expect(routeLink('deal_task', true, 'deal', { owner: 'u2', arr: 0 })).toEqual(['far runs'])
  expect(routeLink('deal_task', true, 'company')).toEqual([])
})

test('[LIVE-1] a view looks at its type, at the types that its links lead to, and at users where it is ordered by their names', () => {
  const { view } = openRoutes()
  const dealName: LinkedColumn = { name: 'deals.name', hop, among: { all: [] }, property: 'name', kind: 'string' }
  const types = ['company', 'deal', 'user']
  const seen = (query: CanonicalQuery) => types.filter((type) => looksAt(view('any', query) as FollowedView, new Set([type, 'other'])))
  expect(seen(companiesOf(ownedBy('u1')))).toEqual(['company'])
  expect(seen(companiesOf(withOpenDeals))).toEqual(['company', 'deal'])
  expect(seen(companiesOf(ownedBy('u1'), { select: ['deals.name'], linked: [dealName] }))).toEqual(['company', 'deal'])
  expect(seen(companiesOf(ownedBy('u1'), { order: byOwner }))).toEqual(['company', 'user'])
})
