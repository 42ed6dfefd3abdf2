import { expect, test } from 'vitest'
import type { Atom, CanonicalQuery, Expression, LinkedColumn } from '../query/canonical.js'
import { toLead } from './route/order-lead.js'
import { toSeen } from './seen-change.js'
import { createSelection } from './selection.js'
import { change, companiesOf, ownedBy } from './test-live-engine.js'
import { isSelective, liveParts, mayConcern, planView } from './view-plan.js'

const userName = () => undefined
const plan = (query: CanonicalQuery) =>
  planView(query, { parts: liveParts, userName, shareSelection: createSelection, shareLead: (order) => toLead(order, userName) })
const everything: Expression = { all: [] }
const named: Atom = { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'x' }
const large: Atom = { atom: 0, test: 'more', property: 'arr', kind: 'number', value: 5 }
const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const withDeals: Atom = { atom: 0, test: 'some', hop, where: everything }
const dealName: LinkedColumn = { name: 'deals.name', hop, among: everything, property: 'name', kind: 'string' }
const byDealName = [{ property: 'deals.name', direction: 'ascending', by: 'text' }] as const

test('[LIVE-7] a window reserves 32 rows on each side, or half of its limit', () => {
  const slack = (limit?: number) => plan(companiesOf(ownedBy('u1'), limit === undefined ? {} : { limit })).slack
  expect([undefined, 1, 65, 66, 100].map(slack)).toEqual([0, 32, 32, 33, 50])
})

test('[LIVE-7] the query to run asks for the reserve, the total and the properties of the order', () => {
  const query = companiesOf(ownedBy('u1'), { select: ['name', 'city'], count: false })
  const frame = (more: Partial<CanonicalQuery>) => {
    const { seed } = plan({ ...query, ...more })
    return [seed.offset, seed.limit, seed.count]
  }
  expect(frame({})).toEqual([undefined, undefined, true])
  expect(frame({ limit: 10 })).toEqual([undefined, 42, true])
  expect(frame({ limit: 10, offset: 32 })).toEqual([undefined, 74, true])
  expect(frame({ limit: 10, offset: 33 })).toEqual([1, 74, true])
  expect(frame({ limit: 10, offset: 40 })).toEqual([8, 74, true])
  expect(frame({ offset: 5 })).toEqual([5, undefined, true])
  const { seed, selection } = plan({ ...query, version: true })
  expect(seed).toEqual({ ...query, count: true, version: true, select: ['arr', 'city', 'name'] })
  expect([selection.properties, selection.version]).toEqual([['city', 'name'], true])
  expect([Object.keys(plan(query).seed), plan(query).selection.version]).toEqual([expect.not.arrayContaining(['limit', 'offset']), false])
})

test('[LIVE-4] a view that looks beyond the record, into the archive or behind a cursor runs its own query, without a reserve', () => {
  const after = { values: [5], id: 'a' }
  const asked: readonly CanonicalQuery[] = [
    companiesOf(withDeals, { limit: 10 }),
    companiesOf({ atom: 0, test: 'changed', property: 'arr', kind: 'number', since: 0 }, { limit: 10 }),
    companiesOf(ownedBy('u1'), { limit: 10, order: byDealName, linked: [dealName] }),
    companiesOf(ownedBy('u1'), { limit: 10, archived: 'any' }),
    companiesOf(ownedBy('u1'), { limit: 10, archived: 'only' }),
    companiesOf(ownedBy('u1'), { limit: 10, after }),
  ]
  for (const query of asked) {
    const { mode, seed, slack } = plan(query)
    expect([mode, slack]).toEqual(['asked', 0])
    expect(seed).toBe(query)
  }
})

test('[LIVE-4] a view is indexed where each way to match names a value or a range, and checked otherwise', () => {
  const modeOf = (where: Expression) => plan(companiesOf(where)).mode
  expect(modeOf(ownedBy('u1'))).toBe('indexed')
  expect(modeOf(large)).toBe('indexed')
  expect(modeOf({ any: [ownedBy('u1'), large] })).toBe('indexed')
  expect(modeOf({ any: [ownedBy('u1'), named] })).toBe('checked')
  expect(modeOf({ all: [ownedBy('u1'), named] })).toBe('indexed')
  expect(modeOf(everything)).toBe('checked')
  const range = { property: 'arr', bound: 'above', threshold: 5, alone: true } as const
  expect(isSelective({ equals: [], keys: [''] })).toBe(false)
  expect(isSelective({ equals: [{ folded: false }], keys: ['a'] })).toBe(true)
  expect(isSelective({ equals: [], keys: [''], range })).toBe(true)
})

test('[LIVE-4] a plan names what its condition and its order look at, and which records alone it can show', () => {
  const names = { atom: 0, test: 'id-of', ids: ['a', 'b'] } as const
  const made = plan(companiesOf({ all: [ownedBy('u1'), named, names] }, { select: ['city', 'deals.name'], linked: [dealName] }))
  expect([made.tested, made.ordered, made.mask]).toEqual([new Set(['owner', 'name']), new Set(['arr']), new Set(['owner', 'name', 'arr'])])
  expect([made.named, made.linked, made.byUser, made.mode]).toEqual([new Set(['a', 'b']), ['deals.name'], false, 'indexed'])
  expect(made.hops.map((watch) => [watch.hop, watch.from, watch.first])).toEqual([[hop, 'company', true]])
  const byOwner = plan(companiesOf(named, { order: [{ property: 'owner', direction: 'descending', by: 'user' }] }))
  expect([byOwner.byUser, byOwner.named, byOwner.linked, byOwner.hops]).toEqual([true, undefined, [], []])
  expect(byOwner.compare({ id: 'a', values: { owner: 'x' } }, { id: 'b', values: { owner: 'y' } })).toBeGreaterThan(0)
})

test('[LIVE-13] a change may concern a view whose condition holds before it or after it', () => {
  const made = plan(companiesOf(ownedBy('u1')))
  const concerns = (before: string | undefined, after: string | undefined) =>
    mayConcern(made, toSeen(change('a', before === undefined ? before : { owner: before }, after === undefined ? after : { owner: after })))
  expect([concerns('u1', 'u2'), concerns('u2', 'u1'), concerns('u1', 'u1')]).toEqual([true, true, true])
  expect([concerns('u2', 'u3'), concerns(undefined, 'u2'), concerns('u2', undefined)]).toEqual([false, false, false])
  expect([concerns(undefined, 'u1'), concerns('u1', undefined), concerns(undefined, undefined)]).toEqual([true, true, false])
})
