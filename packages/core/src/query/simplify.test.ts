import { expect, test } from 'vitest'
import type { Expression } from './canonical.js'
import { always, isNever, looksBeyond, never, simplify } from './simplify.js'

const is = (value: string, property = 'name'): Expression => ({ atom: 0, test: 'is', property, kind: 'string', value })
const known: Expression = { atom: 0, test: 'is-known', property: 'name', kind: 'string' }
const ids = (...ids: string[]): Expression => ({ atom: 0, test: 'id-of', ids })
const values = (test: 'any-of' | 'contains-any' | 'contains-all', ...values: string[]): Expression => ({
  ...{ atom: 0, test, property: 'tags', kind: 'multi_enumeration', values },
})
const hop = { edge: 'works-at', forward: true, to: 'company' }
const some = (where: Expression): Expression => ({ atom: 0, test: 'some', hop, where })
const count = (where: Expression): Expression => ({ atom: 0, test: 'count', hop, where, is: 'at-least', than: 1 })
const first = (among: Expression, where: Expression): Expression => ({ atom: 0, test: 'first', hop, among, where })
const changed: Expression = { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 5 }

test('[VIEW-7] what tests nothing never holds, its opposite always', () => {
  const empty = [ids(), values('any-of'), values('contains-any'), some(never), first(never, known), first(always, never)]
  expect(empty.map(simplify)).toEqual(empty.map(() => never))
  expect(empty.map((not) => simplify({ not }))).toEqual(empty.map(() => always))
  expect([simplify({ not: always }), simplify({ not: never }), simplify({ not: { not: known } })]).toEqual([never, always, known])
  expect(simplify(values('contains-all'))).toEqual({ atom: 0, test: 'is-known', property: 'tags', kind: 'multi_enumeration' })
  expect(simplify(count(never))).toEqual(count(never))
})

test('[FLT-12] values and ids are sets in one order, and a single value is a test of its own', () => {
  expect(simplify(ids('b', 'a', 'b'))).toEqual(ids('a', 'b'))
  for (const name of ['any-of', 'contains-any', 'contains-all'] as const)
    expect(simplify(values(name, 'b', 'a', 'b'))).toEqual(values(name, 'a', 'b'))
  expect(simplify(values('any-of', 'a', 'a'))).toEqual({ atom: 0, test: 'is', property: 'tags', kind: 'multi_enumeration', value: 'a' })
  expect(simplify(values('contains-any', 'a'))).toEqual(values('contains-any', 'a'))
})

test('[FLT-12] one part that always or never holds decides, or is gone, and one part alone needs no group', () => {
  expect(simplify({ all: [known, never] })).toEqual(never)
  expect(simplify({ any: [known, always] })).toEqual(always)
  expect(simplify({ all: [known, always] })).toEqual(known)
  expect(simplify({ any: [known, never, known] })).toEqual(known)
  expect(simplify({ not: { all: [known, is('a')] } })).toEqual({ any: [{ not: is('a') }, { not: known }] })
  expect(simplify({ not: { any: [known, is('a')] } })).toEqual({ all: [{ not: is('a') }, { not: known }] })
})

test('[FLT-12] cheap tests come first: equality, other tests, opposites, groups, then links and history', () => {
  const group: Expression = { any: [is('b'), known] }
  const parts = [some(is('x')), changed, group, { not: is('z') }, known, values('any-of', 'p', 'q'), ids('1', '2'), is('a')]
  const sorted = simplify({ all: parts })
  const names = 'all' in sorted ? sorted.all.map((part) => ('test' in part ? part.test : Object.keys(part)[0])) : []
  expect(new Set(names.slice(0, 3))).toEqual(new Set(['any-of', 'id-of', 'is']))
  expect(names.slice(3, 6)).toEqual(['is-known', 'not', 'any'])
  expect(new Set(names.slice(6))).toEqual(new Set(['some', 'changed']))
  expect(simplify({ all: parts.toReversed() })).toEqual(sorted)
})

test('[FLT-12] what looks at links or history is recognised, however deep it is', () => {
  const deep = [some(known), count(known), first(always, known), changed]
  expect(deep.map(looksBeyond)).toEqual([true, true, true, true])
  expect(deep.map((part) => looksBeyond({ not: { any: [known, { all: [part] }] } }))).toEqual([true, true, true, true])
  expect([known, always, { not: is('a') }, { any: [known, ids('1')] }].map(looksBeyond)).toEqual([false, false, false, false])
  expect([isNever(never), isNever(always), isNever({ any: [known] }), isNever(known)]).toEqual([true, false, false, false])
})
