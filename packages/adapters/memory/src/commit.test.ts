import { type AdapterEnv, days, silentLog, type Write } from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { memory } from './index.js'
import type { MemoryOptions } from './memory.js'

const io = { signal: new AbortController().signal }
const dayMs = 86_400_000
async function open(options: MemoryOptions = {}) {
  const clock = createFakeClock(0)
  const env: AdapterEnv = { clock, log: silentLog, signal: io.signal }
  const store = memory({}, options)
  await store.open(env)
  const commit = (writes: readonly Write[], group?: string) =>
    store.commit({ atomic: true, at: 0, actor: { source: 'system' }, writes, ...(group !== undefined && { group }) }, io)
  return { store, clock, commit }
}
const a = { type: 'account', id: 'a' }
const p = { type: 'part', id: 'p' }
const createBoth: readonly Write[] = [a, p].map((ref) => ({ write: 'create', ref, values: {} }))
const one: Record<string, Write> = {
  patch: { write: 'patch', ref: a, values: { name: 'x' } },
  archive: { write: 'archive', ref: a },
  restore: { write: 'restore', ref: a },
  purge: { write: 'purge', ref: a },
  link: { write: 'link', ref: a, edge: 'e', to: p },
}

test('a commit that does several things to a record is called by the one that weighs most, whichever comes first', async () => {
  const nameOf = async (before: readonly Write[], ...names: readonly string[]) => {
    const { commit } = await open()
    if (before.length > 0) await commit(before)
    const result = await commit(names.flatMap((name) => one[name] ?? createBoth))
    return result.ok ? result.changes[0]?.change : result.because
  }
  expect(await nameOf(createBoth, 'link', 'patch')).toBe('patch')
  expect(await nameOf(createBoth, 'patch', 'link')).toBe('patch')
  const archived = [...createBoth, { write: 'archive', ref: a } as const]
  expect(await nameOf(archived, 'patch', 'restore')).toBe('restore')
  expect(await nameOf(archived, 'restore', 'patch')).toBe('restore')
  expect(await nameOf(archived, 'restore', 'archive')).toBe('archive')
  expect(await nameOf(createBoth, 'archive', 'restore')).toBe('archive')
  expect(await nameOf([], 'create', 'archive')).toBe('create')
  expect(await nameOf([], 'create', 'purge')).toBe('purge')
})

test('a write that throws takes back what came before it in its batch', async () => {
  const { store, commit } = await open()
  await commit(createBoth)
  const values = {
    get name(): string {
      throw new Error('no name')
    },
  }
  const before = await store.read([a], io)
  await expect(
    commit([...Object.values({ patch: one['patch'] as Write, link: one['link'] as Write }), { write: 'patch', ref: p, values }]),
  ).rejects.toThrow('no name')
  expect(await store.read([a], io)).toEqual(before)
  expect(await store.links?.read([a], 'e', true, io)).toEqual([[]])
})

test('a purge names the links that are gone with the records that led to it, each from its own end', async () => {
  const { commit } = await open()
  await commit([...createBoth, { write: 'link', ref: a, edge: 'e', to: p, label: 'main' }])
  const result = await commit([{ write: 'purge', ref: p }])
  if (!result.ok) throw new Error(result.because)
  const gone = { edge: 'e', label: 'main', gone: true }
  expect(result.changes.map(({ ref, change, linked }) => ({ ref, change, linked }))).toEqual([
    { ref: a, change: 'link', linked: [{ ...gone, forward: true, other: p }] },
    { ref: p, change: 'purge', linked: [{ ...gone, forward: false, other: a }] },
  ])
})

test('the store claims all that a store can do', () => {
  expect(memory().capabilities).toEqual({
    ...{ atomic: 'batch', versions: true, unique: true, feed: true, images: 'both', snapshots: true, consequences: true },
  })
})

test('what is declared as internal stays so, and a change of kind names the schema as what was refused', async () => {
  const { store } = await open()
  const declare = (kind: 'string' | 'number', internal?: true) =>
    store.schema?.apply({ types: [{ name: 'account', properties: [{ name: 'key', kind, ...(internal && { internal }) }] }], edges: [] }, io)
  await declare('string', true)
  await declare('string')
  expect((await store.describe()).types).toEqual([{ name: 'account', properties: [{ name: 'key', kind: 'string', internal: true }] }])
  const message = 'The property account.key is of kind string and cannot become number.'
  await expect(declare('number')).rejects.toMatchObject({
    problem: { code: 'storage.refused', message, details: { capability: 'schema' } },
  })
})

test.each([
  ['30 days where nothing is said', {}, 30 * dayMs],
  ['as many days as it says', { keepFeed: days(3) }, 3 * dayMs],
  ['as many milliseconds as it says', { keepFeed: { ms: 2 * dayMs + 5 } }, 2 * dayMs + 5],
  ['a day at least', { keepFeed: { ms: 1 } }, dayMs],
] as const)('a feed goes back %s', async (_, options, ms) => {
  const { store, clock, commit } = await open(options)
  await commit(createBoth, 'g')
  const count = async () => (await store.groups?.read('g', { limit: 9 }, io))?.length
  await clock.advance({ ms })
  expect(await count()).toBe(1)
  await clock.advance({ ms: 1 })
  expect(await count()).toBe(0)
})
