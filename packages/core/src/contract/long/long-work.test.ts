import { BehaviorSubject } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LongWork, watchLong } from './long-work.js'
import { isUnderWay } from './under-way.js'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** Work that is done by hand: each run waits until it is ended. */
function openWork() {
  const runs: (LongWork & { readonly end: (answer: string) => void })[] = []
  const changes = new BehaviorSubject(undefined)
  const said: unknown[] = []
  const work = (long: LongWork) => new Promise<unknown>((resolve) => runs.push({ ...long, end: resolve }))
  const watching = watchLong(changes, work, { settleMs: 1000, underWay: (progress) => ({ progress }) }).subscribe((each) => said.push(each))
  return { runs, changes, said, watching }
}

test('[SEC-17] long work says each whole percent until its first answer, and short work says none', async () => {
  const { runs, changes, said } = openWork()
  runs[0]?.onProgress(0.1)
  expect(said).toEqual([])
  await vi.advanceTimersByTimeAsync(400)
  for (const share of [0.2, 0.204, 0.1, 0.5]) runs[0]?.onProgress(share)
  expect(said).toEqual([{ progress: 0.2 }, { progress: 0.5 }])
  expect(said.map(isUnderWay)).toEqual([true, true])
  runs[0]?.end('first')
  changes.next(undefined)
  await vi.advanceTimersByTimeAsync(20_000)
  runs[1]?.onProgress(0.9)
  runs[1]?.end('second')
  await vi.advanceTimersByTimeAsync(1)
  expect(said.slice(2)).toEqual(['first', 'second'])
})

test('[SEC-17] one run of long work goes on at a time, and what changed during it leads to one more after a rest', async () => {
  const { runs, changes, said } = openWork()
  for (let change = 0; change < 5; change += 1) changes.next(undefined)
  await vi.advanceTimersByTimeAsync(300)
  expect(runs.length).toBe(1)
  runs[0]?.end('first')
  await vi.advanceTimersByTimeAsync(2_600)
  expect(runs.length).toBe(1)
  await vi.advanceTimersByTimeAsync(200)
  expect([runs.length, said]).toEqual([2, ['first']])
})

test('[SEC-17] long work ends with its watcher, and says nothing more', async () => {
  const { runs, changes, said, watching } = openWork()
  await vi.advanceTimersByTimeAsync(400)
  watching.unsubscribe()
  expect(runs[0]?.signal.aborted).toBe(true)
  runs[0]?.onProgress(0.7)
  runs[0]?.end('late')
  changes.next(undefined)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([runs.length, said, vi.getTimerCount()]).toEqual([1, [], 0])
})
