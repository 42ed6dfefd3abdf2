import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import type { Clock } from '../base/clock.js'
import { type Log, silentLog } from '../base/log.js'
import { TenureError } from '../errors/tenure-error.js'
import type { RecordRef } from '../schema/value.js'
import type { Change, ChangeBatch, FeedCursor, StorageAdapter, StoredRecord } from './adapter.js'
import { FeedFollower } from './feed-follower.js'

/** A feed that a test fills by hand. */
function createFeed(more: Partial<StorageAdapter> = {}) {
  const from: (FeedCursor | 'head')[] = []
  let waiting: { resolve(batch: ChangeBatch): void; reject(error: unknown): void } | undefined
  const storage: StorageAdapter = {
    ...memory(),
    capabilities: { images: 'both' },
    ...more,
    changes: async function* (start) {
      from.push(start)
      for (;;)
        yield await new Promise<ChangeBatch>((resolve, reject) => {
          waiting = { resolve, reject }
        })
    },
  }
  const until = () => vi.waitFor(() => expect(waiting).toBeDefined(), { interval: 1 })
  const send = async (act: (to: NonNullable<typeof waiting>) => void) => {
    await until()
    const to = waiting
    waiting = undefined
    if (to !== undefined) act(to)
  }
  return {
    storage,
    from,
    give: (batch: ChangeBatch) => send(({ resolve }) => resolve(batch)),
    fail: (error: unknown) => send(({ reject }) => reject(error)),
    until,
    isAsked: () => waiting !== undefined,
  }
}
function batch(cursor: string, version: string, name: string, id = 'c1'): ChangeBatch {
  const change = {
    ref: { type: 'company', id },
    change: 'patch',
    version,
    at: 0,
    changed: ['name'],
    before: {},
    after: { name },
  } as const
  return { cursor, changes: [change] }
}
/** A follower of such a feed, with what it asked of the clock, gave its reader and wrote to the log. */
async function follow(more: Partial<StorageAdapter> = {}) {
  const feed = createFeed(more)
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const waits: number[] = []
  const at: Clock['at'] = (instant, run) => {
    waits.push(instant - clock.now())
    return clock.at(instant, run)
  }
  const warnings: unknown[] = []
  const log: Log = { ...silentLog, warn: (message, facts) => void warnings.push([message, facts]) }
  const ended = new AbortController()
  const follower = new FeedFollower({ storage: feed.storage, clock: { ...clock, at }, log, io: { signal: ended.signal } })
  const taken: (readonly [string, unknown, string])[] = []
  let afresh = 0
  const run = follower.run({
    take: ({ cursor, changes }) => void taken.push(...changes.map(({ after, version }) => [cursor, after?.['name'], version] as const)),
    afresh: async () => void afresh++,
  })
  await feed.until()
  return { ...feed, clock, waits, warnings, follower, taken, afresh: () => afresh, run, ended }
}

test('[SDK-9] own commits and repetitions in the feed are skipped, whichever comes first', async () => {
  const { follower, give, taken, until } = await follow()
  expect(follower.isNew(batch('1', '1', 'own'))).toBe(true)
  await give(batch('1', '1', 'own'))
  await give(batch('2', '2', 'theirs'))
  await give(batch('2', '2', 'theirs'))
  await give(batch('3', '3', 'own, delivered first'))
  await until()
  expect(follower.isNew(batch('3', '3', 'own, delivered first'))).toBe(false)
  expect(taken.map(([cursor]) => cursor)).toEqual(['2', '3'])
})

test('[SDK-9] a change of others that arrives after an own one does not take the record back', async () => {
  const { follower, give, taken, until } = await follow()
  follower.isNew(batch('2', '6', 'newest'))
  await give(batch('1', '5', 'older'))
  await give(batch('2', '6', 'newest'))
  await give(batch('3', '7', 'later'))
  await until()
  expect(taken).toEqual([
    ['1', 'newest', '6'],
    ['3', 'later', '7'],
  ])
})

test('[SDK-9] a feed that fails goes on after its last cursor; one that was pruned is followed from the head, and all is read again', async () => {
  const { give, fail, from, clock, taken, afresh, until } = await follow()
  await give(batch('1', '1', 'one'))
  await fail(new Error('no connection'))
  await vi.waitFor(() => expect(clock.pending).toBe(1))
  await clock.advance({ ms: 1_000 })
  await give(batch('2', '2', 'two'))
  await fail(new TenureError('storage.pruned', 'Too old.', { store: 'test' }))
  await vi.waitFor(() => expect(afresh()).toBe(1))
  await until()
  expect(from).toEqual(['head', '1', 'head'])
  expect(taken.map(([cursor]) => cursor)).toEqual(['1', '2'])
})

/** Fails once, and moves the clock to the end of the pause that follows. */
async function failOnce({ fail, clock, waits }: Awaited<ReturnType<typeof follow>>): Promise<number | undefined> {
  await fail(new Error('no connection'))
  await vi.waitFor(() => expect(clock.pending).toBe(1))
  await clock.advance({ ms: waits.at(-1) ?? 0 })
  return waits.at(-1)
}

test('[SDK-9] the pause after a failing feed doubles up to a minute, and starts over once the feed delivers', async () => {
  const followed = await follow()
  await followed.fail(new TenureError('storage.failed', 'The disk is full.', { transient: true }))
  await vi.waitFor(() => expect(followed.clock.pending).toBe(1))
  await followed.clock.advance({ ms: 1_000 })
  expect(followed.warnings).toEqual([
    ['The feed of the store failed.', { store: 'memory', error: expect.stringContaining('The disk is full.') }],
  ])
  for (let failure = 1; failure < 8; failure++) await failOnce(followed)
  expect(followed.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  await followed.give(batch('1', '1', 'one'))
  expect(await failOnce(followed)).toBe(1_000)
  expect(followed.afresh()).toBe(0)
})

test('[SDK-9] a feed that no longer knows its reader is followed at once, and after a pause if that happens again', async () => {
  const { fail, waits, warnings, clock, afresh, until, from } = await follow()
  await fail(new TenureError('input.invalid', 'No such cursor.', { issues: [] }))
  await vi.waitFor(() => expect(afresh()).toBe(1))
  expect(waits).toEqual([])
  await until()
  await fail(new TenureError('storage.pruned', 'Too old.', { store: 'test' }))
  await vi.waitFor(() => expect(clock.pending).toBe(1))
  expect(afresh()).toBe(1)
  await clock.advance({ ms: 2_000 })
  await vi.waitFor(() => expect(afresh()).toBe(2))
  expect(from).toEqual(['head', 'head', 'head'])
  const said = 'The feed of the store no longer goes back far enough; everything is read again.'
  expect(warnings).toEqual([
    [said, { store: 'memory', error: expect.stringContaining('No such cursor.') }],
    [said, { store: 'memory', error: expect.stringContaining('Too old.') }],
  ])
})

test('[SDK-9] following ends when the store closes, and by a signal while it waits', async () => {
  const closed = await follow()
  await closed.fail(new TenureError('storage.closed', 'The store is closed.', { store: 'test' }))
  await closed.run
  expect([closed.waits, closed.from]).toEqual([[], ['head']])
  const aborted = await follow()
  await aborted.fail(new Error('no connection'))
  await vi.waitFor(() => expect(aborted.clock.pending).toBe(1))
  aborted.ended.abort()
  await aborted.run
  expect([aborted.clock.pending, aborted.from]).toEqual([0, ['head']])
})

test('[SDK-9] the next commit waits until what follows the feed has taken the one before', async () => {
  const feed = createFeed()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const follower = new FeedFollower({ storage: feed.storage, clock, log: silentLog, io: { signal: new AbortController().signal } })
  const begun: string[] = []
  const done: (() => void)[] = []
  const take = ({ cursor }: ChangeBatch) => new Promise<void>((resolve) => done.push(resolve) && begun.push(cursor))
  void follower.run({ take, afresh: async () => {} })
  await feed.give(batch('1', '1', 'one'))
  await vi.waitFor(() => expect(begun).toEqual(['1']))
  expect(feed.isAsked()).toBe(false)
  done[0]?.()
  await feed.give(batch('2', '2', 'two'))
  await vi.waitFor(() => expect(begun).toEqual(['1', '2']))
})

test('[SDK-9] a feed without values gets those of the record; one that is archived or gone has none', async () => {
  const ref = (id: string): RecordRef => ({ type: 'company', id })
  const records: readonly StoredRecord[] = [
    { ref: ref('c1'), version: '9', values: { name: 'now' } },
    { ref: ref('c2'), version: '8', values: { name: 'archived' }, archivedAt: 1 },
  ]
  const read: StorageAdapter['read'] = async (refs) => refs.map(({ id }) => records.find((each) => each.ref.id === id) ?? null)
  const { give, taken, until } = await follow({ capabilities: {}, read })
  const changes = ['c1', 'c2', 'c3'].flatMap((id) => batch('1', '5', 'unused', id).changes).map(({ after: _, ...change }) => change)
  await give({ cursor: '1', changes })
  await until()
  expect(taken).toEqual([
    ['1', 'now', '9'],
    ['1', undefined, '5'],
    ['1', undefined, '5'],
  ])
})

test('[SDK-9] nothing more is taken from a feed until everything has been read again', async () => {
  const feed = createFeed()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const follower = new FeedFollower({ storage: feed.storage, clock, log: silentLog, io: { signal: new AbortController().signal } })
  const steps: string[] = []
  let endReading = (): void => {}
  const reading = new Promise<void>((resolve) => {
    endReading = resolve
  })
  const take = ({ cursor }: ChangeBatch) => void steps.push(cursor)
  void follower.run({ take, afresh: () => reading.then(() => void steps.push('all is read')) })
  await feed.fail(new TenureError('storage.pruned', 'Too old.', { store: 'test' }))
  await feed.give(batch('7', '1', 'newer'))
  endReading()
  await vi.waitFor(() => expect(steps).toEqual(['all is read', '7']))
})

test('[SDK-9] a feed that fails before it is followed is asked again once it is', async () => {
  let asked = 0
  const storage: StorageAdapter = {
    ...createFeed().storage,
    changes: async function* () {
      if (asked++ === 0) throw new Error('no connection')
      yield batch('1', '1', 'theirs')
    },
  }
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const follower = new FeedFollower({ storage, clock, log: silentLog, io: { signal: new AbortController().signal } })
  await new Promise((resolve) => setImmediate(resolve))
  const taken: string[] = []
  const run = follower.run({ take: ({ cursor }) => void taken.push(cursor), afresh: async () => {} })
  await vi.waitFor(() => expect(clock.pending).toBe(1))
  await clock.advance({ ms: 1_000 })
  await run
  expect(taken).toEqual(['1'])
})

test('[SDK-9] an own commit counts for its own record alone, and only until the feed has passed it', async () => {
  const { follower, give, taken, until } = await follow()
  follower.isNew(batch('2', '6', 'never delivered'))
  follower.isNew(batch('3', '7', 'own'))
  follower.isNew(batch('5', '9', 'later, own', 'c2'))
  await give(batch('1', '5', 'another record', 'c9'))
  const deal = { ...batch('1.5', '5', 'another type').changes[0], ref: { type: 'deal', id: 'c1' } } as Change
  await give({ cursor: '1.5', changes: [deal] })
  await give(batch('3', '7', 'own'))
  await give(batch('4', '8', 'theirs'))
  await give(batch('4.5', '8', 'theirs', 'c2'))
  await until()
  expect(taken.map(([cursor, name]) => [cursor, name])).toEqual([
    ['1', 'another record'],
    ['1.5', 'another type'],
    ['4', 'theirs'],
    ['4.5', 'later, own'],
  ])
})

test('[SDK-9] an own commit that archived the record leaves no values to a change before it', async () => {
  const { follower, give, taken, until } = await follow()
  const [{ after: _, ...gone }] = batch('2', '6', 'unused').changes as [ChangeBatch['changes'][number]]
  follower.isNew({ cursor: '2', changes: [gone] })
  await give(batch('1', '5', 'older'))
  await until()
  expect(taken).toEqual([['1', undefined, '6']])
})

test('[SDK-9] the last 1,024 own commits are remembered, and none before them', async () => {
  const { follower, give, taken, until } = await follow()
  for (let own = 0; own <= 1_024; own++) follower.isNew(batch(`own ${own}`, `${own}`, 'own', `c${own}`))
  await give(batch('1', '1', 'theirs', 'c0'))
  await give(batch('2', '1', 'theirs', 'c1'))
  await until()
  expect(taken.map(([, name]) => name)).toEqual(['theirs', 'own'])
})

test('[SDK-9] the last 1,024 commits of the feed are known again, and none before them', async () => {
  const cursors = [...Array.from({ length: 1_025 }, (_, place) => `${place}`), '1', '0']
  const storage: StorageAdapter = {
    ...createFeed().storage,
    changes: async function* () {
      for (const cursor of cursors) yield batch(cursor, '1', 'theirs')
    },
  }
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const follower = new FeedFollower({ storage, clock, log: silentLog, io: { signal: new AbortController().signal } })
  const taken: string[] = []
  await follower.run({ take: ({ cursor }) => void taken.push(cursor), afresh: async () => {} })
  expect(taken).toEqual([...cursors.slice(0, 1_025), '0'])
})
