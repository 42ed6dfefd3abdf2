import { expect, test } from 'vitest'
import type { ChangeBatch } from '../storage/adapter.js'
import { createFeedLog } from './feed-log.js'

const batch = (cursor: string): ChangeBatch => ({ cursor, changes: [] }) as unknown as ChangeBatch
const cursors = (batches: readonly ChangeBatch[]) => batches.map(({ cursor }) => cursor)
const fill = (log: ReturnType<typeof createFeedLog>, from: number, to: number) => {
  for (let at = from; at <= to; at++) log.add(batch(`b${at}`))
}

test('a batch that is delivered twice is taken once', () => {
  const log = createFeedLog('head')
  expect([log.sequence, log.sequenceOf('head')]).toEqual([0, 0])
  expect([log.add(batch('b1')), log.add(batch('b1')), log.add(batch('head'))]).toEqual([true, false, false])
  expect([log.sequence, log.sequenceOf('b1')]).toEqual([1, 1])
  expect(createFeedLog().sequenceOf('head')).toBeUndefined()
})

test('the last 1,024 cursors are known, with their places; older ones are forgotten', () => {
  const log = createFeedLog()
  fill(log, 1, 3_000)
  expect(log.sequence).toBe(3_000)
  expect([log.sequenceOf('b3000'), log.sequenceOf('b1977')]).toEqual([3_000, 1_977])
  expect(log.sequenceOf('b1976')).toBeUndefined()
  expect(log.add(batch('b1977'))).toBe(false)
})

test('a run that is under way still finds the cursor of its beginning among thousands of later ones', () => {
  const log = createFeedLog('head')
  const run = {}
  log.retain(run)
  fill(log, 1, 2_000)
  expect([log.sequenceOf('head'), log.sequenceOf('b1')]).toEqual([0, 1])
  log.release(run)
  fill(log, 2_001, 2_001)
  expect(log.sequenceOf('head')).toBeUndefined()
})

test('batches are kept only while a run holds them, from the oldest run on', () => {
  const log = createFeedLog()
  const [first, second] = [{}, {}]
  fill(log, 1, 2)
  expect(log.since(0)).toEqual([])
  log.retain(first)
  fill(log, 3, 4)
  log.retain(second)
  fill(log, 5, 6)
  expect(cursors(log.since(2))).toEqual(['b3', 'b4', 'b5', 'b6'])
  expect(cursors(log.since(4))).toEqual(['b5', 'b6'])
  expect(log.since(6)).toEqual([])
  log.release(first)
  expect(cursors(log.since(4))).toEqual(['b5', 'b6'])
  expect(cursors(log.since(0))).toEqual(['b5', 'b6'])
  log.release(second)
  log.release(second)
  expect(log.since(0)).toEqual([])
  fill(log, 7, 8)
  expect(log.since(0)).toEqual([])
})

test('a later run that ends first takes nothing from an earlier one', () => {
  const log = createFeedLog()
  const [first, second] = [{}, {}]
  log.retain(first)
  fill(log, 1, 1)
  log.retain(second)
  fill(log, 2, 2)
  log.release(second)
  expect(cursors(log.since(0))).toEqual(['b1', 'b2'])
  expect(cursors(log.since(1))).toEqual(['b2'])
  log.release(first)
  expect(log.since(0)).toEqual([])
})
