import { getEventListeners } from 'node:events'
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

async function batches(feed: ChangeFeed, count: number, from = 'life.0'): Promise<readonly ChangeBatch[]> {
  const reader = feed.read(from, unlimited)
  const taken: ChangeBatch[] = []
  while (taken.length < count) taken.push((await reader.next()).value as ChangeBatch)
  await reader.return(undefined)
  return taken
}

test('a commit is read as it was written, with its group where it has one', async () => {
  const { feed, write } = open()
  expect([feed.head, write('a'), write('b', 'group'), feed.head]).toEqual(['life.0', 'life.1', 'life.2', 'life.2'])
  const written: readonly ChangeBatch[] = [
    { cursor: 'life.1', changes: [changeOf('a')] },
    { cursor: 'life.2', changes: [changeOf('b')], group: 'group' },
  ]
  expect(await batches(feed, 2)).toStrictEqual(written)
  expect(feed.ofGroup('group', undefined, 9)).toStrictEqual([written[1]])
  expect([feed.ofGroup('other', undefined, 9), feed.ofGroup('other', 'life.2', 9)]).toEqual([[], []])
})

test('what is forgotten of a record leaves its namesakes and the rest of its commits alone', async () => {
  const { feed } = open()
  const of = (type: string, id: string): Change => ({ ...changeOf(id), ref: { type, id } })
  const changes = [of('company', 'a'), of('company', 'b'), of('deal', 'a')]
  feed.append(changes, 'group')
  feed.append([of('company', 'b')], undefined)
  feed.append([{ ...of('company', 'c'), change: 'purge' }], undefined)
  feed.forget({ type: 'company', id: 'a' })
  const left = { ref: { type: 'company', id: 'a' }, change: 'patch', version: '2', at: 0, changed: [] }
  expect(await batches(feed, 3)).toStrictEqual([
    { cursor: 'life.1', changes: [left, ...changes.slice(1)], group: 'group' },
    { cursor: 'life.2', changes: [changes[1]] },
    { cursor: 'life.3', changes: [{ ...left, ref: { type: 'company', id: 'c' }, change: 'purge' }] },
  ])
})

test('a cursor that is refused says what to do, also where a group is read on', async () => {
  const { feed, write, at } = open()
  const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
  const foreign = { problem: { code: 'input.invalid', message, details: { issues: [{ path: ['from'], message }] } } }
  write('a', 'group')
  for (const cursor of ['other.1', 'life.2', 'life.x', 'life.1x', 'life.', 'life', '1', 'other.x'])
    await expect([
      cursor,
      await feed
        .read(cursor, unlimited)
        .next()
        .catch((error: unknown) => error),
    ]).toMatchObject([cursor, foreign])
  expect(() => feed.ofGroup('group', 'other.1', 9)).toThrow(message)
  at(1, 'b')
  at(keepMs + 10, 'c')
  await expect(feed.read('life.0', unlimited).next()).rejects.toMatchObject({
    problem: {
      ...{ code: 'storage.pruned', details: { store: 'memory' } },
      message: 'The feed no longer goes back to this cursor. Read everything again and follow the changes from the head.',
    },
  })
})

test('the feed looks for old commits a thousand times within the time that it keeps them', async () => {
  const { feed, at } = open()
  at(0, 'a')
  at(6, 'b')
  at(keepMs + 1, 'c')
  at(keepMs + 8, 'd')
  await expect(take(feed.read('life.0', unlimited))).rejects.toThrow(pruned)
  expect(await take(feed.read('life.1', unlimited))).toBe('b')
  at(keepMs + 11, 'e')
  await expect(take(feed.read('life.1', unlimited))).rejects.toThrow(pruned)
})

test('a reader leaves nothing behind: no listener, and nothing that is kept for it', async () => {
  const { feed, at } = open()
  const controller = new AbortController()
  const listeners = () => getEventListeners(controller.signal, 'abort').length
  const reader = feed.read('life.0', controller.signal)
  const first = take(reader)
  expect(listeners()).toBe(1)
  at(0, 'a')
  expect([await first, listeners()]).toEqual(['a', 0])
  await reader.return(undefined)
  at(0, 'b')
  at(keepMs + 10, 'c')
  await expect(take(feed.read('life.1', unlimited))).rejects.toThrow(pruned)
})

test('what has begun to read a group reads it to its end, once the group is too old to be asked for', () => {
  const { feed, at, time } = open()
  at(0, 'a', 'group')
  const newest = at(1, 'b', 'group')
  time.now = keepMs + 2
  expect(feed.ofGroup('group', undefined, 9)).toEqual([])
  expect(feed.ofGroup('group', newest, 9)).toEqual([{ cursor: 'life.1', group: 'group', changes: [changeOf('a')] }])
})

test('a group that was dropped and is written again is answered from then on', () => {
  const { feed, at } = open()
  at(0, 'a', 'group')
  at(0, 'b')
  at(keepMs + 10, 'c')
  const again = at(keepMs + 20, 'd', 'group')
  expect(feed.ofGroup('group', undefined, 9)).toEqual([{ cursor: again, group: 'group', changes: [changeOf('d')] }])
})
