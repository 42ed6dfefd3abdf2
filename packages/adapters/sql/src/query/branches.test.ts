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
