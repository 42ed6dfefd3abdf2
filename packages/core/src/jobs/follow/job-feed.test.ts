import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import type { ChangeBatch, IO, StorageAdapter } from '../../storage/adapter.js'
import { countedFeed, jobFeedOf } from './job-feed.js'

const io: IO = { signal: new AbortController().signal }
const whole = { feed: true, images: 'both', atomic: 'batch' }
const batch = (cursor: string, changes: number) =>
  ({ cursor, changes: Array.from({ length: changes }, () => ({})) }) as unknown as ChangeBatch
const store = (capabilities: object, changes: StorageAdapter['changes'] = async function* () {}) =>
  ({ kind: 'sheet', capabilities, changes }) as unknown as StorageAdapter
const read = async (feed: ReturnType<typeof jobFeedOf>) => {
  const cursors: string[] = []
  for await (const { cursor } of feed.read('c0')) cursors.push(String(cursor))
  return cursors
}

test('jobs follow a store that lists its changes whole and stores several writes as one', () => {
  expect(Object.keys(jobFeedOf(store(whole), io)).sort()).toEqual(['isShared', 'read'])
  expect([jobFeedOf(store(whole), io).isShared, jobFeedOf(store({ ...whole, shared: true }), io).isShared]).toEqual([false, true])
})

test('a store that jobs cannot follow says what it lacks', () => {
  const refusal = (more: object) => jobFeedOf(store({ ...whole, ...more }), io).refusal
  expect(refusal({ feed: false })).toBe('The store sheet keeps no list of changes, so no job can follow its changes.')
  expect(refusal({ images: 'after' })).toBe(
    'The store sheet does not say what a record was before a change, so no job can follow its changes.',
  )
  expect(refusal({ atomic: 'record' })).toBe('The store sheet cannot store several writes as one, so no job can follow its changes.')
  expect(refusal({ atomic: 'record', feed: false })).toContain('cannot store several writes')
})

test('changes are read behind the cursor, and each commit says how many it has', async () => {
  const asked: unknown[] = []
  const feed = jobFeedOf(
    store(whole, async function* (from, limits) {
      asked.push(from, limits)
      yield batch('c1', 2)
      yield batch('c2', 3)
    }),
    io,
  )
  const counts: number[] = []
  const counted = countedFeed(feed, (changes) => counts.push(changes))
  expect([await read(counted), counts, asked, counted.isShared]).toEqual([['c1', 'c2'], [2, 3], ['c0', io], false])
})

test('a cursor that the store does not know is one that its feed no longer goes back to, and other errors stay', async () => {
  const failing = (error: Error) => {
    const changes = () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) })
    return jobFeedOf(store(whole, changes as unknown as StorageAdapter['changes']), io)
  }
  const unknown = new TenureError('input.invalid', 'No such cursor.', { issues: [] })
  await expect(read(failing(unknown))).rejects.toMatchObject({
    ...{ code: 'storage.pruned', message: 'No such cursor.', cause: unknown, problem: { details: { store: 'sheet' } } },
  })
  await expect(read(failing(new Error('The disk is gone.')))).rejects.toThrow('The disk is gone.')
  const busy = new TenureError('storage.failed', 'Busy.', { transient: true } as never)
  await expect(read(failing(busy))).rejects.toBe(busy)
})
