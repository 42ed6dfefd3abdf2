import { memory, record } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import { silentLog } from '../base/log.js'
import { TenureError } from '../errors/tenure-error.js'
import { Company } from '../schema/object-types.js'
import type { Change, ChangeBatch, CommitResult, FeedCursor, StorageAdapter } from '../storage/adapter.js'
import { FeedFollower } from '../storage/feed-follower.js'
import type { Kernel } from './kernel.js'
import { testKernel } from './test-kernel.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [
    { id: 'vera', name: 'Vera', seat: true, superAdmin: true },
    { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
  ],
  records: [record(Company, 'c1', { name: 'Northwind' }), record(Company, 'c2', { name: 'Fabrikam' })],
}
type Capabilities = StorageAdapter['capabilities']
/** Two hosts on one store, each with what it claims. */
async function startTwo(claims: Partial<Capabilities>): Promise<{ readonly ours: Kernel; readonly theirs: Kernel }> {
  const store = memory(seed)
  const shared = (): StorageAdapter => ({ ...store, capabilities: { ...store.capabilities, shared: true, ...claims } })
  const ours = await testKernel(seed, undefined, withFewerImages(shared(), claims.images))
  const theirs = await testKernel(seed, undefined, { ...shared(), close: async () => {} })
  return { ours, theirs }
}
/** A feed as poor as the claim. */
function withFewerImages(store: StorageAdapter, images: Capabilities['images']): StorageAdapter {
  const poorer = ({ before, after, ...change }: Change): Change => ({
    ...change,
    ...(before && images === 'both' && { before }),
    ...(after && images !== undefined && { after }),
  })
  return {
    ...store,
    changes: async function* (from, io) {
      for await (const batch of store.changes(from, io)) yield { ...batch, changes: batch.changes.map(poorer) }
    },
  }
}
function watch(kernel: Kernel, user = 'anna'): string[][] {
  const seen: string[][] = []
  const where = { test: 'contains', property: 'company.name', text: 'n' } as const
  const question = {
    type: 'company',
    select: ['name'],
    where,
    orderBy: [{ by: 'company.name', direction: 'ascending' } as const],
    limit: 5,
  }
  kernel.live
    .watch({ subject: user, bind: () => kernel.access.bind(kernel.askers.get(user), question, { count: true }) })
    .subscribe((state) =>
      seen.push('records' in state ? [...state.records.map(({ values }) => String(values['name'])), `of ${state.total}`] : []),
    )
  return seen
}
async function write(kernel: Kernel, type: string, id: string, values: Readonly<Record<string, string | boolean>>): Promise<void> {
  const by = { asker: kernel.askers.get('vera'), actor: { source: 'user' } } as const
  expect(await kernel.writer.write(by, [{ write: 'update', type, id, values }])).toMatchObject({ ok: true })
}

test.each([
  ['before and after', { images: 'both' }],
  ['after', { images: 'after' }],
  ['neither', { images: undefined }],
] as const)('[SDK-9] what others write shows, and takes rights away, with a feed that holds the values %s', async (_, claims) => {
  const { ours, theirs } = await startTwo(claims as Partial<Capabilities>)
  const seen = watch(ours)
  const shows = (rows: readonly string[]) => vi.waitFor(() => expect(seen.at(-1)).toEqual(rows))
  await shows(['Northwind', 'of 1'])
  await write(theirs, 'company', 'c2', { name: 'Contoso' })
  await shows(['Contoso', 'Northwind', 'of 2'])
  await write(ours, 'company', 'c2', { name: 'Fabrikam' })
  expect(seen.at(-1)).toEqual(['Northwind', 'of 1'])
  await write(theirs, 'company', 'c1', { name: 'Alpha' })
  await shows(['of 0'])
  await write(theirs, 'user', 'anna', { active: false })
  await vi.waitFor(() => expect(() => ours.askers.get('anna')).toThrow(expect.objectContaining({ code: 'access.signed-out' })))
  await theirs.close()
  await ours.close()
})

test('[ST56] where a store leaves out what it changed, the core works it out, and says so', async () => {
  const store = memory(seed)
  const warnings: string[] = []
  const mute = async (...asked: Parameters<StorageAdapter['commit']>): Promise<CommitResult> => {
    const { changes: _, cursor: __, ...result } = (await store.commit(...asked)) as CommitResult & { readonly ok: true }
    return result as unknown as CommitResult
  }
  const kernel = await testKernel(seed, undefined, { ...store, commit: mute }, { ...silentLog, warn: (message) => warnings.push(message) })
  const seen = watch(kernel)
  await kernel.idle()
  await write(kernel, 'company', 'c2', { name: 'Contoso' })
  await kernel.idle()
  expect(seen.at(-1)).toEqual(['Contoso', 'Northwind', 'of 2'])
  await write(kernel, 'user', 'anna', { active: false })
  expect(() => kernel.askers.get('anna')).toThrow(expect.objectContaining({ code: 'access.signed-out' }))
  expect(warnings[0]).toContain('does not say what a commit changed')
  await kernel.close()
})

/** A feed that a test fills by hand. */
function createFeed() {
  const from: (FeedCursor | 'head')[] = []
  let waiting: { resolve(batch: ChangeBatch): void; reject(error: unknown): void } | undefined
  const storage: StorageAdapter = {
    ...memory(),
    capabilities: { images: 'both' },
    changes: async function* (start) {
      from.push(start)
      for (;;)
        yield await new Promise<ChangeBatch>((resolve, reject) => {
          waiting = { resolve, reject }
        })
    },
  }
  const until = () => vi.waitFor(() => expect(waiting).toBeDefined())
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
  }
}
function batch(cursor: string, version: string, name: string): ChangeBatch {
  const change = {
    ref: { type: 'company', id: 'c1' },
    change: 'patch',
    version,
    at: 0,
    changed: ['name'],
    before: {},
    after: { name },
  } as const
  return { cursor, changes: [change] }
}
async function follow() {
  const feed = createFeed()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const ended = new AbortController()
  const follower = new FeedFollower({ storage: feed.storage, clock, log: silentLog, io: { signal: ended.signal } })
  const taken: (readonly [string, unknown, string])[] = []
  let afresh = 0
  void follower.run({
    take: ({ cursor, changes }) => void taken.push(...changes.map(({ after, version }) => [cursor, after?.['name'], version] as const)),
    afresh: async () => void afresh++,
  })
  await feed.until()
  return { ...feed, clock, follower, taken, afresh: () => afresh }
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
