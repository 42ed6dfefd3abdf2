import { isTenureError } from '@tenure/core'
import { expect, test } from 'vitest'
import { demandFew } from './read-timelines.js'
import { type RunProgress, runWatched } from './run-watched.js'

const clock = { now: () => 0 }

test('[SEC-17] a run ends once nobody watches it, and says nothing more', async () => {
  const runs: RunProgress[] = []
  const said: unknown[] = []
  const watching = runWatched(clock, (progress) => {
    runs.push(progress)
    return new Promise<never>(() => undefined)
  }).subscribe((value) => said.push(value))
  const [run] = runs
  run?.onProgress(1, 4)
  watching.unsubscribe()
  run?.onProgress(2, 4)
  expect(run?.signal.aborted).toBe(true)
  expect(said).toEqual([
    { state: 'running', done: 0, of: 0, progress: 0 },
    { state: 'running', done: 1, of: 4, progress: 0.25 },
  ])
})

test('[SEC-17] more scores than are looked at together are refused with the limit', () => {
  try {
    demandFew(300_001)
    expect.unreachable()
  } catch (error) {
    expect(isTenureError(error) && error.problem).toMatchObject({
      code: 'input.too-large',
      details: { limit: 'observations', max: 300_000 },
    })
  }
})
