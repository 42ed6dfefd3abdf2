import type { Frame } from '@tenure/core/contract'
import { Subject } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Source } from '../data/source.js'
import { TrendBook, type TrendPoints } from './trend-book.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Answer = readonly { readonly id: string; readonly points: TrendPoints }[]
function follow() {
  const asked: { readonly ids: readonly string[]; readonly frames: Subject<Frame<Answer>> }[] = []
  const watch = (_contract: unknown, { ids }: { readonly ids: readonly string[] }) => {
    const frames = new Subject<Frame<Answer>>()
    asked.push({ ids, frames })
    return frames
  }
  return { asked, book: new TrendBook({ watch } as unknown as Pick<Source, 'watch'>, 'company') }
}
const nothing = () => undefined

test('[CUS-2] [HS-9] all rows in sight are asked for in one call, where a scroll ends', () => {
  const { asked, book } = follow()
  const leave = ['a', 'b', 'c'].map((id) => book.show(id, nothing))
  vi.advanceTimersByTime(100)
  book.show('d', nothing)
  expect(asked).toEqual([])
  vi.advanceTimersByTime(150)
  expect(asked.map(({ ids }) => ids)).toEqual([['a', 'b', 'c', 'd']])
  leave[0]?.()
  vi.advanceTimersByTime(150)
  expect(asked).toHaveLength(1)
  book.show('e', nothing)
  vi.advanceTimersByTime(150)
  expect(asked.map(({ ids }) => ids)[1]).toEqual(['b', 'c', 'd', 'e'])
})

test('[HS-8] [HS-9] a trend is live, one without a past is known to have none, and what left the sight is forgotten', () => {
  const { asked, book } = follow()
  let told = 0
  const leave = book.show('a', () => (told += 1))
  book.show('b', nothing)
  vi.advanceTimersByTime(150)
  expect(book.of('a')).toBeUndefined()
  const points: TrendPoints = [{ at: 1, score: 50, status: 'neutral' }]
  asked[0]?.frames.next({ state: 'live', asOf: 1, value: [{ id: 'a', points }] })
  expect([book.of('a'), book.of('b'), told]).toEqual([points, [], 1])
  leave()
  book.show('c', nothing)
  vi.advanceTimersByTime(150)
  expect([book.of('a'), book.of('b')]).toEqual([undefined, []])
})

test('[HS-9] a trend that could not be read is not one without a past, and one that was read stays', () => {
  const { asked, book } = follow()
  book.show('a', nothing)
  vi.advanceTimersByTime(150)
  const problem = { code: 'storage.failed', message: 'The server cannot be reached.', details: { transient: true } } as const
  asked[0]?.frames.next({ state: 'stale', problem })
  expect(book.of('a')).toBeUndefined()
  const points: TrendPoints = [{ at: 1, score: 50, status: 'neutral' }]
  asked[0]?.frames.next({ state: 'live', asOf: 1, value: [{ id: 'a', points }] })
  asked[0]?.frames.next({ state: 'stale', problem })
  expect(book.of('a')).toEqual(points)
})
