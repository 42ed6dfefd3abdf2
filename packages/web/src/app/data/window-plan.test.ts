import { expect, test } from 'vitest'
import { cardsReach, planWindow, rowsReach, type Span, shiftOf } from './window-plan.js'

test('[VIEW-10] rows in sight always lie inside the window that is watched, wherever one scrolls', () => {
  const seed = 20261121
  let random = seed
  const next = (below: number) => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0
    return random % below
  }
  for (const reach of [rowsReach, cardsReach]) {
    let span: Span | undefined
    for (let step = 0; step < 5000; step += 1) {
      const total = 1 + next(100_000)
      const first = next(total)
      const last = Math.min(total - 1, first + next(reach.mostInSight))
      span = planWindow(span, first, last, total, reach)
      expect(span.offset, `seed ${seed} step ${step}`).toBeLessThanOrEqual(first)
      expect(span.offset + span.limit, `seed ${seed} step ${step}`).toBeGreaterThan(last)
      expect(span.limit).toBe(reach.size)
    }
  }
})

test('a slow scroll asks nothing until it nears the edge', () => {
  const start = planWindow(undefined, 0, 20, 100_000)
  expect(start).toEqual({ offset: 0, limit: 200 })
  expect(planWindow(start, 129, 159, 100_000)).toBe(start)
  expect(planWindow(start, 130, 160, 100_000)).toEqual({ offset: 50, limit: 200 })
})

test('a new window reaches further where the scroll goes, does not turn back, and has what was jumped to in its middle', () => {
  let span = planWindow(undefined, 500, 530, 100_000)
  expect(span).toEqual({ offset: 400, limit: 200 })
  const offsets = { down: new Set<number>(), up: new Set<number>() }
  for (let first = 500; first < 1_500; first++) {
    span = planWindow(span, first, first + 30, 100_000)
    offsets.down.add(span.offset)
    expect(first - span.offset).toBeGreaterThanOrEqual(40)
    expect(span.offset + span.limit - (first + 30)).toBeGreaterThan(40)
  }
  for (let first = 1_500; first > 500; first--) {
    span = planWindow(span, first, first + 30, 100_000)
    offsets.up.add(span.offset)
  }
  expect([...offsets.down]).toEqual([...offsets.down].sort((a, b) => a - b))
  expect([...offsets.up]).toEqual([...offsets.up].sort((a, b) => b - a))
  expect(planWindow(span, 50_000, 50_030, 100_000)).toEqual({ offset: 49_900, limit: 200 })
})

test('[SVC-2] [REV-2] a column of cards watches a smaller window, which does not turn back either', () => {
  let span = planWindow(undefined, 0, 14, 8_800, cardsReach)
  expect(span).toEqual({ offset: 0, limit: 120 })
  const offsets: number[] = []
  for (let first = 0; first < 600; first++) {
    span = planWindow(span, first, first + 14, 8_800, cardsReach)
    offsets.push(span.offset)
  }
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
  expect(new Set(offsets).size).toBeLessThan(15)
})

test('windows start at round places, so that readers of one list share them', () => {
  for (const first of [333, 1234, 99_960]) expect(planWindow(undefined, first, first + 25, 100_000).offset % 50).toBe(0)
})

test('the end of a list is inside the last window, and a short list is one window', () => {
  const end = planWindow(undefined, 99_975, 99_999, 100_000)
  expect(end.offset + end.limit).toBeGreaterThanOrEqual(100_000)
  expect(planWindow(end, 99_980, 99_999, 100_000)).toBe(end)
  expect(planWindow(undefined, 0, 40, 38)).toEqual({ offset: 0, limit: 200 })
})

test('rows in sight move by what came in above them; one that changed place moves nothing', () => {
  const before = new Map([
    ['a', 10],
    ['b', 11],
    ['c', 12],
  ])
  expect(
    shiftOf(
      before,
      new Map([
        ['a', 12],
        ['b', 13],
        ['c', 14],
      ]),
      ['a', 'b', 'c'],
    ),
  ).toBe(2)
  expect(
    shiftOf(
      before,
      new Map([
        ['b', 10],
        ['c', 11],
        ['a', 500],
      ]),
      ['a', 'b', 'c'],
    ),
  ).toBe(-1)
  expect(
    shiftOf(
      before,
      new Map([
        ['a', 10],
        ['b', 900],
        ['c', 12],
      ]),
      ['a', 'b', 'c'],
    ),
  ).toBe(0)
  expect(shiftOf(before, new Map(), ['a'])).toBe(0)
})
