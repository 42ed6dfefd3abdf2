import { afterEach, expect, test, vi } from 'vitest'
import { systemTiming } from './timing.js'

afterEach(() => vi.useRealTimers())

test('a wait of months, longer than a timer can be, ends at its instant', async () => {
  vi.useFakeTimers({ now: 0 })
  const ran: string[] = []
  const months = 3 * (2 ** 31 - 1)
  systemTiming.at(months + 10, () => ran.push('late'))
  systemTiming.at(months + 10, () => ran.push('taken back'))[Symbol.dispose]()
  systemTiming.at(-5, () => ran.push('past'))
  await vi.advanceTimersByTimeAsync(months + 9)
  expect(ran).toEqual(['past'])
  await vi.advanceTimersByTimeAsync(1)
  expect([ran, vi.getTimerCount()]).toEqual([['past', 'late'], 0])
})

test('a wait of one millisecond more than a timer can be does not end at once', async () => {
  vi.useFakeTimers({ now: 0 })
  const longest = 2 ** 31 - 1
  const ran: string[] = []
  systemTiming.at(longest, () => ran.push('longest'))
  systemTiming.at(longest + 1, () => ran.push('longer'))
  systemTiming.at(longest + 2, () => ran.push('longer still'))
  await vi.advanceTimersByTimeAsync(longest - 1)
  expect(ran).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(ran).toEqual(['longest'])
  await vi.advanceTimersByTimeAsync(2)
  expect(ran).toEqual(['longest', 'longer', 'longer still'])
})

test('what the server waits for keeps no process alive', () => {
  const waiting = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = waiting()
  const wait = systemTiming.at(systemTiming.now() + 3_600_000, () => {})
  expect(waiting()).toBe(before)
  wait[Symbol.dispose]()
})
