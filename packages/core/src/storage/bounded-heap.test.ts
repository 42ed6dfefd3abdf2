import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedHeap } from './bounded-heap.js'

test('[FLT-12] of any number of items it keeps the first few', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), fc.oneof(fc.nat(12), fc.constant(Number.POSITIVE_INFINITY)), (items, most) => {
      const heap = new BoundedHeap<number>(most, (a, b) => a - b)
      for (const item of items) heap.add(item)
      expect([...heap.items()].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b).slice(0, most))
    }),
    { seed, numRuns: 2000 },
  )
})
