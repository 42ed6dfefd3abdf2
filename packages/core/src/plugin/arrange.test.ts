import { expect, test } from 'vitest'
import type { Place } from '../contract/tab.js'
import { arrange } from './arrange.js'

const item = (id: string, order?: Place) => ({ id, ...(order && { order }) })
const ids = (items: readonly { readonly id: string }[]): string => items.map(({ id }) => id).join('')

test('[SDK-2] 30 items with a group come first, then neighbours, rank and id decide', () => {
  const items = [
    item('d'),
    item('b', { rank: 1 }),
    item('a', { rank: 1 }),
    item('c', { group: 'x', rank: -5 }),
    item('e', { before: 'a' as never }),
  ]
  expect(ids(arrange(items))).toBe('cdeab')
})
test('[SDK-2] 30 an unknown neighbour and a circle are reported and ignored; nothing is lost', () => {
  const told: string[] = []
  const items = [item('a', { after: 'b' as never }), item('b', { after: 'a' as never }), item('c', { before: 'zz' as never })]
  expect(ids(arrange(items, [], (message) => told.push(message)))).toBe('cab')
  expect(told).toEqual(['c wants its place beside zz, which is not in its group.', 'The places of a, b form a circle.'])
})
test('[SDK-2] 30 the operator names some; the rest keep their order behind them', () => {
  expect(ids(arrange([item('a'), item('b'), item('c')], ['c', 'unknown']))).toBe('cab')
})
test('[SDK-2] 30 the order does not depend on that of the list', () => {
  const items = ['p', 'q', 'r', 's', 't', 'u'].map((id, index, every) =>
    item(id, { rank: index % 2, ...(index > 2 && { after: every[index - 2] as never }) }),
  )
  const first = ids(arrange(items))
  for (let turn = 0; turn < items.length; turn += 1) expect(ids(arrange([...items.slice(turn), ...items.slice(0, turn)]))).toBe(first)
})
test('[SDK-2] 30 groups are in order of their names, and a neighbour in another group is none', () => {
  const told: string[] = []
  const items = [item('a', { group: 'y' }), item('b', { group: 'x' }), item('c'), item('d', { group: 'x', after: 'a' as never })]
  expect(ids(arrange(items, [], (message) => told.push(message)))).toBe('bdac')
  expect(told).toEqual(['d wants its place beside a, which is not in its group.'])
  expect(ids(arrange([...items].reverse()))).toBe('bdac')
})
test('[SDK-2] 30 an item waits for all of its neighbours, and the operator may name an item once', () => {
  const items = [item('a', { after: 'c' as never, before: 'b' as never }), item('b'), item('c', { rank: 9 })]
  expect(ids(arrange(items))).toBe('cab')
  expect(ids(arrange(items, ['b', 'a']))).toBe('bac')
  expect(ids(arrange([item('b'), item('a'), item('c', { rank: -1 })]))).toBe('cab')
})
test('[SDK-2] 30 of a circle the first by rank and id goes first, and the others follow it', () => {
  const items = [item('c', { after: 'b' as never }), item('b', { after: 'a' as never }), item('a', { after: 'c' as never, rank: 1 })]
  const told: string[] = []
  expect(ids(arrange(items, [], (message) => told.push(message)))).toBe('bca')
  expect(told).toEqual(['The places of b, c, a form a circle.'])
})
