import { expect, test } from 'vitest'
import type { AssociationDefinition } from '../schema/definition.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Capabilities, HistoryEntry, IO, LinkEnd, StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { Draft, keyOf } from './draft.js'

const io: IO = { signal: new AbortController().signal }
const company = (id: string): RecordRef => ({ type: 'company', id })
const contact = (id: string): RecordRef => ({ type: 'contact', id })
const stored = (ref: RecordRef, values: Values = {}, more: Partial<StoredRecord> = {}): StoredRecord => ({
  ...{ ref, version: '3', values },
  ...more,
})
const end = (forward: boolean, single = false) => {
  const to = forward ? 'company' : 'contact'
  return { name: to, label: to, to, edge: 'works-at', forward, ...(single && { single }) } as unknown as AssociationDefinition
}
interface Held {
  readonly capabilities?: Capabilities
  readonly links?: Readonly<Record<string, readonly LinkEnd[]>>
  readonly history?: readonly HistoryEntry[]
}

/** A draft over a store that holds these, and notes what it is asked. */
function open(records: readonly StoredRecord[], { capabilities = { versions: true }, links, history }: Held = {}) {
  const asked: unknown[] = []
  const byKey = new Map(records.map((record) => [keyOf(record.ref), record]))
  const adapter = {
    kind: 'acme',
    capabilities,
    read: async (refs: readonly RecordRef[]) => {
      asked.push(refs.map(({ id }) => id))
      return refs.map((ref) => byKey.get(keyOf(ref)) ?? null)
    },
    ...(links && {
      links: {
        read: async (refs: readonly RecordRef[], edge: string, forward: boolean) => {
          asked.push([edge, forward, ...refs.map(({ id }) => id)])
          return refs.map(({ id }) => links[`${id} ${forward}`])
        },
      },
    }),
    ...(history && {
      history: {
        read: async (...of: readonly unknown[]) => {
          asked.push(of.slice(0, 3))
          return [history]
        },
      },
    }),
  } as unknown as StorageAdapter
  return { draft: new Draft(adapter, io), asked }
}
const acme = stored(company('c1'), { name: 'Acme', city: 'Graz' })

test('[SDK-9] a draft reads each record once, and only those that it lacks', async () => {
  const { draft, asked } = open([acme, stored(company('c2'))])
  await draft.load([company('c1'), company('c1'), company('none')])
  await draft.load([company('c1')])
  await draft.load([company('c1'), company('c2')])
  expect(asked).toEqual([['c1', 'none'], ['c2']])
  expect(draft.records.map(({ ref }) => ref.id)).toEqual(['c1', 'c2'])
  expect([draft.find(company('none')), draft.find(contact('c1'))]).toEqual([undefined, undefined])
  expect(draft.resolve(company('c1'))).toEqual(company('c1'))
})

test('[SDK-9] records that were read before are taken where the store compares versions, and none that the draft has', () => {
  const { draft } = open([])
  draft.create(company('c1'), { name: 'New' })
  draft.adopt([acme, stored(company('c2'))])
  expect(draft.records.map(({ ref, values }) => [ref.id, values])).toEqual([
    ['c1', { name: 'New' }],
    ['c2', {}],
  ])
  const last = open([], { capabilities: { versions: false } }).draft
  last.adopt([acme])
  expect(last.records).toEqual([])
})

test('[REC-10] an archived record is one in its draft', async () => {
  const { draft } = open([stored(company('c1'), {}, { archivedAt: 3 }), stored(company('c2'))])
  await draft.load([company('c1'), company('c2')])
  expect(draft.records.map(({ archived, archive }) => [archived, archive])).toEqual([
    [true, undefined],
    [false, undefined],
  ])
  expect(draft.next().records.map(({ ref }) => ref.id)).toEqual(['c2'])
})

test('[SDK-9] what is written of a record is what differs, under the version that was read where the store compares it', async () => {
  const writes = async (capabilities: Capabilities, values: Values) => {
    const { draft } = open([acme], { capabilities })
    await draft.load([company('c1')])
    Object.assign(draft.find(company('c1')) ?? {}, { values })
    return draft.writes()
  }
  const ref = company('c1')
  expect(await writes({ versions: true }, { name: 'Acme', city: 'Rome', phone: null })).toEqual([
    { write: 'patch', ref, expect: '3', values: { city: 'Rome' } },
  ])
  expect(await writes({}, { name: 'Acme', city: '' })).toEqual([{ write: 'patch', ref, values: { city: '' } }])
  expect(await writes({ emptyIsNull: true }, { name: 'Acme', city: '' })).toEqual([{ write: 'patch', ref, values: { city: null } }])
  expect(await writes({ versions: true }, { name: 'Acme', city: 'Graz' })).toEqual([])
  expect(await writes({ versions: true }, acme.values)).toEqual([])
})

test('[SDK-9] a new record is written without what it lacks, an archived one after its last values', async () => {
  const { draft } = open([acme, stored(company('c2'), { name: 'Two' })])
  await draft.load([company('c1'), company('c2')])
  Object.assign(draft.find(company('c1')) ?? {}, { values: { name: 'Last', city: 'Graz' }, archive: 'archive' })
  Object.assign(draft.find(company('c2')) ?? {}, { archive: 'purge', values: { name: 'Two' } })
  Object.assign(draft.create(company('new'), { name: 'New', city: null }), { archive: 'archive' })
  expect(draft.writes()).toEqual([
    { write: 'patch', ref: company('c1'), expect: '3', values: { name: 'Last' } },
    { write: 'archive', ref: company('c1'), expect: '3' },
    { write: 'purge', ref: company('c2'), expect: '3' },
    { write: 'create', ref: company('new'), values: { name: 'New' } },
    { write: 'archive', ref: company('new') },
  ])
})

test('[REC-3] what held before is written with its date: of a property alone, or of all of a new record', async () => {
  const { draft } = open([acme])
  await draft.load([company('c1')])
  Object.assign(draft.find(company('c1')) ?? {}, { values: { name: 'Ltd', city: 'Rome' }, since: { city: 5, phone: 6 }, happenedAt: 4 })
  Object.assign(draft.create(company('n1'), { name: 'New', city: 'Bonn' }), { since: { city: 5 }, happenedAt: 4 })
  Object.assign(draft.create(company('n2'), { name: 'New' }), { since: { city: 5 } })
  Object.assign(draft.create(company('n3'), { name: 'New' }), { happenedAt: 4 })
  expect(draft.writes().map((write) => 'since' in write && write.since)).toEqual([{ city: 5 }, { city: 5, name: 4 }, false, { name: 4 }])
})

test('[SDK-9] what is taken out of a draft again is not written', async () => {
  const { draft } = open([acme])
  await draft.load([company('c1')])
  Object.assign(draft.find(company('c1')) ?? {}, { values: { name: 'Else' } })
  const added = draft.create(company('new'), { name: 'New' })
  expect(draft.records).toHaveLength(2)
  for (const record of draft.records) draft.forget(record)
  expect(draft.records.map(({ ref, values }) => [ref.id, values])).toEqual([['c1', acme.values]])
  expect([draft.find(added.ref), draft.writes()]).toEqual([undefined, []])
})

test('[SDK-9] links are read with one call for each end of an edge, once, and only of records that are stored', async () => {
  const links = { 'p1 true': [{ id: 'c1', label: 'primary' }], 'c1 false': [{ id: 'p1', label: 'primary' }] }
  const { draft, asked } = open([acme, stored(contact('p1')), stored(contact('p2'))], { links })
  await draft.load([company('c1'), contact('p1'), contact('p2')])
  draft.create(contact('new'), {})
  asked.length = 0
  await draft.loadLinks([
    { ref: contact('p1'), end: end(true) },
    { ref: contact('p2'), end: end(true) },
    { ref: contact('new'), end: end(true) },
    { ref: contact('away'), end: end(true) },
    { ref: company('c1'), end: end(false) },
  ])
  expect(asked).toEqual([
    ['works-at', true, 'p1', 'p2'],
    ['works-at', false, 'c1'],
  ])
  expect(await draft.linked(contact('p1'), end(true))).toEqual(['c1'])
  expect(await draft.ends(company('c1'), end(false))).toEqual([{ id: 'p1', label: 'primary' }])
  expect(await draft.linked(contact('p2'), end(true))).toEqual([])
  expect(asked).toHaveLength(2)
})

test('[SDK-9] a store without links is named once links of a stored record are asked for', async () => {
  const { draft } = open([acme])
  draft.create(company('new'), {})
  expect(await draft.linked(company('new'), end(false))).toEqual([])
  await draft.loadLinks([])
  await draft.load([company('c1')])
  await expect(draft.linked(company('c1'), end(false))).rejects.toMatchObject({
    problem: { code: 'storage.refused', message: 'The store acme keeps no links.', details: { capability: 'associations' } },
  })
})

test('[REC-8] a link is named by its label, as it will be', async () => {
  const { draft } = open([stored(contact('p1'))], { links: { 'p1 true': [{ id: 'c1' }, { id: 'c1', label: 'primary' }, { id: 'c2' }] } })
  await draft.load([contact('p1')])
  draft.unlink(end(true), contact('p1'), company('c1'), undefined)
  await draft.link(end(true), contact('p1'), company('c3'), 'billing', undefined)
  await draft.link(end(true), contact('p1'), company('c4'), undefined, undefined)
  expect(await draft.ends(contact('p1'), end(true))).toEqual([
    { id: 'c1', label: 'primary' },
    { id: 'c2' },
    { id: 'c3', label: 'billing' },
    { id: 'c4' },
  ])
  const has = (id: string, label?: string) => draft.hasLink(contact('p1'), end(true), company(id), label)
  expect([await has('c1'), await has('c1', 'primary'), await has('c3'), await has('c3', 'billing')]).toEqual([false, true, false, true])
  expect(draft.added(contact('p1'), end(true))).toEqual([{ id: 'c3', label: 'billing' }, { id: 'c4' }])
  expect(draft.added(company('c3'), end(false))).toEqual([{ id: 'p1', label: 'billing' }])
  expect(draft.added(contact('p1'), { edge: 'other', forward: true })).toEqual([])
  expect(await draft.linked(contact('p1'), end(true))).toEqual(['c2', 'c3', 'c4'])
})

test('[FLT-9] a link at a single end takes the place of the one that was there, no matter who has the single end', async () => {
  const links = { 'p1 true': [{ id: 'c1', label: 'primary' }, { id: 'c2' }], 'c2 false': [{ id: 'p1' }, { id: 'p9' }] }
  const { draft } = open([stored(contact('p1')), stored(company('c2'))], { links })
  await draft.load([contact('p1'), company('c2')])
  await draft.link(end(true, true), contact('p1'), company('c2'), undefined, end(false, true))
  await draft.link(end(true, true), contact('p1'), company('c5'), 'x', end(false))
  const to = (id: string, label?: string) => ({ edge: 'works-at', to: company(id), ...(label !== undefined && { label }) })
  expect(draft.links).toEqual([
    { write: 'unlink', ref: contact('p1'), ...to('c1', 'primary') },
    { write: 'unlink', ref: contact('p9'), ...to('c2') },
    { write: 'link', ref: contact('p1'), ...to('c2') },
    { write: 'unlink', ref: contact('p1'), ...to('c1', 'primary') },
    { write: 'unlink', ref: contact('p1'), ...to('c2') },
    { write: 'unlink', ref: contact('p1'), ...to('c2') },
    { write: 'link', ref: contact('p1'), ...to('c5', 'x') },
  ])
})

test('[REC-8] all links to one other record are taken away, whatever their label', async () => {
  const { draft } = open([stored(contact('p1'))], { links: { 'p1 true': [{ id: 'c1' }, { id: 'c1', label: 'primary' }, { id: 'c2' }] } })
  await draft.load([contact('p1')])
  await draft.unlinkAll(end(true), contact('p1'), 'c1')
  expect(draft.writes()).toEqual([
    { write: 'unlink', ref: contact('p1'), edge: 'works-at', to: company('c1') },
    { write: 'unlink', ref: contact('p1'), edge: 'works-at', to: company('c1'), label: 'primary' },
  ])
})

test('[SDK-9] what follows from a draft has its records and links as they will be, without versions that only the store knows', async () => {
  const { draft } = open([acme, stored(company('c2')), stored(company('c3')), stored(contact('p1'))], { links: {} })
  await draft.load([company('c1'), company('c2'), company('c3'), contact('p1')])
  Object.assign(draft.find(company('c1')) ?? {}, { values: { name: 'Ltd', city: null } })
  draft.create(company('new'), { name: 'New' })
  await draft.link(end(true), contact('p1'), company('c2'), 'primary', undefined)
  const next = draft.next()
  expect(next.find(company('c1'))).toMatchObject({ values: { name: 'Ltd' }, before: { version: '3', values: { name: 'Ltd' } } })
  expect(next.find(company('new'))?.before?.version).toBe('0')
  expect(await next.ends(contact('p1'), end(true))).toEqual([{ id: 'c2', label: 'primary' }])
  expect([next.links, next.writes()]).toEqual([[], []])
  for (const record of next.records) record.values = { ...record.values, score: 1 }
  const values = { score: 1 }
  expect(next.writes()).toEqual([
    { write: 'patch', ref: company('c1'), values },
    { write: 'patch', ref: company('c2'), values },
    { write: 'patch', ref: company('c3'), expect: '3', values },
    { write: 'patch', ref: contact('p1'), values },
    { write: 'patch', ref: company('new'), values },
  ])
  await next.link(end(true), contact('p1'), company('c3'), undefined, undefined)
  expect(await next.linked(contact('p1'), end(true))).toEqual(['c2', 'c3'])
  const touched = [company('c1'), company('c2'), company('c3'), contact('p1'), contact('c2'), company('p1'), company('away')]
  expect(touched.map((ref) => draft.touches(ref))).toEqual([true, true, false, true, false, false, false])
})

test('[REC-3] the past of a stored property is that of its store, and none of a new record or without a history', async () => {
  const entry = { property: 'city', value: 'Graz', before: null, at: 5, actor: { source: 'user' }, version: '3' } as const
  const older = { ...entry, value: 'Rome', at: 2 }
  const { draft, asked } = open([acme], { history: [entry, older] })
  const added = draft.create(company('new'), {})
  await draft.load([company('c1')])
  const record = draft.find(company('c1')) ?? added
  expect(await draft.lastChange(record, 'city')).toEqual(entry)
  expect(await draft.past(record, 'city')).toEqual([entry, older])
  expect(asked.slice(1)).toEqual([
    [[company('c1')], ['city'], 1],
    [[company('c1')], ['city'], 1_000],
  ])
  expect([await draft.lastChange(added, 'city'), await draft.past(added, 'city'), asked.length]).toEqual([undefined, [], 3])
  const without = open([acme]).draft
  expect([await without.lastChange(record, 'city'), await without.past(record, 'city')]).toEqual([undefined, []])
})
