import { expect, test } from 'vitest'
import type { Atom, CanonicalQuery, Expression, Hop } from './canonical.js'
import { canonicalise, type QueryParts, queryKey } from './canonicalise.js'

const is = (property: string, value: string | number, atom = 0): Atom => ({ atom, test: 'is', property, kind: 'string', value })
const known = (property: string): Atom => ({ atom: 0, test: 'is-known', property, kind: 'string' })
const hop: Hop = { edge: 'e', forward: true, to: 'deal' }
const always: Expression = { all: [] }
const never: Expression = { any: [] }
const query = (user: Expression, more: Partial<QueryParts> = {}): CanonicalQuery =>
  canonicalise({ type: 'company', user, policy: always, order: [], select: [], count: true, archived: 'no', ...more })
const same = (a: Expression, b: Expression) => expect(queryKey(query(a))).toBe(queryKey(query(b)))

test('[FLT-12] what is nested in its own kind is flat, what is there twice is there once, what decides nothing is gone', () => {
  expect(query({ all: [{ all: [is('a', 'x')] }, always, { any: [is('b', 'y')] }, is('a', 'x')] }).where).toEqual({
    all: [is('a', 'x'), is('b', 'y', 1)],
  })
  expect(query({ any: [never, { any: [is('a', 'x'), is('b', 'y')] }] }).where).toEqual({ any: [is('a', 'x'), is('b', 'y', 1)] })
  expect(query({ all: [is('a', 'x'), never] }).where).toEqual(never)
  expect(query({ any: [is('a', 'x'), always] }).where).toEqual(always)
  expect(query({ all: [] }).where).toEqual(always)
  expect(query({ not: never }).where).toEqual(always)
})

test('[VIEW-7] not comes only before single tests', () => {
  const where = query({ not: { all: [is('a', 'x'), { not: is('b', 'y') }, { any: [is('c', 'z'), is('d', 'w')] }] } }).where
  expect(where).toEqual({ any: [is('b', 'y'), { not: is('a', 'x', 1) }, { all: [{ not: is('c', 'z', 2) }, { not: is('d', 'w', 3) }] }] })
  same({ not: { not: is('a', 'x') } }, is('a', 'x'))
})

test('[BEY-1] user and policy conditions become one, and the key does not reveal which was which', () => {
  const one = query(is('a', 'x'), { policy: is('owner', 'u1') })
  expect(one.where).toEqual({ all: [is('a', 'x'), is('owner', 'u1', 1)] })
  expect(queryKey(one)).toBe(queryKey(query(is('owner', 'u1'), { policy: is('a', 'x') })))
  expect(query(is('a', 'x'), { policy: never }).where).toEqual(never)
  expect(queryKey(query(is('a', 'x'), { policy: is('owner', 'u2') }))).not.toBe(queryKey(one))
})

test('[BEY-1] the same question has the same key, another question another', () => {
  same({ all: [is('a', 'x'), is('b', 'y')] }, { all: [is('b', 'y'), is('a', 'x', 5)] })
  const list = (...values: readonly string[]): Atom => ({ atom: 0, test: 'any-of', property: 'a', kind: 'string', values })
  same(list('x', 'y', 'x'), list('y', 'x'))
  same(list('x'), is('a', 'x'))
  same(list(), never)
  same({ atom: 0, test: 'id-of', ids: ['b', 'a', 'b'] }, { atom: 0, test: 'id-of', ids: ['a', 'b'] })
  same({ atom: 0, test: 'some', hop, where: never }, never)
  same({ atom: 0, test: 'contains-all', property: 'a', kind: 'multi_enumeration', values: [] }, {
    ...known('a'),
    kind: 'multi_enumeration',
  } as Atom)
  const kinds: readonly Expression[] = [
    is('a', 'x'),
    is('a', 'y'),
    is('b', 'x'),
    is('a', 1),
    is('a', '1'),
    known('a'),
    { not: is('a', 'x') },
    { ...is('a', 'x'), kind: 'enumeration' } as Atom,
    { atom: 0, test: 'some', hop, where: always },
    { atom: 0, test: 'some', hop: { ...hop, label: '' }, where: always },
    { atom: 0, test: 'some', hop: { ...hop, forward: false }, where: always },
    { atom: 0, test: 'count', hop, where: always, is: 'is', than: 1 },
    { atom: 0, test: 'count', hop, where: always, is: 'is', than: 11 },
    { atom: 0, test: 'changed', property: 'a', kind: 'string', since: 1 },
    { atom: 0, test: 'changed', property: 'a', kind: 'string', since: 1, to: 'x' },
    { atom: 0, test: 'before-property', property: 'a', kind: 'date', other: 'b', orEqual: true },
    { atom: 0, test: 'before-property', property: 'a', kind: 'date', other: 'b', orEqual: false },
    { all: [is('a', 'x'), is('b', 'y')] },
    { any: [is('a', 'x'), is('b', 'y')] },
    is('a', 'x","y'),
    { atom: 0, test: 'is', property: 'a', kind: 'money', value: { amount: '1', currency: 'EUR' } },
  ]
  expect(new Set(kinds.map((where) => queryKey(query(where)))).size).toBe(kinds.length)
  const frames: readonly Partial<QueryParts>[] = [
    {},
    { limit: 1 },
    { offset: 1 },
    { count: false },
    { archived: 'any' },
    { select: ['a'] },
    { type: 'deal' },
    { after: { values: [], id: 'a' } },
    { order: [{ property: 'a', direction: 'ascending', by: 'text' }] },
    { order: [{ property: 'a', direction: 'descending', by: 'text' }] },
    { order: [{ property: 'a', direction: 'ascending', by: 'position', positions: ['x'] }] },
  ]
  expect(new Set(frames.map((frame) => queryKey(query(always, frame)))).size).toBe(frames.length)
})

test('[BEY-1] money says the same whatever the order of its members', () => {
  const money = (value: { amount: string; currency: string }): Atom => ({ atom: 0, test: 'is', property: 'a', kind: 'money', value })
  same(money({ amount: '1', currency: 'EUR' }), money({ currency: 'EUR', amount: '1' }))
})

test('[FLT-12] atoms are numbered in reading order, those of linked records too, and cheap tests come first', () => {
  const some: Atom = { atom: 9, test: 'some', hop, where: { all: [is('x', 1), known('y')] } }
  const { where, every } = query({ all: [some, { any: [known('b'), is('c', 'z')] }, known('a'), is('z', 'x')] })
  expect(where).toEqual({
    all: [
      is('z', 'x', 0),
      { ...known('a'), atom: 1 },
      { any: [is('c', 'z', 2), { ...known('b'), atom: 3 }] },
      { ...some, atom: 4, where: { all: [is('x', 1, 5), { ...known('y'), atom: 6 }] } },
    ],
  })
  expect(every.map(({ atom }) => atom)).toEqual([0, 1, 4])
  expect(query(is('a', 'x')).every).toEqual([is('a', 'x')])
  expect(query({ any: [is('a', 'x'), is('b', 'y')] }).every).toEqual([])
  expect(query({ not: is('a', 'x') }).every).toEqual([])
})

test('[FLT-13] a property is ordered by once, and the selection is a set', () => {
  const order = (['ascending', 'descending'] as const).map((direction) => ({ property: 'a', direction, by: 'text' as const }))
  expect(query(always, { order, select: ['b', 'a', 'b'] })).toMatchObject({ order: [order[0]], select: ['a', 'b'] })
})
