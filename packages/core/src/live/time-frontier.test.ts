import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { createRandom } from '../host/oracle/test-random.js'
import { createTimeFrontier } from './time-frontier.js'

const start = '2026-06-30T12:00:00Z'
function open() {
  const clock = createFakeClock(start)
  const met: (readonly [number, string])[] = []
  const now = clock.now()
  const frontier = createTimeFrontier<string>(clock, (item) => met.push([clock.now() - now, item]))
  return { clock, frontier, met, now }
}

test('items are due at their instants, in the order of time, behind one timer', async () => {
  const { clock, frontier, met, now } = open()
  for (const at of [50, 10, 40, 20, 30, 10]) frontier.add(now + at, `${at} of ${met.length}`)
  expect(clock.pending).toBe(1)
  await clock.advance({ ms: 35 })
  expect(met.map(([at]) => at)).toEqual([10, 20, 30])
  expect(clock.pending).toBe(1)
  await clock.advance({ ms: 100 })
  expect(met.map(([at]) => at)).toEqual([10, 20, 30, 40, 50])
  expect(clock.pending).toBe(0)
})

test('a nearer instant takes the timer over', async () => {
  const { clock, frontier, met, now } = open()
  frontier.add(now + 1_000, 'far')
  frontier.add(now + 5, 'near')
  await clock.advance({ ms: 5 })
  expect(met).toEqual([[5, 'near']])
  await clock.advance({ ms: 995 })
  expect(met).toEqual([
    [5, 'near'],
    [1_000, 'far'],
  ])
})

test('an instant that has passed is due at the next one', async () => {
  const { clock, frontier, met, now } = open()
  frontier.add(now - 5_000, 'late')
  expect(met).toEqual([])
  await clock.advance({ ms: 1 })
  expect(met).toEqual([[1, 'late']])
})

test('an item that is added again has only its last instant, and one that is removed has none', async () => {
  const { clock, frontier, met, now } = open()
  frontier.add(now + 10, 'a')
  frontier.add(now + 30, 'a')
  frontier.add(now + 10, 'b')
  frontier.remove('b')
  frontier.remove('never added')
  frontier.add(now + 10, 'c')
  await clock.advance({ ms: 100 })
  expect(met).toEqual([
    [10, 'c'],
    [30, 'a'],
  ])
})

test('a closed frontier has no timer and calls for nothing', async () => {
  const { clock, frontier, met, now } = open()
  frontier.add(now + 10, 'a')
  frontier.close()
  expect(clock.pending).toBe(0)
  await clock.advance({ ms: 100 })
  expect(met).toEqual([])
})

test('when the last item is removed there is no timer left, and a later one is due as ever', async () => {
  const { clock, frontier, met, now } = open()
  for (const at of [10, 20, 30]) frontier.add(now + at, `${at}`)
  for (const at of [20, 10, 30]) frontier.remove(`${at}`)
  expect(clock.pending).toBe(0)
  frontier.add(now + 25, 'later')
  await clock.advance({ ms: 100 })
  expect(met).toEqual([[25, 'later']])
})

test('with many instants that come and go, each item is due once at its last instant', async () => {
  const seed = Date.now() % 1_000_000
  const random = createRandom(seed)
  const { clock, frontier, met, now } = open()
  const expected = new Map<string, number>()
  const due: (readonly [number, string])[] = []
  const pass = async (ms: number) => {
    const until = clock.now() - now + ms
    for (const [item, at] of expected) if (at <= until && expected.delete(item)) due.push([at, item])
    await clock.advance({ ms })
  }
  for (let step = 0; step < 3_000; step++) {
    const item = `item ${random.below(200)}`
    const kind = random.below(10)
    if (kind < 7) {
      const at = clock.now() - now + 1 + random.below(500)
      frontier.add(now + at, item)
      expected.set(item, at)
    } else if (kind < 9) {
      frontier.remove(item)
      expected.delete(item)
    } else await pass(random.below(60))
    expect(clock.pending, `seed ${seed}, step ${step}`).toBeLessThanOrEqual(1)
  }
  await pass(1_000)
  const byTime = (list: readonly (readonly [number, string])[]) => [...list].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
  expect(byTime(met), `seed ${seed}`).toEqual(byTime(due))
  expect(
    met.map(([at]) => at),
    `seed ${seed}`,
  ).toEqual(met.map(([at]) => at).toSorted((a, b) => a - b))
  expect(clock.pending).toBe(0)
})
