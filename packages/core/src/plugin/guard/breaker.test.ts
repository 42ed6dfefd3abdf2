import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { type BreakerState, createBreaker, type Pass } from './breaker.js'

function open() {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const states: BreakerState[] = []
  const breaker = createBreaker({ failures: 3, windowMs: 1_000, coolMs: 5_000 }, clock, (state) => states.push(state))
  const enter = (): Pass => {
    const pass = breaker.enter()
    if (typeof pass === 'number') throw new Error(`The breaker is open until ${pass}.`)
    return pass
  }
  const fail = (times: number) => {
    for (let time = 0; time < times; time++) enter().fail()
  }
  return { clock, breaker, states, enter, fail, now: clock.now() }
}

test('so many failures within the time open it, for a pause', async () => {
  const { breaker, states, fail, clock, now } = open()
  fail(2)
  expect([breaker.state, states]).toEqual(['closed', []])
  fail(1)
  expect([breaker.state, states, breaker.enter(), breaker.triesAgainAt]).toEqual(['open', ['open'], now + 5_000, now + 5_000])
  await clock.advance({ ms: 4_999 })
  expect(breaker.enter()).toBe(now + 5_000)
})

test('failures that lie further back than the time do not count, and successes take none away', async () => {
  const { breaker, fail, enter, clock } = open()
  fail(2)
  await clock.advance({ ms: 1_000 })
  fail(2)
  expect(breaker.state).toBe('closed')
  enter().succeed()
  await clock.advance({ ms: 999 })
  fail(1)
  expect(breaker.state).toBe('open')
})

test('after the pause one probe goes through; meanwhile the others wait', async () => {
  const { breaker, states, fail, enter, clock, now } = open()
  fail(3)
  await clock.advance({ ms: 5_000 })
  const probe = enter()
  expect([breaker.state, breaker.enter()]).toEqual(['half-open', now + 10_000])
  probe.succeed()
  expect([breaker.state, states]).toEqual(['closed', ['open', 'half-open', 'closed']])
  fail(2)
  expect(breaker.state).toBe('closed')
})

test('a probe that fails opens it for another pause', async () => {
  const { breaker, states, fail, enter, clock, now } = open()
  fail(3)
  await clock.advance({ ms: 6_000 })
  enter().fail()
  expect([breaker.enter(), states]).toEqual([now + 11_000, ['open', 'half-open', 'open']])
  await clock.advance({ ms: 5_000 })
  enter().succeed()
  expect(breaker.state).toBe('closed')
})

test('a probe that ends without a verdict lets the next one through at once', async () => {
  const { breaker, fail, enter, clock } = open()
  fail(3)
  await clock.advance({ ms: 5_000 })
  enter().leave()
  expect(breaker.state).toBe('open')
  enter().succeed()
  expect(breaker.state).toBe('closed')
})

test('a pass is used once, and one that came before the opening does not close it', () => {
  const { breaker, enter, fail } = open()
  const early = enter()
  const twice = enter()
  twice.fail()
  twice.fail()
  twice.fail()
  expect(breaker.state).toBe('closed')
  fail(2)
  expect(breaker.state).toBe('open')
  early.succeed()
  expect(breaker.state).toBe('open')
})

test('a call that ends without a verdict is no failure', () => {
  const { breaker, enter, fail } = open()
  fail(2)
  enter().leave()
  expect(breaker.state).toBe('closed')
})
