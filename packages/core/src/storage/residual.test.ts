import { expect, test } from 'vitest'
import type { Expression, Hop } from '../query/canonical.js'
import type { RecordRef, Value, Values } from '../schema/value.js'
import type { HistoryEntry, IO, LinkEnd, StorageAdapter, StoredRecord } from './adapter.js'
import { LinkReader } from './link-reader.js'
import { compileNear, compilePick, compileResidual } from './residual.js'

const io: IO = { signal: new AbortController().signal }
const hop: Hop = { edge: 'deal-company', forward: true, to: 'company' }
const record = (type: string, id: string, values: Values = {}): StoredRecord => ({ ref: { type, id }, version: '1', values })
const companies = ['a', 'b', 'c'].map((id, place) => record('company', id, { city: place === 1 ? 'Kiel' : 'Ulm' }))
const linked: Readonly<Record<string, readonly LinkEnd[]>> = {
  d0: [],
  d1: [{ id: 'a' }],
  d2: [{ id: 'a' }, { id: 'b', label: 'primary' }],
  d3: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
}
const deals = ['d0', 'd1', 'd2', 'd3'].map((id, amount) => record('deal', id, { amount }))
const entry = (at: number, value: Value): HistoryEntry => ({
  ...{ property: 'stage', before: null, actor: { source: 'user' }, version: '1' },
  ...{ at, value },
})

interface Calls {
  readonly links: string[][]
  readonly histories: (readonly [ids: readonly string[], names: readonly string[], limit: number])[]
}
function open(histories: Readonly<Record<string, readonly HistoryEntry[]>> = {}) {
  const calls: Calls = { links: [], histories: [] }
  const adapter = {
    kind: 'fake',
    read: async (refs: readonly RecordRef[]) => refs.map(({ id }) => companies.find(({ ref }) => ref.id === id) ?? null),
    links: {
      read: async (refs: readonly RecordRef[]) => {
        calls.links.push(refs.map(({ id }) => id))
        return refs.map(({ id }) => linked[id] ?? [])
      },
    },
    history: {
      read: async (refs: readonly RecordRef[], names: readonly string[], limit: number) => {
        calls.histories.push([refs.map(({ id }) => id), names, limit])
        return refs.map(({ id }) => (histories[id] ?? []).slice(0, limit))
      },
    },
  } as unknown as StorageAdapter
  const options = { adapter, type: 'deal', io, links: new LinkReader(adapter, io) }
  const passing = async (where: Expression, of = deals) => (await compileResidual({ ...options, where })(of)).map(({ ref }) => ref.id)
  return { adapter, options, calls, passing }
}
const inCity = (value: string): Expression => ({ atom: 0, test: 'is', property: 'city', kind: 'string', value })
const atLeast = (value: number): Expression => ({ atom: 1, test: 'at-least', property: 'amount', kind: 'number', value })
const some = (where: Expression = { all: [] }): Expression => ({ atom: 2, test: 'some', hop, where })
const counting = (is: 'is' | 'less' | 'at-most' | 'more' | 'at-least', than: number, where: Expression = { all: [] }): Expression => ({
  ...{ atom: 3, test: 'count', hop, where, is, than },
})
const changed = (since: number, to?: string): Expression => ({
  ...{ atom: 4, test: 'changed', property: 'stage', kind: 'enumeration', since },
  ...(to !== undefined && { to }),
})

test('[FLT-12] linked records that pass are counted, none of them included', async () => {
  const { passing } = open()
  expect(await passing(some())).toEqual(['d1', 'd2', 'd3'])
  expect(await passing(some(inCity('Kiel')))).toEqual(['d2', 'd3'])
  expect(await passing(counting('is', 0))).toEqual(['d0'])
  expect(await passing(counting('less', 2))).toEqual(['d0', 'd1'])
  expect(await passing(counting('at-most', 2))).toEqual(['d0', 'd1', 'd2'])
  expect(await passing(counting('more', 2))).toEqual(['d3'])
  expect(await passing(counting('at-least', 2))).toEqual(['d2', 'd3'])
  expect(await passing(counting('at-least', 2, inCity('Ulm')))).toEqual(['d3'])
})

test('[FLT-12] parts of a condition are joined in the order of the records', async () => {
  const { passing } = open()
  expect(await passing({ all: [some(inCity('Kiel')), atLeast(3)] })).toEqual(['d3'])
  expect(await passing({ any: [some(inCity('Kiel')), { not: some() }] })).toEqual(['d0', 'd2', 'd3'])
  expect(await passing({ not: { any: [some(inCity('Kiel')), atLeast(3)] } })).toEqual(['d0', 'd1'])
  expect(await passing({ all: [{ all: [] }, some()] })).toEqual(['d1', 'd2', 'd3'])
  expect(await passing(atLeast(2))).toEqual(['d2', 'd3'])
})

test('[SDK-9] what costs no reading is tested first, and links are read for the records that are left', async () => {
  const { passing, calls } = open()
  await passing({ all: [some(), atLeast(2)] })
  expect(calls.links).toEqual([['d2', 'd3']])
  const other = open()
  await other.passing({ any: [some(), atLeast(2)] })
  expect(other.calls.links).toEqual([['d0', 'd1']])
  const none = open()
  expect(await none.passing({ all: [some(), atLeast(9)] })).toEqual([])
  expect(await none.passing({ any: [some(), atLeast(0)] })).toEqual(['d0', 'd1', 'd2', 'd3'])
  expect(none.calls.links).toEqual([])
})

test('[FLT-12] a step picks the primary record, and else the first that passes', async () => {
  const { options } = open()
  const pick = async (among: Expression) => {
    const picked = await compilePick({ hop, among }, options)(deals)
    return picked.map((one) => one?.ref.id)
  }
  expect(await pick({ all: [] })).toEqual([undefined, 'a', 'b', 'a'])
  expect(await pick(inCity('Ulm'))).toEqual([undefined, 'a', 'a', 'a'])
  expect(await pick(inCity('Kiel'))).toEqual([undefined, undefined, 'b', 'b'])
})

test('[FLT-12] the record that a step picks is tested, and a record without one fails', async () => {
  const { passing } = open()
  const first = (where: Expression): Expression => ({ atom: 5, test: 'first', hop, among: { all: [] }, where })
  expect(await passing(first(inCity('Ulm')))).toEqual(['d1', 'd3'])
  expect(await passing(first(inCity('Kiel')))).toEqual(['d2'])
  expect(await passing({ not: first({ all: [] }) })).toEqual(['d0'])
})

test('[FLT-12] a change counts from its instant on, with any value or the one that is asked for', async () => {
  const { passing } = open({
    d0: [entry(100, 'won')],
    d1: [entry(99, 'won'), entry(50, 'open')],
    d2: [entry(100, null), entry(40, 'won')],
    d3: [entry(120, 'open')],
  })
  expect(await passing(changed(100))).toEqual(['d0', 'd3'])
  expect(await passing(changed(99))).toEqual(['d0', 'd1', 'd3'])
  expect(await passing(changed(100, 'won'))).toEqual(['d0'])
  expect(await passing(changed(0, 'open'))).toEqual(['d1', 'd3'])
})

test('[SDK-9] history is read in larger parts for those alone whose past may reach further back', async () => {
  const long = Array.from({ length: 70 }, (_, at) => entry(1_000 - at, at === 69 ? 'won' : 'open'))
  const exact = Array.from({ length: 16 }, (_, at) => entry(at < 15 ? 1_000 - at : 10, 'open'))
  const { passing, calls } = open({
    d0: [entry(900, 'won')],
    d1: long,
    d2: exact,
    d3: Array.from({ length: 15 }, () => entry(900, 'open')),
  })
  expect(await passing(changed(100, 'won'))).toEqual(['d0', 'd1'])
  expect(calls.histories).toEqual([
    [['d0', 'd1', 'd2', 'd3'], ['stage'], 16],
    [['d1'], ['stage'], 64],
    [['d1'], ['stage'], 256],
  ])
})

test('[FLT-12] a store without history or links refuses a test that looks at them before any record is read', () => {
  const { options, adapter } = open()
  const { history: _, links: __, ...bare } = adapter
  const refusal = (where: Expression) => () => compileResidual({ ...options, adapter: bare as StorageAdapter, where })
  expect(refusal(changed(0))).toThrow(
    expect.objectContaining({
      code: 'storage.refused',
      message: 'The store fake keeps no history, which this query looks at; leave that test out or use another store.',
      problem: expect.objectContaining({ details: { capability: 'history' } }),
    }),
  )
  expect(refusal(some())).toThrow(expect.objectContaining({ code: 'storage.refused' }))
  expect(refusal({ atom: 0, test: 'first', hop, among: { all: [] }, where: { all: [] } })).toThrow(
    expect.objectContaining({ code: 'storage.refused' }),
  )
})

test('a test of the record alone breaks its promise where it looks beyond', () => {
  const near = compileNear('deal', { all: [atLeast(2), { not: { atom: 0, test: 'id-of', ids: ['d3'] } }] })
  expect(deals.filter(near).map(({ ref }) => ref.id)).toEqual(['d2'])
  const beyond = compileNear('deal', some())
  expect(() => beyond(deals[0] as StoredRecord)).toThrow(
    expect.objectContaining({
      code: 'internal.invariant',
      message: 'A test of only the record looked beyond it.',
      problem: expect.objectContaining({ details: { invariant: 'looksBeyond' } }),
    }),
  )
})
