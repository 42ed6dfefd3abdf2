import { expect, test } from 'vitest'
import { importedProperty } from '../../access/internal-property.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Change, HistoryEntry } from '../../storage/adapter.js'
import type { DraftRecord } from '../draft.js'
import { isChangedSince, type PastReader, pastProperties } from './past-values.js'

const ref = { type: 'company', id: 'acme' }
const change: Change = { ref, change: 'create', version: '1', at: 0, changed: ['name'] }
const names = ['name', importedProperty]
const type = { properties: names.map((name) => ({ name })) } as unknown as ObjectTypeDefinition
const later = (property: string): HistoryEntry => ({ property, value: 'b', before: 'a', at: 1, actor: { source: 'import' }, version: '2' })
function readerOf(entry: HistoryEntry): PastReader {
  const read = async (_: unknown, properties: readonly string[] | undefined) => [properties?.includes(entry.property) ? [entry] : []]
  return { history: { read }, io: { signal: new AbortController().signal }, own: new Set() }
}

test('[BEY-5] what a later import remembers of its file is no change that keeps a creation from being undone', async () => {
  const record = { values: {} } as DraftRecord
  expect(await isChangedSince(readerOf(later('name')), change, record, type)).toBe(true)
  expect(await isChangedSince(readerOf(later(importedProperty)), change, record, type)).toBe(false)
})

const io = { signal: new AbortController().signal }
const edit: Change = { ...change, change: 'patch', version: '5', before: { name: 'was' }, after: { name: 'is' } }
const entry = (version: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({ ...later('name'), version: `${version}`, ...more })
/** A history of these entries, newest first, and how many were asked for. */
function historyOf(entries: readonly HistoryEntry[], own: readonly string[] = []) {
  const limits: number[] = []
  const read = async (_: unknown, __: unknown, limit: number) => {
    limits.push(limit)
    return [entries.slice(0, limit)]
  }
  return { reader: { history: { read }, io, own: new Set(own) } satisfies PastReader, limits }
}
const draftOf = (values: DraftRecord['values']) => ({ values }) as DraftRecord

test('[BEY-5] without a history the images of a change say what was before, and a value that differs now is of somebody else', async () => {
  const reader: PastReader = { history: undefined, io, own: new Set() }
  const of = (values: DraftRecord['values']) => pastProperties(reader, edit, draftOf(values), ['name', 'city'])
  expect([...(await of({ name: 'is' }))]).toEqual([
    ['name', { before: 'was', isForeign: false }],
    ['city', { before: null, isForeign: false }],
  ])
  expect([...(await of({ name: 'else', city: 'Graz' })).values()].map(({ isForeign }) => isForeign)).toEqual([true, true])
  expect(await isChangedSince(reader, edit, draftOf({ name: 'is' }), type)).toBe(false)
  expect(await isChangedSince(reader, edit, draftOf({ name: 'else' }), type)).toBe(true)
})

test('[BEY-5] a later change is of somebody else unless its group is one of those taken back', async () => {
  const past = async (entries: readonly HistoryEntry[], own: readonly string[] = []) =>
    (await pastProperties(historyOf(entries, own).reader, edit, draftOf({}), ['name'])).get('name')
  const itself = entry(5, { before: 'old' })
  expect(await past([itself, entry(4)])).toEqual({ before: 'old', isForeign: false })
  expect(await past([entry(6), itself])).toEqual({ before: 'old', isForeign: true })
  expect(await past([entry(6, { group: 'g1' }), itself], ['g1'])).toEqual({ before: 'old', isForeign: false })
  expect(await past([entry(6, { group: 'g2' }), itself], ['g1'])).toEqual({ before: 'old', isForeign: true })
  expect(await past([entry(6, { property: 'city' }), itself])).toEqual({ before: 'old', isForeign: false })
  expect(await past([entry(4)])).toEqual({ before: 'was', isForeign: true })
})

test('[BEY-5] a history is read further back until it has the change, and no further than four thousand entries', async () => {
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => entry(from - at, { group: 'g1' }))
  const short = historyOf(down(24, 1), ['g1'])
  expect((await pastProperties(short.reader, edit, draftOf({}), ['name'])).get('name')?.isForeign).toBe(false)
  expect(short.limits).toEqual([4, 16, 64])
  const near = historyOf(down(7, 1), ['g1'])
  await pastProperties(near.reader, edit, draftOf({}), ['name'])
  expect(near.limits).toEqual([4])
  const at = historyOf(down(8, 1), ['g1'])
  await pastProperties(at.reader, edit, draftOf({}), ['name'])
  expect(at.limits).toEqual([4, 16])
  const long = historyOf(down(20_000, 1), ['g1'])
  expect((await pastProperties(long.reader, edit, draftOf({}), ['name'])).get('name')?.isForeign).toBe(true)
  expect(long.limits).toEqual([4, 16, 64, 256, 1_024, 4_096, 16_384])
})

test('[BEY-5] what the core works out does not keep a record from being undone', async () => {
  const computed = { properties: [{ name: 'name', computed: true }] } as unknown as ObjectTypeDefinition
  const reader: PastReader = { history: undefined, io, own: new Set() }
  expect(await isChangedSince(reader, edit, draftOf({ name: 'else' }), computed)).toBe(false)
})
