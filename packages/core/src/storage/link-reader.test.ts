import { expect, test } from 'vitest'
import type { Hop } from '../query/canonical.js'
import type { RecordRef } from '../schema/value.js'
import type { IO, LinkEnd, StorageAdapter, StoredRecord } from './adapter.js'
import { LinkReader, linksOf } from './link-reader.js'

const io: IO = { signal: new AbortController().signal }
const hop: Hop = { edge: 'deal-company', forward: true, to: 'company' }
const company = (id: string, more: Partial<StoredRecord> = {}): StoredRecord => ({
  ref: { type: 'company', id },
  version: '1',
  values: { name: id },
  ...more,
})
const deal = (id: string): RecordRef => ({ type: 'deal', id })
const ends: Readonly<Record<string, readonly LinkEnd[]>> = {
  d1: [{ id: 'c1', label: 'primary' }, { id: 'c1' }, { id: 'c2' }],
  d2: [{ id: 'c2' }, { id: 'old' }, { id: 'gone' }, { id: 'c3', label: 'billing' }],
}
const companies = [company('c1'), company('c2'), company('c3'), company('old', { archivedAt: 5 })]

function open() {
  const calls: { links: unknown[]; reads: (readonly string[])[] } = { links: [], reads: [] }
  const store = {
    kind: 'fake',
    read: async (refs: readonly RecordRef[]) => {
      calls.reads.push(refs.map(({ id }) => id))
      return refs.map(({ id }) => companies.find(({ ref }) => ref.id === id) ?? null)
    },
    links: {
      read: async (refs: readonly RecordRef[], edge: string, forward: boolean) => {
        calls.links.push([refs.map(({ id }) => id), edge, forward])
        return refs.map(({ id }) => (forward ? (ends[id] ?? []) : []))
      },
    },
  } as unknown as StorageAdapter
  return { calls, links: new LinkReader(store, io) }
}
const ids = (found: readonly (readonly StoredRecord[])[]) => found.map((own) => own.map(({ ref }) => ref.id))

test('[FLT-12] [REC-10] a step leads to each record once, and neither to archived records nor to erased ones', async () => {
  const { links } = open()
  expect(ids(await links.linked([deal('d1'), deal('d2'), deal('none')], hop))).toEqual([['c1', 'c2'], ['c2', 'c3'], []])
})

test('[FLT-12] a step with a label leads along the links of that label alone', async () => {
  const { links } = open()
  expect(ids(await links.linked([deal('d1'), deal('d2')], { ...hop, label: 'primary' }))).toEqual([['c1'], []])
  expect(ids(await links.linked([deal('d1'), deal('d2')], { ...hop, label: 'billing' }))).toEqual([[], ['c3']])
})

test('[FLT-12] a link without a label is found by the empty label', async () => {
  const { links } = open()
  expect(ids(await links.linked([deal('d1')], { ...hop, label: '' }))).toEqual([['c1', 'c2']])
})

test('[SDK-9] a record that two others are linked to is one object, and is read once', async () => {
  const { links, calls } = open()
  const [first, second] = await links.linked([deal('d1'), deal('d2')], hop)
  expect(first?.[1]).toBe(second?.[0])
  expect(calls).toEqual({ links: [[['d1', 'd2'], 'deal-company', true]], reads: [['c1', 'c2', 'old', 'gone', 'c3']] })
})

test('[SDK-9] what was read is not read again until it is forgotten, the other direction aside', async () => {
  const { links, calls } = open()
  await links.linked([deal('d1')], hop)
  await links.linked([deal('d1')], { ...hop, label: 'primary' })
  await links.linked([deal('d1'), deal('d2')], hop)
  expect(calls.links).toEqual([
    [['d1'], 'deal-company', true],
    [['d2'], 'deal-company', true],
  ])
  expect(calls.reads).toEqual([
    ['c1', 'c2'],
    ['old', 'gone', 'c3'],
  ])
  expect(ids(await links.linked([deal('d1')], { ...hop, forward: false }))).toEqual([[]])
  expect([calls.links.length, calls.reads.length]).toEqual([3, 2])
  links.forget()
  await links.linked([deal('d1')], hop)
  expect([calls.links.length, calls.reads.length]).toEqual([4, 3])
})

test('[FLT-12] a store without links is named by the refusal, with what it lacks', () => {
  const linkless = { kind: 'sheet' } as StorageAdapter
  expect(() => linksOf(linkless)).toThrow(
    expect.objectContaining({
      code: 'storage.refused',
      message: 'The store sheet keeps no associations, which this query looks at; leave that part out or use another store.',
      problem: expect.objectContaining({ details: { capability: 'associations' } }),
    }),
  )
})
