import { expect, test } from 'vitest'
import { asJson, type FollowInput, placeAfter, placeOfFailed, textOf } from './follow-place.js'

const input = (more: Partial<FollowInput> = {}): FollowInput => ({
  ...{ from: { cursor: 'c1', at: 10 }, until: 'c9', now: 50, stored: '' },
  ...more,
})

test('a run that is done leaves its job behind all that it worked through', () => {
  expect(placeAfter(input())).toEqual({ cursor: 'c9', at: 50, known: true })
  expect(placeAfter(input({ from: { cursor: 'c1', at: 10, due: 20 } }))).toEqual({ cursor: 'c9', at: 50, due: 50, known: true })
})

test('who is in a segment is known once all have been looked at, and stays known', () => {
  expect(placeAfter(input({ ids: { deal: ['d1'] } }))).toEqual({ cursor: 'c9', at: 50 })
  expect(placeAfter(input({ ids: {}, from: { cursor: 'c1', at: 10, known: true } }))).toEqual({ cursor: 'c9', at: 50, known: true })
})

test('a run that failed leaves its job where it came to, or where it began', () => {
  const from = { cursor: 'c1', at: 10, due: 20 }
  expect(placeOfFailed(input({ from }), undefined)).toBe(from)
  const reached = { cursor: 'c4', at: 10, end: 'c5', past: [3, 'main'], due: 20 } as const
  expect(placeOfFailed(input({ from }), reached)).toEqual(reached)
})

test('what had fallen due is listed once more after a run that failed in the list', () => {
  const list = { workspace: 'main', type: 'task', past: 't1' }
  const reached = { cursor: 'c9', at: 50, due: 50, end: 'c9', list }
  expect(placeOfFailed(input({ from: { cursor: 'c1', at: 10, due: 20 } }), reached)).toEqual({ cursor: 'c9', at: 50, due: 20 })
  expect(placeOfFailed(input(), reached)).toEqual({ cursor: 'c9', at: 50 })
})

test('the same place has the same text, and none has that of null', () => {
  const place = { cursor: 'c1', at: 10 }
  expect([textOf(place), textOf(asJson(place)), textOf(undefined), textOf(null)]).toEqual([
    ...['{"cursor":"c1","at":10}', '{"cursor":"c1","at":10}', 'null', 'null'],
  ])
})
