import { type AdapterEnv, type CommitResult, days, silentLog, type Values, type Write, type WriteBatch } from '@tenure/core/adapter'
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

test('text with a NUL or half a character is refused, in values, labels, ids and what follows from a batch, and nothing is written', async () => {
  const { store, commit } = await open()
  await store.schema?.apply({ types: [{ name: 'account', properties: [{ name: 'extra', kind: 'json' }] }], edges: [] }, io)
  await commit(createBoth)
  for (const text of ['a\0b', '\ud800', '\udc00\ud800']) {
    const broken: readonly Write[] = [
      { write: 'create', ref: { type: 'account', id: text }, values: {} },
      { write: 'patch', ref: a, values: { name: text } },
      { write: 'link', ref: a, edge: 'e', to: p, label: text },
    ]
    for (const write of broken) {
      await expect(commit([{ write: 'patch', ref: a, values: { name: 'first' } }, write])).rejects.toMatchObject({ code: 'input.invalid' })
      const actor = { source: 'system' } as const
      const following = { atomic: true, at: 0, actor, writes: one['patch'] ? [one['patch']] : [], consequence: { actor, writes: [write] } }
      await expect(store.commit(following, io)).rejects.toMatchObject({ code: 'input.invalid' })
    }
    expect(await store.read([a], io)).toMatchObject([{ values: {} }])
  }
  const values = { extra: 'a\0b', name: '\u{1f600}', tags: ['\ud800'] }
  expect(await commit([{ write: 'patch', ref: a, values }])).toMatchObject({ ok: true, records: [{ values }] })
})

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

/** A store whose commits are given as a whole; `pastOf` is all that is known of `a`. */
async function openWhole() {
  const { store, clock } = await open()
  const commit = (writes: readonly Write[], more: Partial<WriteBatch> = {}): Promise<CommitResult> =>
    store.commit({ atomic: true, at: 5, actor, writes, ...more }, io)
  const pastOf = async () => (await store.history?.read([a], undefined, 99, io))?.[0]
  const lifeOf = (result: CommitResult) => (result.ok ? result.cursor?.split('.')[0] : undefined)
  return { store, clock, commit, pastOf, lifeOf }
}
const actor = { source: 'user', user: 'u1' } as const
const create = (ref: typeof a, values = {}): Write => ({ write: 'create', ref, values })
const patch = (values: Values, since?: Record<string, number>): Write => ({
  ...{ write: 'patch', ref: a, values },
  ...(since && { since }),
})

test('a commit answers with the records as they are, and a change of each with what differs, by name', async () => {
  const { commit, lifeOf } = await openWhole()
  const life = lifeOf(await commit([create(a, { name: 'A', zip: 'z', same: 1 }), create(p)]))
  expect(await commit([patch({ zip: null, name: 'B', same: 1, first: true })], { at: 9 })).toStrictEqual({
    ...{ ok: true, cursor: `${life}.2` },
    records: [{ ref: a, version: '2', values: { name: 'B', same: 1, first: true } }],
    changes: [
      {
        ...{ ref: a, change: 'patch', version: '2', at: 9, actor, changed: ['first', 'name', 'zip'] },
        ...{ before: { name: 'A', zip: 'z', same: 1 }, after: { name: 'B', same: 1, first: true } },
      },
    ],
  })
  expect(await commit([{ write: 'purge', ref: a }])).toStrictEqual({
    ...{ ok: true, cursor: `${life}.3`, records: [] },
    changes: [{ ref: a, change: 'purge', version: '3', at: 5, actor, changed: [], before: { name: 'B', same: 1, first: true } }],
  })
  expect(await commit([{ write: 'restore', ref: p }])).toStrictEqual({ ok: true, records: [], cursor: `${life}.3`, changes: [] })
})

test('the past of a record has each value with its date, its commit and its group, newest first and then by name', async () => {
  const { commit, pastOf } = await openWhole()
  await commit([create(a, { name: 'A', zip: 'z' })])
  await commit([patch({ zip: null, name: 'B' })], { at: 9, group: 'g' })
  const by = { actor, at: 5, version: '1', before: null }
  expect(await pastOf()).toStrictEqual([
    { ...by, property: 'name', value: 'B', before: 'A', at: 9, version: '2', group: 'g' },
    { ...by, property: 'zip', value: null, before: 'z', at: 9, version: '2', group: 'g' },
    { ...by, property: 'name', value: 'A' },
    { ...by, property: 'zip', value: 'z' },
  ])
})

test('a value holds since the date that its last write gave, and else since the commit', async () => {
  const { commit, pastOf } = await openWhole()
  const dates = async () => (await pastOf())?.map(({ property, version, at }) => [property, version, at])
  await commit([{ ...create(a, { name: 'A', zip: 'z' }), since: { name: 2 } } as Write])
  await commit([patch({ name: 'B', zip: 'y' }, { name: 3, zip: 4 }), patch({ zip: 'x' })])
  await commit([patch({ name: 'C' }), patch({ name: 'D' }, { name: 1 })])
  expect(await dates()).toEqual([
    ['name', '3', 1],
    ['name', '2', 3],
    ['zip', '2', 5],
    ['name', '1', 2],
    ['zip', '1', 5],
  ])
})

test('what follows from a batch is a commit of its own, and each record is answered as it is after both', async () => {
  const { store, commit, lifeOf } = await openWhole()
  const consequence = { actor: { source: 'system' } as const, writes: [patch({ name: 'after' })] }
  const whole = await commit([create(a, { name: 'A' }), create(p)], { consequence, group: 'g', key: 'k' })
  const life = lifeOf(whole)
  expect(whole).toStrictEqual({
    ...{ ok: true, cursor: `${life}.1` },
    records: [
      { ref: p, version: '1', values: {} },
      { ref: a, version: '2', values: { name: 'after' } },
    ],
    changes: [
      { ref: a, change: 'create', version: '1', at: 5, actor, changed: ['name'], after: { name: 'A' } },
      { ref: p, change: 'create', version: '1', at: 5, actor, changed: [], after: {} },
    ],
    consequence: {
      cursor: `${life}.2`,
      changes: [
        {
          ...{ ref: a, change: 'patch', version: '2', at: 5, actor: { source: 'system' }, changed: ['name'] },
          ...{ before: { name: 'A' }, after: { name: 'after' } },
        },
      ],
    },
  })
  expect(await commit([create(p)], { key: 'k' })).toStrictEqual({ ...whole, repeated: true })
  expect((await store.groups?.read('g', { limit: 9 }, io))?.map(({ cursor }) => cursor)).toEqual([`${life}.1`])
})

test('a consequence that is refused takes the whole batch back, and one that does nothing leaves it alone', async () => {
  const { store, commit } = await openWhole()
  const follow = (...writes: readonly Write[]) => ({ consequence: { actor, writes } })
  expect(
    await commit([create(a), create(p)], { ...follow(patch({}), { write: 'archive', ref: { type: 'x', id: 'x' } }), key: 'k' }),
  ).toEqual({
    ...{ ok: false, at: 3, because: 'missing' },
  })
  expect(await store.read([a, p], io)).toEqual([null, null])
  const alone = await commit([create(a)], { ...follow({ write: 'restore', ref: a }), key: 'k' })
  expect(alone).toMatchObject({ ok: true, records: [{ ref: a, version: '1' }] })
  expect(Object.keys(alone)).not.toContain('consequence')
})

test('a write that cannot be made says why, and the batch leaves nothing behind', async () => {
  const { store, commit } = await openWhole()
  await commit([create(a, { name: 'A' }), create(p)])
  const link: Write = { write: 'link', ref: a, edge: 'e', to: p }
  const because = async (...writes: readonly Write[]) => commit([patch({ name: 'B' }), ...writes])
  const missing = { type: 'part', id: 'none' }
  expect(await because({ write: 'archive', ref: missing })).toEqual({ ok: false, at: 1, because: 'missing' })
  expect(await because({ ...link, to: missing })).toEqual({ ok: false, at: 1, because: 'missing' })
  expect(await because({ ...patch({}), expect: '2' })).toEqual({ ok: false, at: 1, because: 'conflict' })
  expect(await because({ write: 'purge', ref: p }, create(p))).toEqual({ ok: false, at: 2, because: 'exists' })
  expect(await because(link, { write: 'purge', ref: p }, create(a))).toEqual({ ok: false, at: 3, because: 'exists' })
  expect(await store.read([a, p], io)).toEqual([
    { ref: a, version: '1', values: { name: 'A' } },
    { ref: p, version: '1', values: {} },
  ])
  expect(await store.links?.read([a], 'e', true, io)).toEqual([[]])
  await commit([{ write: 'purge', ref: { ...p } }])
  expect(await commit([create(p)])).toEqual({ ok: false, at: 0, because: 'exists' })
})

test('a purge that is taken back leaves the id as it was', async () => {
  const { commit } = await openWhole()
  expect(await commit([create(a), { write: 'purge', ref: a }, { write: 'archive', ref: p }])).toMatchObject({ ok: false, at: 2 })
  expect(await commit([create(a)])).toMatchObject({ ok: true })
})

test('a link that is there already, or gone already, changes nothing', async () => {
  const { store, commit } = await openWhole()
  const link: Write = { write: 'link', ref: a, edge: 'e', to: p, label: 'main' }
  await commit([create(a), create(p), link])
  expect(await commit([link])).toMatchObject({ ok: true, changes: [], records: [] })
  expect(await commit([{ ...link, write: 'unlink', label: 'other' }])).toMatchObject({ ok: true, changes: [] })
  expect(await store.links?.read([a], 'e', true, io)).toEqual([[{ id: 'p', label: 'main' }]])
  expect((await store.read([a], io))[0]?.version).toBe('1')
})

test('each key keeps its own answer for a day', async () => {
  const { commit, clock } = await openWhole()
  const isKnown = async (key: string) => {
    const result = await commit([create({ type: 'account', id: key })], { key })
    return result.ok ? result.repeated === true : result.because
  }
  expect([await isKnown('k1'), await isKnown('k2'), await isKnown('k1')]).toEqual([false, false, true])
  await clock.advance({ ms: dayMs })
  expect([await isKnown('k3'), await isKnown('k1'), await isKnown('k2')]).toEqual([false, true, true])
  await clock.advance({ ms: 1 })
  expect([await isKnown('k4'), await isKnown('k1'), await isKnown('k2'), await isKnown('k3')]).toEqual([false, 'exists', 'exists', true])
})

test('a purged record is in no answer that a key is given again', async () => {
  const { commit } = await openWhole()
  const namesake = { type: 'part', id: 'a' }
  const consequence = { actor, writes: [patch({ name: 'B' })] }
  const sibling = { type: 'account', id: 'b' }
  const whole = await commit([create(a, { name: 'A' }), create(namesake, { name: 'P' }), create(sibling)], { key: 'k', consequence })
  const other = await commit([create(p)], { key: 'other' })
  await commit([patch({ name: 'C' })], { key: 'alone' })
  await commit([], { key: 'following', consequence: { actor, writes: [patch({ name: 'D' })] } })
  await commit([{ write: 'purge', ref: a }], { key: 'purge' })
  const again = (key: string) => commit([], { key })
  const left = (change: string, version: string) => ({ ref: a, change, version, at: 5, actor, changed: [] })
  if (!whole.ok) throw new Error(whole.because)
  expect(await again('k')).toStrictEqual({
    ...whole,
    records: [
      { ref: namesake, version: '1', values: { name: 'P' } },
      { ref: sibling, version: '1', values: {} },
    ],
    changes: [left('create', '1'), ...whole.changes.slice(1)],
    consequence: { ...whole.consequence, changes: [left('patch', '2')] },
    repeated: true,
  })
  expect(await again('other')).toStrictEqual({ ...other, repeated: true })
  expect(await again('alone')).toMatchObject({ records: [], changes: [left('patch', '3')] })
  expect(await again('following')).toMatchObject({ records: [], changes: [], consequence: { changes: [left('patch', '4')] } })
})

test('a purged record is in no commit of the feed from before', async () => {
  const { store, commit, lifeOf } = await openWhole()
  const life = lifeOf(await commit([create(a, { name: 'A' }), create(p, { name: 'P' })]))
  await commit([{ write: 'purge', ref: a }])
  const first = (await store.changes(`${life}.0`, io)[Symbol.asyncIterator]().next()).value
  expect(first?.changes).toStrictEqual([
    { ref: a, change: 'create', version: '1', at: 5, actor, changed: [] },
    { ref: p, change: 'create', version: '1', at: 5, actor, changed: ['name'], after: { name: 'P' } },
  ])
})

test('what was declared stays declared: unique properties, indexes and edges', async () => {
  const { store } = await open()
  const [name, size] = [
    { name: 'name', kind: 'string', unique: true },
    { name: 'size', kind: 'number' },
  ] as const
  const edge = { edge: 'e', from: 'account', to: 'part' }
  await store.schema?.apply({ types: [{ name: 'account', properties: [name, size], indexes: [['size']] }], edges: [edge] }, io)
  const later = {
    types: [{ name: 'account', properties: [{ name: 'name', kind: 'string' as const }], indexes: [['name'], ['size']] }],
    edges: [edge],
  }
  await store.schema?.apply(later, io)
  expect(await store.describe()).toStrictEqual({
    ...{ types: [{ name: 'account', properties: [name, size], indexes: [['size'], ['name']] }], edges: [edge] },
  })
})
