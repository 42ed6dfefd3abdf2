import { expect, test } from 'vitest'
import type { AtomKind, Expression } from '../../query/canonical.js'
import type { Value } from '../../schema/value.js'
import { anchorsOf, keyOfRecord, namedIn, propertiesIn, toLocal, toNumber } from './anchor.js'

const is = (property: string, value: NonNullable<Value>, kind: AtomKind = 'enumeration'): Expression => ({
  ...{ atom: 0, test: 'is', property, kind, value },
})
const anyOf = (property: string, values: readonly string[], kind: AtomKind = 'enumeration'): Expression => ({
  ...{ atom: 0, test: 'any-of', property, kind, values },
})
const than = (test: 'less' | 'at-most' | 'more' | 'at-least', property: string, value: NonNullable<Value>): Expression => ({
  ...{ atom: 0, test, property, kind: 'number', value },
})
const idOf = (...ids: readonly string[]): Expression => ({ atom: 0, test: 'id-of', ids })
const some: Expression = { atom: 0, test: 'some', hop: { edge: 'e', forward: true, to: 'company' }, where: { all: [] } }
const names = (count: number, start = 'v') => Array.from({ length: count }, (_, place) => `${start}${place}`)
const part = (property: string, folded = false) => ({ property, folded })

test('[LIVE-4] what looks beyond the record is taken to hold, and the rest of the condition stays', () => {
  const won = is('stage', 'won')
  expect(toLocal(won)).toBe(won)
  expect(toLocal({ all: [won, some] })).toEqual(won)
  expect(toLocal({ any: [won, some] })).toEqual({ all: [] })
  expect(toLocal({ not: some })).toEqual({ all: [] })
  expect(toLocal({ all: [won, { any: [is('csm', 'u1', 'user'), { all: [is('csm', 'u2', 'user'), some] }] }] })).toEqual({
    all: [won, { any: [is('csm', 'u1', 'user'), is('csm', 'u2', 'user')] }],
  })
})

test('[LIVE-4] a value that must be equal is a key: text as it is compared, all else as it is', () => {
  expect(anchorsOf(is('stage', 'Won'))).toEqual([{ equals: [part('stage')], keys: ['Won'] }])
  expect(anchorsOf(is('name', 'ÄCME', 'string'))).toEqual([{ equals: [part('name', true)], keys: ['äcme'] }])
  expect(anchorsOf(is('note', 'Hi', 'text'))).toEqual([{ equals: [part('note', true)], keys: ['hi'] }])
  expect(anchorsOf(is('size', 5, 'number'))).toEqual([{ equals: [part('size')], keys: ['5'] }])
  expect(anchorsOf(idOf('a', 'b'))).toEqual([{ equals: [{ folded: false }], keys: ['a', 'b'] }])
  expect(anchorsOf(anyOf('name', ['x', 'X', 'y'], 'string'))).toEqual([{ equals: [part('name', true)], keys: ['x', 'y'] }])
  for (const kind of ['boolean', 'date', 'datetime', 'user'] as const)
    expect(anchorsOf(is('p', 'v', kind))).toEqual([{ equals: [part('p')], keys: ['v'] }])
})

test('[LIVE-4] values that are not compared as they are written give no key', () => {
  const money = { amount: '5', currency: 'EUR' }
  expect(anchorsOf(is('arr', money, 'money'))).toEqual([{ equals: [], keys: [''] }])
  expect(anchorsOf(is('tags', ['a'], 'multi_enumeration'))).toEqual([{ equals: [], keys: [''] }])
  expect(anchorsOf({ not: is('stage', 'won') })).toEqual([{ equals: [], keys: [''] }])
  expect(anchorsOf({ atom: 0, test: 'is-known', property: 'stage', kind: 'enumeration' })).toEqual([{ equals: [], keys: [''] }])
})

test('[LIVE-4] keys join the values of all equal parts, in the order of the names, the id first', () => {
  const where: Expression = { all: [anyOf('stage', ['won', 'lost']), is('csm', 'u1', 'user'), idOf('d1')] }
  expect(anchorsOf(where)).toEqual([{ equals: [{ folded: false }, part('csm'), part('stage')], keys: ['d1\0u1\0won', 'd1\0u1\0lost'] }])
})

test('[LIVE-4] of two tests of one property the shorter list is the key', () => {
  expect(anchorsOf({ all: [anyOf('stage', ['a', 'b']), is('stage', 'c')] })).toEqual([{ equals: [part('stage')], keys: ['c'] }])
})

test('[LIVE-4] a view is listed under 64 keys at most, or under all values of its shortest list', () => {
  const keys = (...parts: readonly Expression[]) => anchorsOf({ all: parts }).map((anchor) => [anchor.equals.length, anchor.keys.length])
  expect(keys(anyOf('a', names(8)), anyOf('b', names(8)))).toEqual([[2, 64]])
  expect(keys(anyOf('a', names(8)), anyOf('b', names(9)))).toEqual([[1, 8]])
  expect(keys(anyOf('a', names(100)), anyOf('b', names(101)))).toEqual([[1, 100]])
  expect(keys(anyOf('a', names(5)), anyOf('b', names(20)), anyOf('c', names(12)))).toEqual([[2, 60]])
})

test('[LIVE-4] each alternative has its own anchor, also within a conjunction', () => {
  const [open, won, mine] = [is('stage', 'open'), is('stage', 'won'), is('csm', 'u1', 'user')]
  expect(anchorsOf({ any: [open, mine] })).toEqual([
    { equals: [part('stage')], keys: ['open'] },
    { equals: [part('csm')], keys: ['u1'] },
  ])
  expect(anchorsOf({ all: [{ any: [open, won] }, mine] }).map(({ keys }) => keys)).toEqual([['u1\0open'], ['u1\0won']])
  expect(anchorsOf({ any: [] })).toEqual([])
  expect(anchorsOf({ all: [] })).toEqual([{ equals: [], keys: [''] }])
})

test('[LIVE-4] 16 conjunctions are kept apart, and a condition with more stays whole', () => {
  const anyStage = (count: number): Expression => ({ any: names(count).map((value) => is('stage', value)) })
  const anyOwner = (count: number): Expression => ({ any: names(count).map((value) => is('csm', value, 'user')) })
  expect(anchorsOf(anyStage(16))).toHaveLength(16)
  expect(anchorsOf(anyStage(17))).toEqual([{ equals: [], keys: [''] }])
  expect(anchorsOf({ all: [anyStage(4), anyOwner(4)] })).toHaveLength(16)
  // The shorter one is multiplied out, and the longer one left as it is.
  expect(anchorsOf({ all: [anyStage(6), anyOwner(3)] })).toEqual(names(3).map((key) => ({ equals: [part('csm')], keys: [key] })))
})

test('[LIVE-4] a bound of a property is a range, above or below, that no other test looks at where there is one', () => {
  const range = (where: Expression) => anchorsOf(where)[0]?.range
  const bound = (more: object) => ({ property: 'n', threshold: 5, alone: true, ...more })
  expect(range(than('more', 'n', 5))).toEqual(bound({ bound: 'above' }))
  expect(range(than('at-least', 'n', 5))).toEqual(bound({ bound: 'above' }))
  expect(range(than('less', 'n', 5))).toEqual(bound({ bound: 'below' }))
  expect(range(than('at-most', 'n', 5))).toEqual(bound({ bound: 'below' }))
  expect(range(is('n', 5, 'number'))).toBeUndefined()
  expect(anchorsOf(is('n', 5, 'number')).map(Object.keys)).toEqual([['equals', 'keys']])
  expect(range({ not: than('more', 'n', 5) })).toBeUndefined()
  expect(range(than('more', 'name', 'text'))).toBeUndefined()
  expect(range({ all: [than('more', 'n', 5), than('less', 'n', 9)] })).toEqual(bound({ bound: 'above', alone: false }))
  expect(range({ all: [than('more', 'n', 1), than('less', 'n', 9), than('less', 'm', 5)] })).toEqual(
    bound({ property: 'm', bound: 'below' }),
  )
  expect(range({ all: [than('more', 'n', 5), { any: [{ not: is('n', 7, 'number') }, is('p', 'x')] }] })).toMatchObject({ alone: false })
  // What is taken to hold may look at it as well.
  expect(range({ all: [than('more', 'n', 5), { any: [than('less', 'n', 9), some] }] })).toMatchObject({ alone: false })
  expect(range({ all: [than('more', 'n', 5), { any: [than('less', 'm', 9), some] }] })).toMatchObject({ alone: true })
})

test('[LIVE-4] a record is looked for under the values of its parts, and nowhere without one of them', () => {
  const equals = [{ folded: false }, part('csm'), part('name', true)]
  expect(keyOfRecord(equals, 'd1', { csm: 'U1', name: 'ÄCME' })).toBe('d1\0U1\0äcme')
  expect(keyOfRecord(equals, 'd1', { csm: 'U1', name: null })).toBeUndefined()
  expect(keyOfRecord(equals, 'd1', { name: 'x' })).toBeUndefined()
  expect(keyOfRecord([], 'd1', {})).toBe('')
  expect(keyOfRecord([part('done')], 'd1', { done: false })).toBe('false')
})

test('[LIVE-4] numbers, days and amounts are in the order of a number, and other values are in none', () => {
  expect([7, 0, '2026-11-21', { amount: '12.50', currency: 'EUR' }].map(toNumber)).toEqual([7, 0, 20_261_121, 12.5])
  expect(['2026-1-21', 'x2026-11-21', '2026-11-21x', '', true, null, undefined, ['a']].map(toNumber)).toEqual(Array(8).fill(undefined))
})

test('[LIVE-4] records are named by a test of ids at the top, and by none below an alternative', () => {
  expect(namedIn(idOf('a', 'b'))).toEqual(new Set(['a', 'b']))
  expect(namedIn({ all: [is('stage', 'won'), idOf('a')] })).toEqual(new Set(['a']))
  expect(namedIn({ any: [idOf('a'), idOf('b')] })).toBeUndefined()
  expect(namedIn({ all: [is('stage', 'won'), { not: idOf('a') }] })).toBeUndefined()
  expect(namedIn(anyOf('stage', ['won']))).toBeUndefined()
})

test('[LIVE-4] every property that a condition looks at is named as often as it is looked at', () => {
  const before: Expression = { atom: 0, test: 'before-property', property: 'from', kind: 'date', other: 'until', orEqual: true }
  expect(propertiesIn({ all: [is('a', 'x'), { any: [{ not: is('b', 'x') }, is('a', 'y')] }, before, idOf('i'), some] })).toEqual([
    ...['a', 'b', 'a', 'from', 'until'],
  ])
})
