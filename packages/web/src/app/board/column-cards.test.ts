import { expect, test } from 'vitest'
import type { ListState } from '../data/list-window.js'
import type { Placed } from '../move/use-placing.js'
import { cardsOf, listedAt } from './column-cards.js'

const listOf = (...ids: readonly string[]): ListState => ({
  ...{ status: 'live', total: ids.length, changed: new Map(), shift: { by: 0, turn: 0 } },
  rows: new Map(ids.map((id, index) => [index, { id }])),
})
const placed = (id: string, to: string, state: Placed['state'] = 'moving', stage = 'talks'): Placed => ({
  ...{ to, state },
  card: { type: 'deal', id, name: id, stage, row: { id } },
})
const shown = (list: ListState, dropped: readonly Placed[], from = 0, stage = 'won') => {
  const cards = cardsOf(list, stage, dropped, from)
  return Array.from({ length: cards.count }, (_, index) => cards.at(index).row?.id)
}

test('[REV-2] a card that was dropped lies first among those in sight, and in no other column', () => {
  const won = listOf('a', 'b', 'c', 'd')
  expect(shown(won, [placed('x', 'won')])).toEqual(['x', 'a', 'b', 'c', 'd'])
  expect(shown(won, [placed('x', 'won'), placed('y', 'won')], 2)).toEqual(['a', 'b', 'x', 'y', 'c', 'd'])
  expect(shown(won, [placed('x', 'won')], 9)).toEqual(['a', 'b', 'c', 'd', 'x'])
  expect(shown(listOf('a', 'x', 'b'), [placed('x', 'won')], 0, 'talks')).toEqual(['a', 'b'])
})

test('[REV-2] it stays where it was dropped while the stream has it elsewhere, and is there once', () => {
  const dropped = [placed('c', 'won', 'moved', 'won')]
  const cards = cardsOf(listOf('a', 'b', 'c', 'd'), 'won', dropped, 1)
  expect(shown(listOf('a', 'b', 'c', 'd'), dropped, 1)).toEqual(['a', 'c', 'b', 'd'])
  expect(['a', 'b', 'c', 'd'].map((id) => cards.indexOf(id))).toEqual([0, 2, 1, 3])
  expect([0, 2, 3].map((index) => cards.inList(index))).toEqual([0, 1, 3])
})

test('[REV-3] a card in flight keeps its place in the list, and has one where others have moved it away', () => {
  expect(shown(listOf('a', 'b'), [placed('b', 'talks', 'held')], 0, 'talks')).toEqual(['a', 'b'])
  expect(shown(listOf('a'), [placed('b', 'talks', 'held')], 0, 'talks')).toEqual(['b', 'a'])
})

test('[REV-2] where a card that was dropped will lie is known wherever that is: first, last or between others', () => {
  const place = (...ids: readonly string[]) => listedAt('x', [listOf(...ids), 'won', [placed('x', 'won', 'moved')], 0])
  expect(place('x', 'a')).toBe(0)
  expect(place('a', 'x')).toBe(1)
  expect(place('a', 'x', 'b')).toBe(1)
  expect(place('a', 'b')).toBe(undefined)
  expect(listedAt('x', [listOf('a', 'x'), 'won', [placed('x', 'won'), placed('y', 'won')], 0])).toBe(2)
})
