import type { Change, ChangeBatch } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { ChangeFeed } from './change-feed.js'

const keepMs = 10_000
const unlimited = new AbortController().signal
function open() {
  const time = { now: 0 }
  const feed = new ChangeFeed({ life: 'life', keepMs, now: () => time.now })
  const write = (id: string, group?: string) => feed.append([changeOf(id)], group)
  const at = (now: number, id: string, group?: string) => {
    time.now = now
    return write(id, group)
  }
  return { feed, time, write, at }
}
function changeOf(id: string): Change {
  const ref = { type: 'company', id }
  return { ref, change: 'patch', version: '2', at: 0, changed: ['name'], before: { name: 'old' }, after: { name: id } }
}
async function take(batches: AsyncIterator<ChangeBatch>): Promise<string> {
  const { value, done } = await batches.next()
  return done ? 'done' : value.changes.map(({ ref }: Change) => ref.id).join()
}
const pruned = expect.objectContaining({ code: 'storage.pruned' })

test('a commit is kept for its time, and the last one always', async () => {
  const { feed, at } = open()
  const start = feed.head
  at(0, 'a')
  const second = at(1, 'b')
  at(keepMs, 'c')
  expect(await take(feed.read(start, unlimited))).toBe('a')
  at(keepMs + 10, 'd')
  await expect(take(feed.read(start, unlimited))).rejects.toThrow(pruned)
  expect(await take(feed.read(second, unlimited))).toBe('c')
})

test('a commit that a reader has not taken is kept twice as long, and then the reader is refused', async () => {
  const { feed, at } = open()
  const reader = feed.read(feed.head, unlimited)
  const first = take(reader)
  at(0, 'a')
  expect(await first).toBe('a')
  at(0, 'b')
  at(keepMs + 10, 'c')
  at(2 * keepMs, 'd')
  expect(await take(reader)).toBe('b')
  at(3 * keepMs + 20, 'e')
  await expect(take(reader)).rejects.toThrow(pruned)
})

test('[BEY-5] a group is kept whole until its newest commit is too old, and then nothing is answered of it', () => {
  const { feed, at, time } = open()
  at(0, 'a', 'group')
  at(0, 'between')
  const newest = at(keepMs, 'b', 'group')
  at(keepMs + 10, 'last')
  const ids = (before?: string) => feed.ofGroup('group', before, 9).map(({ changes }) => changes[0]?.ref.id)
  expect(ids()).toEqual(['b', 'a'])
  expect(ids(newest)).toEqual(['a'])
  expect(feed.ofGroup('group', undefined, 1).map(({ cursor }) => cursor)).toEqual([newest])
  time.now = 2 * keepMs
  expect(ids()).toEqual(['b', 'a'])
  time.now += 1
  expect(ids()).toEqual([])
  at(2 * keepMs + 20, 'later')
  expect(ids(newest)).toEqual([])
})

test('what a purged record held is in no commit, before its purge or in it', async () => {
  const { feed, write } = open()
  const start = feed.head
  write('gone')
  feed.forget({ type: 'company', id: 'gone' })
  feed.append([{ ...changeOf('gone'), change: 'purge' }, changeOf('stays')], undefined)
  const reader = feed.read(start, unlimited)
  const batches = [await reader.next(), await reader.next()].map(({ value }) => value as ChangeBatch)
  expect(batches.flatMap(({ changes }) => changes.map(({ ref, after }) => [ref.id, after?.['name']]))).toEqual([
    ['gone', undefined],
    ['gone', undefined],
    ['stays', 'stays'],
  ])
})

test('a reader waits for what comes, and ends with its signal or the store', async () => {
  const { feed, write } = open()
  const ended = new AbortController()
  const [one, other] = [feed.read(feed.head, ended.signal), feed.read(feed.head, unlimited)]
  const waiting = [take(one), take(other)] as const
  ended.abort()
  expect(await waiting[0]).toBe('done')
  write('a')
  expect(await waiting[1]).toBe('a')
  const last = take(other)
  feed.close()
  expect(await last).toBe('done')
})
