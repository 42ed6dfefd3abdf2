import { getEventListeners } from 'node:events'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { watchLimits } from './limits.js'

const start = Date.parse('2026-06-30T12:00:00Z')

/** A watch of a caller, what it stopped for, and what it leaves waiting. */
function watch(deadline?: number) {
  const clock = createFakeClock(start)
  const caller = new AbortController()
  const reasons: unknown[] = []
  const limits = watchLimits({ signal: caller.signal, ...(deadline !== undefined && { deadline }) }, clock, (reason) =>
    reasons.push(reason),
  )
  const left = () => [clock.pending, getEventListeners(caller.signal, 'abort').length]
  return { clock, caller, reasons, limits, left }
}

test('the reason of a caller that leaves is passed on', () => {
  const { caller, reasons, left } = watch()
  expect(left()).toEqual([0, 1])
  caller.abort('left')
  expect(reasons).toEqual(['left'])
})

test('a read whose time is up is stopped, and may be tried again', async () => {
  const { clock, reasons, left } = watch(start + 10)
  expect(left()).toEqual([1, 1])
  await clock.advance({ ms: 9 })
  expect(reasons).toEqual([])
  await clock.advance({ ms: 1 })
  expect(reasons).toEqual([
    expect.objectContaining({
      code: 'storage.failed',
      message: 'This query took too long and was stopped. Narrow its filter, or try again when less is going on.',
      problem: expect.objectContaining({ details: { transient: true } }),
    }),
  ])
})

test('a watch that has ended leaves nothing behind and stops nothing', async () => {
  const { clock, caller, reasons, limits, left } = watch(start + 10)
  limits[Symbol.dispose]()
  expect(left()).toEqual([0, 0])
  await clock.advance({ ms: 20 })
  caller.abort('left')
  expect(reasons).toEqual([])
})

test('a caller that has left already is not watched', () => {
  const clock = createFakeClock(start)
  const signal = AbortSignal.abort(new Error('gone'))
  const reasons: unknown[] = []
  expect(() => watchLimits({ signal, deadline: start + 10 }, clock, (reason) => reasons.push(reason))).toThrow('gone')
  expect([clock.pending, getEventListeners(signal, 'abort'), reasons]).toEqual([0, [], []])
})
