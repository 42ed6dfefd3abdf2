import { expect, test } from 'vitest'
import { ManualTiming } from './fixtures/manual-timing.js'
import { MinuteRate } from './minute-rate.js'

test('[SEC-5] in a minute of the clock as many are admitted as allowed, each thing for itself; the next minute begins at none', () => {
  const timing = new ManualTiming(Date.UTC(2026, 10, 21, 8, 0, 0, 1))
  const rate = new MinuteRate(timing)
  const admit = () => ['link', 'link', 'link', 'other'].map((what) => rate.admit(what, 2))
  expect(admit()).toEqual([true, true, false, true])
  timing.advance(59_998)
  expect(admit()).toEqual([false, false, false, true])
  timing.advance(1)
  expect(admit()).toEqual([true, true, false, true])
  expect(rate.admit('none', 0)).toBe(false)
})

test('[SEC-5] to ask whether there is room takes none, and what is refused is not counted', () => {
  const rate = new MinuteRate(new ManualTiming())
  expect([rate.has('link', 1), rate.has('link', 1), rate.admit('link', 1), rate.has('link', 1)]).toEqual([true, true, true, false])
  expect([rate.admit('link', 1), rate.admit('link', 2), rate.has('link', 2)]).toEqual([false, true, false])
})
