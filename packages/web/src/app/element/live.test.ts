import type { Frame } from '@tenure/core/contract'
import { Observable, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { fedLive, liveOf } from './live.js'

const frame = (value: number): Frame<number> => ({ state: 'live', value, asOf: value })

test('[SDK-4] a live answer is open while somebody listens, once for all, and is left with the last', () => {
  const frames = new Subject<Frame<number>>()
  let open = 0
  const source = new Observable<Frame<number>>((subscriber) => {
    open += 1
    const subscription = frames.subscribe(subscriber)
    return () => {
      open -= 1
      subscription.unsubscribe()
    }
  })
  const live = liveOf(() => source)
  const heard: string[] = []
  const note = (name: string) => () => heard.push(`${name} ${live.now()?.value}`)
  expect([open, live.now()]).toEqual([0, undefined])
  const leave = [live.subscribe(note('one')), live.subscribe(note('two'))] as const
  expect(open).toBe(1)
  frames.next(frame(1))
  leave[0]()
  frames.next(frame(2))
  expect(heard).toEqual(['one 1', 'two 1', 'two 2'])
  leave[1]()
  expect([open, live.now()?.value]).toEqual([0, 2])
  live.subscribe(note('again'))
  expect(open).toBe(1)
})

test('a live answer that is fed has a frame from the start, and says when the next has come', () => {
  const { live, feed } = fedLive(frame(1))
  let heard = 0
  const leave = live.subscribe(() => {
    heard += 1
  })
  feed(frame(2))
  leave()
  feed(frame(3))
  expect([heard, live.now()?.value]).toEqual([1, 3])
})
