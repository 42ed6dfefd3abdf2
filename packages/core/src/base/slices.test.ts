import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlices, inSlices, type Steps, sortSteps } from './slices.js'

const steady = new AbortController().signal
const compare = (a: { readonly by: number }, b: { readonly by: number }): number => a.by - b.by

test('[FLT-13] sorting in steps gives what sorting at once gives, equal items in their old order', async () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const lists = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 0, maxLength: 3000, size: 'max' })
  await fc.assert(
    fc.asyncProperty(lists, async (numbers) => {
      const items = numbers.map((by, at) => ({ by, at }))
      expect(await inSlices(sortSteps(items, compare), createSlices(steady))).toEqual(items.toSorted(compare))
    }),
    { seed, numRuns: 50 },
  )
})

test('[SEC-17] long work lets others have their turn, and ends when its caller has left', async () => {
  const controller = new AbortController()
  let turns = 0
  function* endless(): Steps<never> {
    for (;;) yield
  }
  const others = setInterval(() => ++turns === 3 && controller.abort(new Error('left')), 0)
  await expect(inSlices(endless(), createSlices(controller.signal))).rejects.toThrow('left')
  clearInterval(others)
  expect(turns).toBe(3)
})
