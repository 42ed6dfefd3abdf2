import { memory } from '@tenure/memory'
import { sqlite } from '@tenure/sqlite'
import { createFakeClock } from '@tenure/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentLog } from '../../base/log.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { PropertyKind, Value } from '../../schema/value.js'
import type { SchemaSnapshot, StorageAdapter, Write, WriteBatch } from '../../storage/adapter.js'
import { exportAudit, exportWorkspace } from './export-workspace.js'
import { restoreWorkspace } from './restore-workspace.js'

const io = { signal: new AbortController().signal }
const now = Date.UTC(2026, 5, 30)
const audit = { name: 'auditEntry', properties: [{ name: 'name', kind: 'string' as const }] }
const snapshot: SchemaSnapshot = {
  types: [
    ...builtInTypes
      .filter(({ name }) => name !== audit.name)
      .map(({ name, properties }) => ({
        name,
        properties: properties.map(({ name: property, kind, unique }) => ({ name: property, kind, ...(unique && { unique }) })),
      })),
    audit,
  ],
  edges: builtInTypes.flatMap(({ name, associations }) =>
    associations.filter(({ forward }) => forward).map(({ edge, to }) => ({ edge, from: name, to })),
  ),
}
const stores = { memory, sqlite: () => sqlite({ file: ':memory:' }) } as const
const kinds = Object.keys(stores) as (keyof typeof stores)[]

async function open(kind: keyof typeof stores, isDeclared = true): Promise<StorageAdapter> {
  const storage = stores[kind]()
  await storage.open({ clock: createFakeClock(now), log: silentLog, signal: io.signal })
  if (isDeclared) await storage.schema?.apply(snapshot, io)
  return storage
}
async function textOf(storage: StorageAdapter): Promise<string> {
  let text = ''
  for await (const piece of exportWorkspace(storage)) text += piece
  return text
}
/** The bytes in pieces that break wherever they like. */
async function* bytesOf(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('=1+1', '-x', 'ß', 'Ａ', '"\\\n', '2024'))
const storable = word.filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text))
const someValue: Readonly<Record<PropertyKind, fc.Arbitrary<Value>>> = {
  string: storable,
  text: storable,
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  date: fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
  datetime: fc.integer({ min: 0, max: now }),
  money: fc.integer({ min: -9_999, max: 9_999 }).map((amount) => ({ amount: `${amount}.05`, currency: 'EUR' })),
  enumeration: storable,
  multi_enumeration: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }).map((all) => all.toSorted()),
  user: fc.constantFrom('u0', 'u1'),
  json: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value).replaceAll(/\\u[0-9a-f]{4}/g, 'x')) as Value),
}
const names = ['company', 'contact', 'deal', 'user', 'setting', 'preference', 'session'] as const
const ids = ['a', 'B', 'ä', '9'] as const
const refOf = fc.record({ type: fc.constantFrom(...names), id: fc.constantFrom(...ids) })
const write: fc.Arbitrary<Write> = refOf.chain((ref) => {
  const properties = snapshot.types.find(({ name }) => name === ref.type)?.properties ?? []
  const some = fc.subarray([...properties], { minLength: 1 })
  const values = some.chain((chosen) => fc.record(Object.fromEntries(chosen.map(({ name, kind }) => [name, fc.option(someValue[kind])]))))
  const since = fc
    .subarray(properties.map(({ name }) => name))
    .map((dated) => Object.fromEntries(dated.map((name) => [name, now - 5_000_000])))
  const edges = snapshot.edges.filter(({ from }) => from === ref.type)
  const links = edges.length === 0 ? [] : [fc.constantFrom(...edges).chain(({ edge, to }) => linkOf({ ref, edge, to }))]
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ write: fc.constant('create' as const), ref: fc.constant(ref), values, since }) },
    { weight: 4, arbitrary: fc.record({ write: fc.constant('patch' as const), ref: fc.constant(ref), values }) },
    ...links.map((arbitrary) => ({ weight: 4, arbitrary })),
    fc.record({ write: fc.constantFrom('archive' as const, 'restore' as const), ref: fc.constant(ref) }),
    fc.record({ write: fc.constant('purge' as const), ref: fc.constant(ref) }),
  )
})
function linkOf({ ref, edge, to }: { readonly ref: Write['ref']; readonly edge: string; readonly to: string }): fc.Arbitrary<Write> {
  const other = fc.constantFrom('a', 'B', 'ä').map((id) => ({ type: to, id }))
  const both = { ref: fc.constant(ref), edge: fc.constant(edge), to: other, label: fc.constantFrom('primary', 'ä') }
  return fc.record(
    { write: fc.constantFrom('link' as const, 'unlink' as const), ...both },
    { requiredKeys: ['write', 'ref', 'edge', 'to'] },
  )
}
const batch: fc.Arbitrary<Omit<WriteBatch, 'at'>> = fc.record({
  atomic: fc.constant(true),
  actor: fc.constantFrom(
    { source: 'user', user: 'u0' } as const,
    { source: 'import' } as const,
    { source: 'plugin', plugin: 'p', user: 'u1' } as const,
  ),
  writes: fc.array(write, { minLength: 1, maxLength: 2 }),
})
async function filled(kind: keyof typeof stores, batches: readonly Omit<WriteBatch, 'at'>[]): Promise<StorageAdapter> {
  const storage = await open(kind)
  for (const [place, each] of batches.entries())
    await storage.commit({ ...each, at: now + place, ...(place % 3 === 0 && { group: `g${place}` }) }, io)
  return storage
}

// Some records that the writes can begin with; the others are created, or missed.
const all: Omit<WriteBatch, 'at'> = {
  atomic: true,
  actor: { source: 'system' },
  writes: names.flatMap((type) =>
    ids.slice(1).map((id): Write => ({ write: 'create', ref: { type, id }, values: { name: `${type} ${id}` } })),
  ),
}

// A failure prints its seed, and the smallest history that fails.
test('[SDK-11] any workspace imports again to the same, from either store into either, and both export the same bytes', async () => {
  const lines: number[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 20, maxLength: 60 }), async (batches) => {
      const texts = await Promise.all(kinds.map(async (kind) => textOf(await filled(kind, [all, ...batches]))))
      expect(texts[1]).toBe(texts[0])
      lines.push(texts[0]?.split('\n').length ?? 0)
      for (const kind of kinds) {
        const next = await open(kind, false)
        await restoreWorkspace(next, bytesOf(texts[0] ?? '', 7))
        expect(await textOf(next)).toBe(texts[0])
      }
    }),
    { numRuns: 40 },
  )
  expect(Math.max(...lines), 'The workspaces are not worth exporting.').toBeGreaterThan(20)
})

const create = (type: string, id: string, values: Record<string, Value>): Write => ({ write: 'create', ref: { type, id }, values })
const small: readonly Omit<WriteBatch, 'at'>[] = [
  {
    atomic: true,
    actor: { source: 'user', user: 'u0' },
    writes: [
      create('company', 'c1', { name: 'Northwind', arr: { amount: '5', currency: 'EUR' } }),
      create('company', 'c2', { name: 'Fabrikam' }),
      create('session', 's1', { name: 'digest', user: 'u0' }),
      create('auditEntry', 'e1', { name: 'sign-in' }),
    ],
  },
  { atomic: true, actor: { source: 'user' }, writes: [{ write: 'purge', ref: { type: 'company', id: 'c2' } }] },
]

describe.each(kinds)('over %s', (kind) => {
  test('[SDK-11] every key of a JSON value is exported and imported, whatever its name', async () => {
    const data = JSON.parse('{"__proto__":{"a":1},"constructor":[{"__proto__":null}],"toString":"b"}') as Value
    const batches = [data, null, data].map((value, place) => ({
      ...{ atomic: true, actor: { source: 'system' as const } },
      writes: [
        { write: place === 0 ? ('create' as const) : ('patch' as const), ref: { type: 'setting', id: 's1' }, values: { data: value } },
      ],
    }))
    const text = await textOf(await filled(kind, batches))
    expect(text).toContain('"data":{"__proto__":{"a":1},"constructor":[{"__proto__":null}],"toString":"b"}')
    const next = await open(kind, false)
    await restoreWorkspace(next, bytesOf(text))
    expect(await textOf(next)).toBe(text)
  })

  test('[SDK-11] an export that is cut off or changed anywhere is refused, and nothing of it is written', async () => {
    const text = await textOf(await filled(kind, small))
    const next = await open(kind, false)
    const refused = async (broken: string): Promise<void> => {
      await expect(restoreWorkspace(next, bytesOf(broken)), broken).rejects.toMatchObject({
        code: expect.stringMatching(/^(input\.invalid|storage\.)/),
      })
      for await (const { records, purged } of next.backup?.read(io) ?? []) expect([...records, ...(purged ?? [])]).toEqual([])
    }
    for (let cut = 0; cut < text.length; cut += 29) await refused(text.slice(0, cut))
    await refused(text.slice(0, -1))
    for (const [from, to] of [
      ['Northwind', 'Southwind'],
      ['"amount":"5"', '"amount":"6"'],
      ['"c2"', '"c3"'],
      ['"version":1}', '"version":2}'],
      ['"type":"company"', '"type":"nothing"'],
      ['"name":"Northwind"', '"name":5'],
      ['"set":{', '"set":{"nothing":1,'],
      ['"purged":1', '"purged":0'],
    ] as const) {
      expect(text).toContain(from)
      await refused(text.replace(from, to))
    }
    await refused(text.split('\n').toSpliced(3, 1).join('\n'))
    await refused(`${text}{}\n`)
    await restoreWorkspace(next, bytesOf(text))
    expect(await textOf(next)).toBe(text)
    await expect(restoreWorkspace(next, bytesOf(text))).rejects.toMatchObject({ code: 'storage.refused' })
  })

  test('[SDK-11] [SEC-12] [SEC-13] sign-ins are not exported, and the audit apart', async () => {
    const storage = await filled(kind, small)
    const text = await textOf(storage)
    expect(text).not.toMatch(/session|digest|auditEntry|sign-in/)
    let entries = ''
    for await (const piece of exportAudit(storage)) entries += piece
    expect(entries).toBe('{"id":"e1","name":"sign-in"}\n')
  })
})

test('[SDK-11] an export is of one state, whatever is written meanwhile', async () => {
  const storage = await filled('memory', small)
  const before = await textOf(storage)
  let text = ''
  for await (const piece of exportWorkspace(storage)) {
    text += piece
    if (text.split('\n').length === 3)
      await storage.commit({ atomic: true, at: now, actor: { source: 'user' }, writes: [create('contact', 'late', { name: 'Late' })] }, io)
  }
  expect(await textOf(storage)).not.toBe(before)
  // The state is that of the first page, or of the head before it, and never between two types.
  expect([before, await textOf(storage)]).toContain(text)
})

test('[SDK-11] a store without a backup says so', async () => {
  const { backup: _, ...storage } = await open('memory')
  await expect(textOf(storage)).rejects.toMatchObject({ code: 'storage.refused' })
  await expect(restoreWorkspace(storage, bytesOf(''))).rejects.toMatchObject({ code: 'storage.refused' })
})
