import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue.js'

const takeAll = (queue: FairQueue<string>, may = (_: string) => true): string[] => {
  const taken: string[] = []
  for (let item = queue.take(may); item !== undefined; item = queue.take(may)) taken.push(item)
  return taken
}

test('[SEC-17] callers take turns, however much one of them asks', () => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(item.charAt(0), item)
  expect(takeAll(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

test('a caller who may not is passed over, and what was taken back is not given', () => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'b1', 'b2']) queue.add(item.charAt(0), item)
  queue.remove('b', 'b1')
  expect(takeAll(queue, (caller) => caller !== 'a')).toEqual(['b2'])
  expect([queue.size, queue.waiting('a'), queue.waiting('b')]).toEqual([1, 1, 0])
  expect(queue.drain()).toEqual(['a1'])
  expect(queue.size).toBe(0)
})
