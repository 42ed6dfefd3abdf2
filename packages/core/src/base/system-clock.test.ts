import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from './system-clock.js'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-06-30T21:59:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})
const minuteMs = 60_000

test('[SCH-3] the clock of the machine says the instant, and the day of a zone', () => {
  expect(systemClock.now()).toBe(Date.parse('2026-06-30T21:59:00Z'))
  expect([systemClock.today('UTC'), systemClock.today('Europe/Berlin'), systemClock.today('Asia/Tokyo')]).toEqual([
    '2026-06-30',
    '2026-06-30',
    '2026-07-01',
  ])
})

test('[SDK-16] something runs once at its instant, one that is over at once, and not at all where it was taken back', () => {
  const done: string[] = []
  systemClock.at(Date.now() + 1_000, () => done.push('soon'))
  systemClock.at(Date.now() - 1_000, () => done.push('over'))
  const back = systemClock.at(Date.now() + 500, () => done.push('taken back'))
  vi.advanceTimersByTime(0)
  expect(done).toEqual(['over'])
  vi.advanceTimersByTime(499)
  back[Symbol.dispose]()
  vi.advanceTimersByTime(500)
  expect(done).toEqual(['over'])
  vi.advanceTimersByTime(1)
  expect(done).toEqual(['over', 'soon'])
  vi.advanceTimersByTime(10_000)
  expect(done).toEqual(['over', 'soon'])
})

test('[SDK-16] what is further away than a timer of the platform can wait still runs at its instant', () => {
  const longestMs = 2 ** 31 - 1
  const ran: number[] = []
  const start = Date.now()
  systemClock.at(start + longestMs, () => ran.push(Date.now() - start))
  systemClock.at(start + 2 * longestMs + 5, () => ran.push(Date.now() - start))
  const back = systemClock.at(start + longestMs + 9, () => ran.push(0))
  vi.advanceTimersByTime(longestMs)
  expect(ran).toEqual([longestMs])
  back[Symbol.dispose]()
  vi.advanceTimersByTime(longestMs + 4)
  expect(ran).toEqual([longestMs])
  vi.advanceTimersByTime(1)
  expect(ran).toEqual([longestMs, 2 * longestMs + 5])
})

test('[SCH-3] who watches the day hears it at once, and again at each midnight of the zone, until they leave', () => {
  const days: string[] = []
  const watched = systemClock.watchToday('Europe/Berlin').subscribe((day) => days.push(day))
  expect(days).toEqual(['2026-06-30'])
  vi.advanceTimersByTime(minuteMs - 1)
  expect(days).toEqual(['2026-06-30'])
  vi.advanceTimersByTime(1)
  expect(days).toEqual(['2026-06-30', '2026-07-01'])
  vi.advanceTimersByTime(24 * 60 * minuteMs)
  expect(days).toEqual(['2026-06-30', '2026-07-01', '2026-07-02'])
  watched.unsubscribe()
  expect(vi.getTimerCount()).toBe(0)
})
