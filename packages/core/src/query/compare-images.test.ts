import { expect, test } from 'vitest'
import type { Value } from '../schema/value.js'
import type { Image, OrderTerm } from './canonical.js'
import { compareImages, toGetter } from './compare-images.js'

const names: Readonly<Record<string, string>> = { u1: 'Zoe', u2: 'ann' }
const userName = (id: string) => names[id]
const term = (by: OrderTerm['by'], more: Partial<OrderTerm> = {}): OrderTerm => ({ property: 'p', direction: 'ascending', by, ...more })
/** The values in their order; each stands at an id that comes in the order in which they are given. */
function sorted(values: readonly Value[], ...order: readonly OrderTerm[]): readonly (Value | undefined)[] {
  const images = values.map((p, place): Image => ({ id: String(place).padStart(3, '0'), values: { p } }))
  return images.sort(compareImages(order, userName)).map((image) => image.values['p'])
}
const down = { direction: 'descending' } as const

test('[FLT-13] text is ordered folded, then raw, and turned around where it descends, with missing values last both ways', () => {
  const texts = ['b', null, 'a', 'A', 'B']
  expect(sorted(texts, term('text'))).toEqual(['A', 'a', 'B', 'b', null])
  expect(sorted(texts, term('text', down))).toEqual(['b', 'B', 'a', 'A', null])
})

test('[FLT-13] numbers, days, booleans and money are ordered by value', () => {
  expect(sorted([3, 1, 2, 1], term('value'))).toEqual([1, 1, 2, 3])
  expect(sorted([3, 1, 2], term('value', down))).toEqual([3, 2, 1])
  expect(sorted(['2026-02-01', '2025-12-31'], term('value'))).toEqual(['2025-12-31', '2026-02-01'])
  expect(sorted([true, false], term('value'))).toEqual([false, true])
  const [five, ten, usd] = [
    { amount: '5', currency: 'EUR' },
    { amount: '10', currency: 'EUR' },
    { amount: '1', currency: 'USD' },
  ]
  expect(sorted([usd, ten, five], term('value'))).toEqual([five, ten, usd])
})

test('[FLT-13] options are ordered by their place, others after them by code point', () => {
  const positions = ['new', 'won']
  expect(sorted(['zz', 'won', 'aa', 'new', null], term('position', { positions }))).toEqual(['new', 'won', 'aa', 'zz', null])
  expect(sorted(['b', 'a'], term('position'))).toEqual(['a', 'b'])
})

test('[FLT-13] users are ordered by name, those without one by their id', () => {
  expect(sorted(['u1', 'm', 'u2'], term('user'))).toEqual(['u2', 'm', 'u1'])
  expect(sorted(['u1', 'u2'], term('user', down))).toEqual(['u1', 'u2'])
})

test('[FLT-13] the next term decides a tie, and the id the last one, always upwards', () => {
  const image = (id: string, p: Value, q: Value): Image => ({ id, values: { p, q } })
  const images = [image('d', 1, 2), image('b', 1, 1), image('c', 2, 1), image('a', 1, 2), image('e', null, 1), image('f', null, 2)]
  const ids = (...order: readonly OrderTerm[]) => [...images].sort(compareImages(order, userName)).map(({ id }) => id)
  expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(ids(term('value'))).toEqual(['a', 'b', 'd', 'c', 'e', 'f'])
  expect(ids(term('value', down))).toEqual(['c', 'a', 'b', 'd', 'e', 'f'])
  expect(ids(term('value'), term('value', { property: 'q', ...down }))).toEqual(['a', 'd', 'b', 'c', 'f', 'e'])
  expect(compareImages([], userName)(image('a', 1, 1), image('a', 2, 2))).toBe(0)
})

test('[FLT-2] a property with a name that every object inherits is missing until a record has it', () => {
  const image = (values: Image['values']): Image => ({ id: 'a', values })
  expect(toGetter('constructor')(image({}))).toBeNull()
  expect(toGetter('constructor')(image({ constructor: 'x' } as never))).toBe('x')
  expect([toGetter('name')(image({ name: 'x' })), toGetter('name')(image({}))]).toEqual(['x', undefined])
})
