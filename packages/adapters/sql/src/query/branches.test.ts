import { type CanonicalQuery, canonicalise, type Expression } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { findBranches } from './branches.js'

const view = new LayoutView(
  extendLayout(emptyLayout, {
    types: [
      {
        name: 'company',
        properties: [
          ...['csm', 'owner'].map((name) => ({ name, kind: 'user' as const })),
          { name: 'domain', kind: 'string', unique: true },
          { name: 'stage', kind: 'enumeration' },
          { name: 'renewalDate', kind: 'date' },
        ],
        indexes: [
          ['csm', 'renewalDate'],
          ['owner', 'renewalDate'],
          ['csm', 'owner', 'renewalDate'],
        ],
      },
    ],
    edges: [],
  }),
)
const is = (property: string, value: string, kind: 'user' | 'enumeration' | 'date' | 'string' = 'user'): Expression => ({
  ...{ atom: 0, test: 'is', property, kind, value },
})
const missing = (property: string): Expression => ({ not: { atom: 0, test: 'is-known', property, kind: 'user' } })
const mine = [is('csm', 'anna'), is('owner', 'anna')]
function branchesOf(policy: Expression, more: Partial<CanonicalQuery> = {}, user: Expression = { all: [] }) {
  const order = [{ property: 'renewalDate', direction: 'ascending', by: 'value' }] as const
  const query = canonicalise({ type: 'company', user, policy, order, select: [], limit: 50, count: true, archived: 'no', ...more })
  return findBranches(query, view.get('company'), view)
}

test('a list that is there for one of several reasons is walked by the index of each', () => {
  const branches = branchesOf({ any: mine })
  expect(branches?.each.map(({ values, others, countsShared }) => [values, others.length, countsShared])).toEqual([
    [undefined, 0, false],
    [undefined, 1, true],
  ])
  expect([branches?.rest, branches?.orderSlot]).toEqual([[], 2])
  const users: Expression = { atom: 0, test: 'any-of', property: 'csm', kind: 'user', values: ['anna', 'ben'] }
  expect(branchesOf({ any: [users, is('owner', 'anna')] })?.each.map(({ values }) => values)).toEqual([2, undefined])
})

test('an index counts what two reasons share only where it has all that is tested', () => {
  const shares = (user: Expression) => branchesOf({ any: mine }, {}, user)?.each.map(({ countsShared }) => countsShared)
  expect(shares(is('renewalDate', '2027-01-01', 'date'))).toEqual([false, true])
  expect(shares(is('stage', 'new', 'enumeration'))).toEqual([false, false])
})

test('reasons that no row has both of are not taken off each other', () => {
  const nobodys: Expression = { all: [missing('csm'), missing('owner')] }
  expect(branchesOf({ any: [...mine, nobodys] })?.each.map(({ others }) => others.length)).toEqual([0, 1, 0])
})

test('a list is not walked in branches where a reason has no index, a row is named, or it is not a page of what is there', () => {
  const user = is('domain', 'a.example', 'string')
  expect(branchesOf({ any: [...mine, is('stage', 'new', 'enumeration')] })).toBeUndefined()
  expect(branchesOf({ any: mine }, {}, user)).toBeUndefined()
  expect(branchesOf({ any: mine }, {}, { atom: 0, test: 'id-of', ids: ['a', 'b'] })).toBeUndefined()
  expect(branchesOf({ any: mine }, { archived: 'any' })).toBeUndefined()
  expect(branchesOf({ any: mine }, { order: [{ property: 'stage', direction: 'ascending', by: 'value' }] })).toBeUndefined()
  expect(branchesOf({ all: mine })).toBeUndefined()
})

test('forty walks are merged, and no more', () => {
  const users = (count: number): Expression => ({
    ...{ atom: 0, test: 'any-of', property: 'csm', kind: 'user' },
    values: Array.from({ length: count }, (_, at) => `u${at}`),
  })
  expect(branchesOf({ any: [users(16), is('owner', 'anna')] })?.each).toHaveLength(2)
  expect(branchesOf({ any: [users(60), is('owner', 'anna')] })).toBeUndefined()
})

const users = (count: number, property = 'csm'): Expression => ({
  ...{ atom: 0, test: 'any-of', property, kind: 'user' },
  values: Array.from({ length: count }, (_, at) => `u${at}`),
})
/** The branches of a condition whose parts stay in their order. */
function branchesIn(where: Expression) {
  const order = [{ property: 'renewalDate', direction: 'ascending', by: 'value' }] as const
  const query = { type: 'company', where, every: [], order, select: [], limit: 50, count: true, archived: 'no' } as const
  return findBranches(query, view.get('company'), view)
}
const stage = (value: string) => is('stage', value, 'enumeration')

test('what all rows must be comes before the reasons or after them, each at its own constant', () => {
  const anyOf = { any: [users(2), { all: [is('owner', 'anna'), missing('csm')] }] }
  const found = branchesIn({ all: [stage('new'), anyOf, is('renewalDate', '2027-01-01', 'date')] })
  expect(found?.rest.map(({ where, slot }) => [(where as { property?: string }).property, slot])).toEqual([
    ['stage', 0],
    ['renewalDate', 4],
  ])
  expect(found?.each.map(({ reason, values, others }) => [reason.slot, values, others.length])).toEqual([
    [1, 2, 0],
    [3, undefined, 0],
  ])
  expect([found?.orderSlot, found?.type]).toEqual([5, view.get('company')])
  // The first reasons that have indexes are taken, whatever else is alternative.
  const two = branchesIn({ all: [{ any: [stage('a'), stage('b')] }, { any: mine }] })
  expect(two?.rest.map(({ slot }) => slot)).toEqual([0])
  expect(two?.each.map(({ reason }) => reason.slot)).toEqual([2, 3])
})

test('an order is walked where an index goes on in it, and the id where there is none', () => {
  const isWalked = (more: Partial<CanonicalQuery>, any = mine) => branchesOf({ any }, more) !== undefined
  const by = (property: string, by: 'value' | 'text' | 'user' | 'position'): Partial<CanonicalQuery> => ({
    order: [{ property, direction: 'ascending', by }],
  })
  expect(isWalked(by('renewalDate', 'value'))).toBe(true)
  expect(isWalked({ order: [] })).toBe(false)
  expect(isWalked(by('renewalDate', 'text'))).toBe(false)
  expect(isWalked(by('owner', 'user'))).toBe(false)
  expect(isWalked(by('renewalDate', 'position'))).toBe(false)
  expect(isWalked(by('owner', 'value'), [is('csm', 'anna'), is('csm', 'ben')])).toBe(true)
  expect(isWalked({ limit: undefined as never })).toBe(false)
  expect(isWalked({ archived: 'only' })).toBe(false)
})

test('a query that shows linked columns is not walked in branches', () => {
  const hop = { edge: 'parent', forward: true, to: 'company' }
  const linked = [{ name: 'parent.stage', hop, among: { all: [] }, property: 'stage', kind: 'enumeration' as const }]
  expect(branchesOf({ any: mine }, { select: ['parent.stage'], linked })).toBeUndefined()
  expect(branchesOf({ any: mine }, { linked: [] })?.each).toHaveLength(2)
})

test('a step to named records leaves few rows, and one to others does not', () => {
  const step = (where: Expression): Expression => ({ atom: 0, test: 'some', hop: { edge: 'parent', forward: true, to: 'company' }, where })
  expect(branchesOf({ any: mine }, {}, step({ atom: 0, test: 'id-of', ids: ['c1'] }))).toBeUndefined()
  expect(branchesOf({ any: mine }, {}, step(stage('new')))?.each.map(({ countsShared }) => countsShared)).toEqual([false, false])
})

test('an index serves a reason where it starts with all that the reason sets, and only with that', () => {
  const both = { all: [is('csm', 'anna'), is('owner', 'ben')] }
  expect(branchesOf({ any: [both, is('csm', 'cora')] })?.each).toHaveLength(2)
  expect(branchesOf({ any: [{ all: [is('csm', 'anna'), stage('new')] }, is('owner', 'cora')] })?.each).toHaveLength(2)
  expect(branchesOf({ any: [{ not: is('csm', 'anna') }, is('owner', 'cora')] })).toBeUndefined()
  expect(branchesOf({ any: [{ not: { not: missing('csm') } }, is('owner', 'cora')] })).toBeUndefined()
  const text: Expression = { atom: 0, test: 'any-of', property: 'domain', kind: 'string', values: ['a', 'b'] }
  expect(branchesOf({ any: [text, is('owner', 'cora')] })).toBeUndefined()
})

test('the records of nobody are not looked for in an index that leaves them out', () => {
  // Those of nobody are in the index over both users alone.
  expect(branchesOf({ any: [missing('csm'), is('owner', 'anna')] })).toBeUndefined()
  expect(branchesOf({ any: [{ all: [missing('csm'), missing('owner')] }, is('owner', 'anna')] })?.each).toHaveLength(2)
})

test('rows of several reasons are distinguished by what is missing in one and held in the other', () => {
  const nobodys: Expression = { all: [missing('csm'), missing('owner')] }
  const others = (...any: Expression[]) => branchesIn({ any })?.each.map(({ others, countsShared }) => [others.length, countsShared])
  expect(others(nobodys, ...mine)).toEqual([
    [0, false],
    [0, false],
    [1, true],
  ])
  expect(others(nobodys, users(3))).toEqual([
    [0, false],
    [0, false],
  ])
  expect(others(users(2), users(2, 'owner'), is('csm', 'zoe'))).toEqual([
    [0, false],
    [1, true],
    [2, false],
  ])
})

test('forty walks are counted value by value, each list filled up to its length', () => {
  const walks = (...lists: readonly Expression[]) => branchesOf({ any: lists })?.each.length
  const owners = (at: number) => ({ all: [is('owner', `o${at}`), is('csm', `c${at}`)] })
  const eight = Array.from({ length: 8 }, (_, at) => owners(at))
  expect(walks(users(16), users(16, 'owner'), ...eight)).toBe(10)
  expect(walks(users(16), users(16, 'owner'), ...eight, owners(8))).toBeUndefined()
  expect(walks(users(9), users(9, 'owner'), ...eight, owners(8))).toBeUndefined()
})
