import { getEventListeners } from 'node:events'
import type { Change, ChangeBatch } from '@tenure/core/adapter'
import { laterColumnSteps, sideTableSteps, sqliteDialect } from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { Connection } from '../connection.js'
import { ChangeFeed, type FeedOptions } from './change-feed.js'

const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})
const keepMs = 10_000

/** A feed of its own; `write` commits one change of each named record at the time that `at` says. */
function open(more: Partial<FeedOptions> = {}) {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  for (const step of [...sideTableSteps(sqliteDialect()), ...laterColumnSteps([], sqliteDialect())]) connection.exec(step)
  const time = { now: 0 }
  const feed = new ChangeFeed(connection, { life: 'life', keepMs, now: () => time.now, created: () => undefined, ...more })
  const write = (ids: readonly string[], group?: string) => {
    const changes = ids.map(changeOf)
    const seq = feed.head + 1
    feed.write(seq, group === undefined ? {} : { group }, changes)
    feed.tell(seq, changes, group)
    return seq
  }
  const inFile = () => connection.all('SELECT seq FROM tenure_feed ORDER BY seq', []).map(([seq]) => seq)
  const pruneAt = (now: number) => {
    time.now = now
    feed.prune()
    return inFile()
  }
  return { connection, feed, time, write, inFile, pruneAt }
}
function changeOf(id: string): Change {
  const ref = { type: 'company', id }
  return { ref, change: 'patch', version: '2', at: 0, changed: ['name'], before: { name: 'old' }, after: { name: id } }
}
const idsOf = (changes: readonly Change[]) => changes.map(({ ref }) => ref.id)
async function take(batches: AsyncIterator<ChangeBatch>): Promise<readonly string[]> {
  const { value, done } = await batches.next()
  return done ? ['done'] : idsOf(value.changes)
}

test('the last 64 commits are answered from memory, those before and the large ones from the file', () => {
  const { connection, feed, write } = open()
  const large = write(Array.from({ length: 501 }, (_, place) => `r${place}`))
  const full = write(Array.from({ length: 500 }, (_, place) => `r${place}`))
  for (let more = 0; more < 63; more++) write([`c${more}`])
  connection.run('DELETE FROM tenure_feed', [])
  expect([large, full].map((seq) => feed.changesOf(seq).length)).toEqual([0, 500])
  write(['one more'])
  expect(feed.changesOf(full)).toEqual([])
  expect(idsOf(feed.changesOf(full + 1))).toEqual(['c0'])
})

test('what was rewritten is read from the file again', () => {
  const { connection, feed, write } = open()
  const seq = write(['secret'])
  write(['other'])
  connection.run('UPDATE tenure_feed SET changes = ? WHERE seq = ?', ['[]', seq])
  expect(idsOf(feed.changesOf(seq))).toEqual(['secret'])
  feed.forget([seq])
  expect(feed.changesOf(seq)).toEqual([])
  expect(idsOf(feed.changesOf(seq + 1))).toEqual(['other'])
})

test('a purge leaves no values in what is answered from memory, nor in the file', () => {
  const { feed } = open()
  const changes: readonly Change[] = [{ ...changeOf('gone'), change: 'purge' }, changeOf('stays')]
  const seq = 1
  feed.write(seq, {}, changes)
  feed.tell(seq, changes, undefined)
  const images = () => feed.changesOf(seq).map(({ before, after }) => before !== undefined || after !== undefined)
  expect(images()).toEqual([false, true])
  feed.forget([seq])
  expect(images()).toEqual([false, true])
})

test('a reader gets the commits after its cursor, then what comes, until the feed closes', async () => {
  const { feed, write } = open()
  write(['a'])
  write(['b'])
  const signal = new AbortController().signal
  const [fromFirst, fromHead] = [feed.read('life.1', signal), feed.read('head', signal)]
  const next = take(fromHead)
  expect(await take(fromFirst)).toEqual(['b'])
  write(['c'], 'group')
  expect(await next).toEqual(['c'])
  expect(await fromFirst.next()).toMatchObject({ value: { cursor: 'life.3', group: 'group' } })
  const last = [take(fromFirst), take(fromHead)]
  feed.close()
  expect(await Promise.all(last)).toEqual([['done'], ['done']])
})

test('an abort ends one reader while the others go on', async () => {
  const { feed, write } = open()
  const ended = new AbortController()
  const [one, other] = [feed.read('head', ended.signal), feed.read('head', new AbortController().signal)]
  const waiting = [take(one), take(other)] as const
  ended.abort()
  expect(await waiting[0]).toEqual(['done'])
  write(['a'])
  expect(await waiting[1]).toEqual(['a'])
  await other.return(undefined)
})

test('a feed into which others write looks where its head is, and cancels what it no longer waits for', async () => {
  const later: (() => void)[] = []
  let cancelled = 0
  const { connection, feed, write } = open({
    later: (run) => {
      later.push(run)
      return { [Symbol.dispose]: () => void cancelled++ }
    },
  })
  const first = feed.read('head', new AbortController().signal)
  const next = take(first)
  expect(later).toHaveLength(1)
  const row = JSON.stringify([changeOf('theirs')])
  connection.run('INSERT INTO tenure_feed (seq, at, changes) VALUES (1, 0, ?)', [row])
  later[0]?.()
  expect(await next).toEqual(['theirs'])
  expect(cancelled).toBe(1)
  connection.run('INSERT INTO tenure_feed (seq, at, changes) VALUES (2, 0, ?)', [row])
  const second = feed.read('head', new AbortController().signal)
  const after = take(second)
  write(['own'])
  expect(await after).toEqual(['own'])
  feed.close()
})

test('without others who write, nothing is looked up in the file while a reader waits', async () => {
  const { connection, feed } = open()
  connection.run('INSERT INTO tenure_feed (seq, at, changes) VALUES (1, 0, ?)', ['[]'])
  const next = feed.read('head', new AbortController().signal).next()
  expect(feed.head).toBe(0)
  expect(feed.refresh()).toBe(1)
  feed.close()
  expect(await next).toMatchObject({ done: true })
})

test.each([
  ['of another store', 'other.1', 'input.invalid'],
  ['without a number', 'life.x', 'input.invalid'],
  ['with more than a number', 'life.1x', 'input.invalid'],
  ['beyond the head', 'life.4', 'input.invalid'],
  ['of commits that are gone', 'life.0', 'storage.pruned'],
] as const)('a cursor %s is refused', async (_, cursor, code) => {
  const { connection, feed, write } = open()
  for (const id of ['a', 'b', 'c']) write([id])
  connection.run('DELETE FROM tenure_feed WHERE seq = 1', [])
  const refused = expect.objectContaining({ code })
  await expect(feed.read(cursor, new AbortController().signal).next()).rejects.toThrow(refused)
  expect(await take(feed.read('life.1', new AbortController().signal))).toEqual(['b'])
  feed.close()
  expect(await take(feed.read('life.3', new AbortController().signal))).toEqual(['done'])
})

test('commits are dropped once they are older than the feed is kept, but never the last one', () => {
  const { write, pruneAt, time } = open()
  for (const now of [0, 1, keepMs]) {
    time.now = now
    write([`at ${now}`])
  }
  expect(pruneAt(keepMs)).toEqual([1, 2, 3])
  expect(pruneAt(keepMs + 9)).toEqual([1, 2, 3])
  expect(pruneAt(keepMs + 10)).toEqual([3])
  expect(pruneAt(9 * keepMs)).toEqual([3])
})

test('a commit that a reader has not taken is kept twice as long', async () => {
  const { feed, write, pruneAt } = open()
  write(['a'])
  write(['b'])
  write(['c'])
  const reader = feed.read('life.0', new AbortController().signal)
  expect(await take(reader)).toEqual(['a'])
  expect(pruneAt(keepMs + 1)).toEqual([2, 3])
  expect(pruneAt(2 * keepMs)).toEqual([2, 3])
  expect(pruneAt(2 * keepMs + 10)).toEqual([3])
  await expect(take(reader)).resolves.toEqual(['b'])
  feed.close()
})

test('a reader that is slower than that is refused, instead of waiting for what is gone', async () => {
  const { connection, feed, write } = open()
  const reader = feed.read('head', new AbortController().signal)
  const first = take(reader)
  write(['a'])
  expect(await first).toEqual(['a'])
  write(['b'])
  write(['c'])
  feed.forget([2])
  connection.run('DELETE FROM tenure_feed WHERE seq = 2', [])
  await expect(take(reader)).rejects.toThrow(expect.objectContaining({ code: 'storage.pruned' }))
})

test('[BEY-5] a group is kept whole until its newest commit is too old, and then nothing is answered of it', () => {
  const { feed, write, pruneAt, time } = open()
  write(['a'], 'group')
  write(['between'])
  time.now = keepMs
  write(['b'], 'group')
  write(['c'], 'group')
  write(['last'])
  expect(pruneAt(keepMs + 10)).toEqual([1, 3, 4, 5])
  const whole = feed.ofGroup('group', undefined, 9)
  expect(whole.map(({ cursor, group, changes }) => [cursor, group, ...idsOf(changes)])).toEqual([
    ['life.4', 'group', 'c'],
    ['life.3', 'group', 'b'],
    ['life.1', 'group', 'a'],
  ])
  expect(feed.ofGroup('group', undefined, 1).map(({ cursor }) => cursor)).toEqual(['life.4'])
  expect(feed.ofGroup('group', 'life.4', 9).map(({ cursor }) => cursor)).toEqual(['life.3', 'life.1'])
  expect(feed.ofGroup('another', undefined, 9)).toEqual([])
  time.now = 2 * keepMs
  expect(feed.ofGroup('group', undefined, 9)).toHaveLength(3)
  time.now = 2 * keepMs + 1
  expect(feed.ofGroup('group', undefined, 9)).toEqual([])
  // What has begun to read a group reads it to its end.
  expect(feed.ofGroup('group', 'life.4', 9)).toHaveLength(2)
  expect(pruneAt(2 * keepMs + 20)).toEqual([5])
})

test('a thousand commits are dropped at a time, and the rest a moment later', () => {
  const { connection, feed, inFile, pruneAt } = open()
  connection.run(
    `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 2003)
     INSERT INTO tenure_feed (seq, at, changes) SELECT seq, 0, '[]' FROM n`,
    [],
  )
  feed.refresh()
  expect(pruneAt(keepMs + 1)).toHaveLength(1_003)
  expect(pruneAt(keepMs + 1)).toHaveLength(1_003)
  expect(pruneAt(keepMs + 2)[0]).toBe(2_001)
  expect(pruneAt(keepMs + 3)).toEqual([2_003])
  connection.run("INSERT INTO tenure_feed (seq, at, changes) VALUES (1, 0, '[]')", [])
  expect(pruneAt(keepMs + 12)).toEqual([1, 2_003])
  expect(pruneAt(keepMs + 13)).toEqual([2_003])
  expect(inFile()).toEqual([2_003])
})

test('a thousand old commits of a group that is kept do not hold up those after them', () => {
  const { connection, feed, inFile, pruneAt } = open()
  connection.run(
    `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 1003)
     INSERT INTO tenure_feed (seq, at, changes, batch_group) SELECT seq, iif(seq < 1002, 0, ${keepMs}), '[]', iif(seq IN (1001, 1003), NULL, 'group') FROM n`,
    [],
  )
  feed.refresh()
  const after = (seqs: readonly unknown[]) => [seqs.length, ...seqs.slice(1_000)]
  expect(after(pruneAt(keepMs + 1))).toEqual([1_003, 1_001, 1_002, 1_003])
  expect(after(pruneAt(keepMs + 2))).toEqual([1_002, 1_002, 1_003])
  expect(pruneAt(2 * keepMs + 20)).toEqual([1_002, 1_003])
  expect(pruneAt(2 * keepMs + 30)).toEqual([1_003])
  expect(inFile()).toEqual([1_003])
})

const never = () => new AbortController().signal

test('a commit is a row with its time and its group, and is read as it was written', async () => {
  const { connection, feed, time, write } = open()
  time.now = 5
  write(['a', 'b'])
  write(['c'], 'group')
  const rows = connection.all('SELECT seq, at, batch_group FROM tenure_feed ORDER BY seq', [])
  expect([rows, feed.head, feed.refresh()]).toEqual([
    [
      [1, 5, null],
      [2, 5, 'group'],
    ],
    2,
    2,
  ])
  const batches = [
    { cursor: 'life.1', changes: [changeOf('a'), changeOf('b')] },
    { cursor: 'life.2', changes: [changeOf('c')], group: 'group' },
  ]
  const readBoth = async () => {
    const reader = feed.read('life.0', never())
    const both = [(await reader.next()).value, (await reader.next()).value]
    await reader.return(undefined)
    return both
  }
  expect(await readBoth()).toStrictEqual(batches)
  feed.forget([1, 2])
  expect(await readBoth()).toStrictEqual(batches)
  expect([feed.changesOf(1), feed.changesOf(3)]).toEqual([batches[0]?.changes, []])
})

test('a reader leaves nothing behind when it is given up, aborted or has its commit', async () => {
  const later: (() => void)[] = []
  let cancelled = 0
  const { feed, write } = open({
    later: (run) => {
      later.push(run)
      return { [Symbol.dispose]: () => void cancelled++ }
    },
  })
  const [stop, other] = [new AbortController(), new AbortController()]
  const waiting = [take(feed.read('head', stop.signal)), take(feed.read('head', other.signal))]
  const listeners = () => [stop, other].map(({ signal }) => getEventListeners(signal, 'abort').length)
  expect([listeners(), later.length, cancelled]).toEqual([[1, 1], 2, 0])
  stop.abort()
  expect([await waiting[0], listeners(), cancelled]).toEqual([['done'], [0, 1], 1])
  write(['a'])
  expect([await waiting[1], listeners(), cancelled]).toEqual([['a'], [0, 0], 2])
  feed.wake()
  expect(cancelled).toBe(2)
})

test('a reader that was given up holds nothing back', async () => {
  const { feed, write, pruneAt } = open()
  for (const id of ['a', 'b', 'c']) write([id])
  const reader = feed.read('life.0', never())
  await take(reader)
  await reader.return(undefined)
  expect(pruneAt(keepMs + 1)).toEqual([3])
})

test('a closed feed and a caller that has left get nothing more, even where there is something', async () => {
  const { feed, write } = open()
  write(['a'])
  expect(await take(feed.read('life.0', AbortSignal.abort()))).toEqual(['done'])
  const between = feed.read('life.0', never())
  expect(await take(between)).toEqual(['a'])
  write(['b'])
  feed.close()
  expect([await take(between), await take(feed.read('life.0', never()))]).toEqual([['done'], ['done']])
})

test('a cursor that is refused says what to do, also where a group is read on', async () => {
  const { connection, feed, write } = open({ life: 'a.b' })
  for (const id of ['a', 'b', 'c']) write([id], 'group')
  expect(feed.cursorOf(3)).toBe('a.b.3')
  const message = 'This cursor belongs to another store. Read again and follow the changes from the head.'
  const foreign = expect.objectContaining({
    ...{ code: 'input.invalid', message },
    problem: expect.objectContaining({ details: { issues: [{ path: ['from'], message }] } }),
  })
  await expect(feed.read('b.1', never()).next()).rejects.toThrow(foreign)
  await expect(feed.read('a.b.', never()).next()).rejects.toThrow(foreign)
  expect(() => feed.ofGroup('group', 'other.1', 9)).toThrow(foreign)
  connection.run('DELETE FROM tenure_feed WHERE seq < 3', [])
  const pruned = expect.objectContaining({
    code: 'storage.pruned',
    message: 'The feed no longer goes back to this cursor. Read everything again and follow the changes from the head.',
    problem: expect.objectContaining({ details: { store: 'sqlite' } }),
  })
  expect(() => feed.ofGroup('group', 'a.b.1', 9)).toThrow(pruned)
  expect(feed.ofGroup('group', 'a.b.2', 9)).toEqual([])
})

test('a commit of more than five hundred changes is not held in memory', () => {
  const { connection, feed, write } = open()
  const many = (count: number) => write(Array.from({ length: count }, (_, place) => `r${place}`))
  const seqs = [many(500), many(501)]
  connection.run('DELETE FROM tenure_feed', [])
  expect(seqs.map((seq) => feed.changesOf(seq).length)).toEqual([500, 0])
})

test('a feed that is opened goes on where the last one ended', () => {
  const { connection, write } = open()
  write(['a'])
  write(['b'])
  const again = new ChangeFeed(connection, { life: 'life', keepMs, now: () => 0, created: () => undefined })
  expect([again.head, idsOf(again.changesOf(2))]).toEqual([2, ['b']])
})

test('a feed without commits is followed from its beginning', async () => {
  const { feed, write } = open()
  expect([feed.head, feed.ofGroup('group', undefined, 9), feed.changesOf(0)]).toEqual([0, [], []])
  const next = take(feed.read('life.0', never()))
  write(['a'])
  expect(await next).toEqual(['a'])
})
