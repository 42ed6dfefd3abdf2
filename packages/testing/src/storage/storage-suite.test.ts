import { days } from '@tenure/core/adapter'
import { memory } from '@tenure/memory'
import { expect, test, vi } from 'vitest'
import { storageSuite } from './storage-suite.js'

// Thousands of random questions take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
storageSuite.run({ open: () => memory(), openWithShortFeed: () => memory({}, { keepFeed: days(1) }) }, test)

// Under `node --test` twelve checks were cancelled: their store waited with nothing open.
test('something keeps the process running for as long as a check runs, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const counts: number[] = []
  const open = () => {
    counts.push(vi.getTimerCount())
    return memory()
  }
  const bodies: (() => unknown)[] = []
  storageSuite.run({ open }, (_, body) => void bodies.push(() => body()))
  await bodies[0]?.()
  counts.push(vi.getTimerCount())
  vi.useRealTimers()
  expect(counts).toEqual([1, 0])
})
