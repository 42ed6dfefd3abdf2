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

test('what the server waits for keeps no process alive', () => {
  const waiting = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = waiting()
  const wait = systemTiming.at(systemTiming.now() + 3_600_000, () => {})
  expect(waiting()).toBe(before)
  wait[Symbol.dispose]()
})
