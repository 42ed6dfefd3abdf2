import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideBySide } from './overlap.js'

const seed = Date.now() % 1_000_000_000
const stretch = fc
  .record({ start: fc.nat(95), length: fc.integer({ min: 1, max: 30 }) })
  .map(({ start, length }) => ({ start, end: start + length }))
const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start < b.end && b.start < a.end

test('[SCH-3] no two items that overlap in time overlap on screen, and each is as wide as what is free', () => {
  console.log(`seed ${seed}`)
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (all) => {
      const lanes = sideBySide(all)
      const side = lanes.map(({ left, width }) => ({ start: Math.round(left * 1e6), end: Math.round((left + width) * 1e6) }))
      for (const [a, one] of all.entries()) {
        const mine = side[a] as { start: number; end: number }
        if (mine.start < 0 || mine.end > 1e6 + 1 || mine.start >= mine.end) return false
        const beside = all.flatMap((other, b) => (b !== a && overlaps(one, other) ? [side[b] as { start: number; end: number }] : []))
        if (beside.some((other) => overlaps({ start: mine.start + 1, end: mine.end - 1 }, other))) return false
        // At its right is the edge, or something that takes place at the same time.
        if (mine.end < 1e6 - 1 && !beside.some((other) => Math.abs(other.start - mine.end) < 2)) return false
      }
      return true
    }),
    { seed, numRuns: 500 },
  )
})

test('[SCH-3] items share the width equally in order of their start', () => {
  expect(
    sideBySide([
      { start: 0, end: 4 },
      { start: 1, end: 3 },
      { start: 4, end: 5 },
    ]),
  ).toEqual([
    { left: 0, width: 0.5 },
    { left: 0.5, width: 0.5 },
    { left: 0, width: 1 },
  ])
})
