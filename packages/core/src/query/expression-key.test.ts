import { expect, test } from 'vitest'
import type { AtomKind, Expression } from './canonical.js'
import { keyOf, keyOfHop, keyOfValue } from './expression-key.js'

const hop = { edge: 'e', forward: true, to: 'deal' }
const none: Expression = { all: [] }
const is = (value: string, property = 'name', kind: AtomKind = 'string'): Expression => ({ atom: 0, test: 'is', property, kind, value })
// Each says something else.
const different: readonly Expression[] = [
  ...[
    none,
    { any: [] },
    { all: [is('a')] },
    { any: [is('a')] },
    { not: is('a') },
    { all: [is('a'), is('b')] },
    { all: [is('b'), is('a')] },
  ],
  ...[is('a'), is('b'), is('a', 'city'), is('a', 'name', 'text'), is('a,b')],
  { atom: 0, test: 'is', property: 'name', kind: 'json', value: ['a'] },
  ...(['less', 'at-most', 'more', 'at-least'] as const).map(
    (test): Expression => ({ atom: 0, test, property: 'n', kind: 'number', value: 5 }),
  ),
  ...(['any-of', 'contains-any', 'contains-all'] as const).flatMap((test): Expression[] => [
    { atom: 0, test, property: 'tags', kind: 'multi_enumeration', values: ['a', 'b'] },
    { atom: 0, test, property: 'tags', kind: 'multi_enumeration', values: ['a,b'] },
  ]),
  ...(['contains', 'starts-with', 'ends-with'] as const).flatMap((test): Expression[] => [
    { atom: 0, test, property: 'name', kind: 'string', text: 'a' },
    { atom: 0, test, property: 'name', kind: 'string', text: 'b' },
  ]),
  { atom: 0, test: 'is-known', property: 'name', kind: 'string' },
  ...(['x', 'y'] as const).flatMap((other): Expression[] => [
    { atom: 0, test: 'before-property', property: 'd', kind: 'date', other, orEqual: true },
    { atom: 0, test: 'before-property', property: 'd', kind: 'date', other, orEqual: false },
  ]),
  { atom: 0, test: 'id-of', ids: ['a', 'b'] },
  { atom: 0, test: 'id-of', ids: ['a'] },
  { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 5 },
  { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 6 },
  { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 5, to: 'a' },
  { atom: 0, test: 'some', hop, where: none },
  { atom: 0, test: 'some', hop: { ...hop, edge: 'f' }, where: none },
  { atom: 0, test: 'some', hop: { ...hop, forward: false }, where: none },
  { atom: 0, test: 'some', hop: { ...hop, to: 'task' }, where: none },
  { atom: 0, test: 'some', hop: { ...hop, label: 'primary' }, where: none },
  { atom: 0, test: 'some', hop, where: is('a') },
  ...(['is', 'more'] as const).flatMap((than): Expression[] => [
    { atom: 0, test: 'count', hop, where: none, is: than, than: 1 },
    { atom: 0, test: 'count', hop, where: none, is: than, than: 2 },
  ]),
  { atom: 0, test: 'count', hop, where: is('a'), is: 'is', than: 1 },
  { atom: 0, test: 'first', hop, among: none, where: is('a') },
  { atom: 0, test: 'first', hop, among: is('a'), where: none },
  { atom: 0, test: 'first', hop, among: none, where: none },
]

test('[BEY-1] conditions that say different things have different keys, and the number of an atom does not count', () => {
  expect(new Set(different.map(keyOf)).size).toBe(different.length)
  const numbered = { ...is('a'), atom: 7 } as Expression
  expect(keyOf(numbered)).toBe(keyOf(is('a')))
  expect(keyOf({ atom: 3, test: 'some', hop, where: numbered })).toBe(keyOf({ atom: 0, test: 'some', hop, where: is('a') }))
})

test('[BEY-1] values have one key each: money whatever the order of its members, text and numbers apart', () => {
  expect(keyOfValue({ amount: '5', currency: 'EUR' })).toBe(keyOfValue({ currency: 'EUR', amount: '5' }))
  const values = ['5', 5, true, 'true', null, 'null', ['5'], { amount: '5', currency: 'EUR' }, { amount: '5' }, '["5","EUR"]']
  expect(new Set(values.map((value) => keyOfValue(value as never))).size).toBe(values.length)
  expect(keyOfHop(hop)).toBe(keyOfHop({ to: 'deal', forward: true, edge: 'e' }))
})
