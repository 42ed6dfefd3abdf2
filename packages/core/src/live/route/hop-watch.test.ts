import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { silentLog } from '../../base/log.js'
import type { Expression, Hop } from '../../query/canonical.js'
import { canonicalise, type QueryParts } from '../../query/canonicalise.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { IO, Write } from '../../storage/adapter.js'
import { runQuery } from '../../storage/planner.js'
import { createLiveHub } from '../live-hub.js'

const io: IO = { signal: new AbortController().signal }
const hop: Hop = { edge: 'contact-company', forward: true, to: 'company' }
const mine: Expression = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'u1' }
const company = (id: string): RecordRef => ({ type: 'company', id })
const contact = (id: string): RecordRef => ({ type: 'contact', id })
const create = (ref: RecordRef, values: Values): Write => ({ write: 'create', ref, values })
const link = (from: string, to: string, more: { readonly label?: string } = {}, write: 'link' | 'unlink' = 'link'): Write => ({
  write,
  ref: contact(from),
  edge: hop.edge,
  to: company(to),
  ...more,
})

/** A live list of the contacts that are not old, with linked columns in one of the parts of the query. */
async function watching(parts: Partial<QueryParts>) {
  const store = memory()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  await store.open({ clock, log: silentLog, signal: io.signal })
  const hub = createLiveHub({ clock, userName: () => undefined, run: (query) => runQuery(store, query, io, () => undefined) })
  const commit = async (...writes: readonly Write[]) => {
    const result = await store.commit({ atomic: true, at: clock.now(), actor: { source: 'user' }, writes }, io)
    if (!result.ok || result.cursor === undefined || result.changes === undefined) throw new Error(JSON.stringify(result))
    hub.apply({ cursor: result.cursor, changes: result.changes })
    await hub.idle()
  }
  await commit(
    create(company('c1'), { name: 'North', csm: 'u1', city: 'Rome' }),
    create(company('c2'), { name: 'South', csm: 'u1' }),
    create(company('c3'), { name: 'Foreign', csm: 'u2' }),
    create(contact('p1'), { name: 'Ada' }),
    create(contact('p2'), { name: 'Old', age: 99 }),
    link('p1', 'c1'),
    link('p1', 'c3'),
  )
  const query = canonicalise({
    type: 'contact',
    user: { all: [] },
    policy: { not: { atom: 0, test: 'more', property: 'age', kind: 'number', value: 90 } },
    order: [],
    select: ['name'],
    linked: [{ name: 'companies.name', hop, among: mine, property: 'name', kind: 'string' }],
    count: true,
    archived: 'no',
    ...parts,
  })
  const modes: unknown[] = []
  hub.watch({ subject: 'u1', bind: () => ({ query }) }).subscribe((state) => modes.push('mode' in state && state.mode))
  await hub.idle()
  /** How often the query runs again because of these writes. */
  const runs = async (...writes: readonly Write[]): Promise<number> => {
    const before = hub.stats().runs
    await commit(...writes)
    return hub.stats().runs - before
  }
  return { runs, modes }
}
const patch = (ref: RecordRef, values: Values): Write => ({ write: 'patch', ref, values })
const views: Readonly<Record<string, Partial<QueryParts>>> = {
  'selects a linked property': { select: ['companies.name'] },
  'is sorted by a linked property': { order: [{ property: 'companies.name', direction: 'ascending', by: 'text' }] },
  'tests a linked property': {
    user: {
      not: { atom: 0, test: 'first', hop, among: mine, where: { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'x' } },
    },
  },
}

test.each(Object.entries(views))('[BEY-1] a list that %s is asked again when what it picks may be different', async (_, parts) => {
  const { runs, modes } = await watching(parts)
  const { select = [], order = [] } = parts
  const moves = select.length > 0 && order.length === 0
  expect(modes).toEqual([moves ? 'checked' : 'asked'])
  expect(await runs(patch(company('c1'), { name: 'Northwind' }))).toBe(1)
  expect(await runs(patch(company('c3'), { csm: 'u1' }))).toBe(1)
  expect(await runs(patch(company('c3'), { csm: 'u2' }))).toBe(1)
  expect(await runs(link('p1', 'c2', { label: 'primary' }))).toBe(1)
  expect(await runs(link('p1', 'c2', { label: 'primary' }, 'unlink'))).toBe(1)
  expect(await runs({ write: 'archive', ref: company('c1') })).toBe(1)
  expect(await runs({ write: 'restore', ref: company('c1') })).toBe(1)
  // A row that only shows it goes by itself, and comes back without what is linked to it.
  expect(await runs({ write: 'archive', ref: contact('p1') })).toBe(moves ? 0 : 1)
  expect(await runs({ write: 'restore', ref: contact('p1') })).toBe(1)
})

test.each(Object.entries(views))('[BEY-1] a list that %s is not asked again for anything else', async (_, parts) => {
  const { runs } = await watching(parts)
  expect(await runs(patch(company('c1'), { city: 'Oslo' }))).toBe(0)
  expect(await runs(patch(company('c3'), { name: 'Still foreign' }))).toBe(0)
  expect(await runs(patch(company('c3'), { csm: 'u3' }))).toBe(0)
  expect(await runs(link('p2', 'c1'))).toBe(0)
  expect(await runs(create({ type: 'deal', id: 'd1' }, { name: 'North' }))).toBe(0)
})
