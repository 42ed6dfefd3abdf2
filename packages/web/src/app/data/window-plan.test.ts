import { expect, test } from 'vitest'
import { planWindow, type Span, shiftOf, windowSize } from './window-plan.js'

test('[VIEW-10] rows in sight always lie inside the window that is watched, wherever one scrolls', () => {
  const seed = 20261121
  let random = seed
  const next = (below: number) => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0
    return random % below
  }
  let span: Span | undefined
  for (let step = 0; step < 5000; step += 1) {
    const total = 1 + next(100_000)
    const first = next(total)
    const last = Math.min(total - 1, first + next(60))
    span = planWindow(span, first, last, total)
    expect(span.offset, `seed ${seed} step ${step}`).toBeLessThanOrEqual(first)
    expect(span.offset + span.limit, `seed ${seed} step ${step}`).toBeGreaterThan(last)
    expect(span.limit).toBe(windowSize)
  }
})

test('a slow scroll asks nothing until it nears the edge', () => {
  const start = planWindow(undefined, 0, 20, 100_000)
  expect(start).toEqual({ offset: 0, limit: 200 })
  expect(planWindow(start, 140, 170, 100_000)).toBe(start)
  expect(planWindow(start, 160, 190, 100_000)).toEqual({ offset: 100, limit: 200 })
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
