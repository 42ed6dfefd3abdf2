import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { silentLog } from '../base/log.js'
import { systemClock } from '../base/system-clock.js'
import type { CanonicalAggregate, Grouping, StoreAggregate, StoreGroup } from '../query/aggregate/canonical-aggregate.js'
import { toAggregate } from '../query/aggregate/tally.js'
import type { Expression, LinkedColumn } from '../query/canonical.js'
import { canonicalise, type QueryParts } from '../query/canonicalise.js'
import type { AggregateOffer, StorageAdapter } from './adapter.js'
import { explainAggregate, runAggregate } from './run-aggregate.js'

const io = { signal: new AbortController().signal }
const month: Grouping = { property: 'due', kind: 'date', bucket: { period: 'month' } }
const sum = { measure: 'sum', property: 'amount', kind: 'money' } as const
const aggregateOf = (more: Partial<CanonicalAggregate> = {}): CanonicalAggregate => {
  const everything = { all: [] }
  const parts = { type: 'deal', user: everything, policy: everything, order: [], count: false, archived: 'no' } as const
  return { query: canonicalise({ ...parts, select: ['due', 'amount'] }), by: [month], measures: [sum], ...more }
}
async function openDeals(days: readonly (string | null)[]): Promise<StorageAdapter> {
  const records = days.map((due, place) => ({ type: 'deal', id: `d${place}`, values: { due, amount: { amount: '0.1', currency: 'EUR' } } }))
  const adapter = memory({ records })
  await adapter.open({ clock: systemClock, log: silentLog, signal: io.signal })
  return adapter
}
const answer = async (adapter: StorageAdapter, aggregate: CanonicalAggregate) =>
  toAggregate(aggregate, (await runAggregate(adapter, aggregate, io, () => undefined)).groups).groups.map(({ by, count }) => [...by, count])
/** The store, and every aggregate that it runs. */
function watched(adapter: StorageAdapter): { readonly store: StorageAdapter; readonly ran: StoreAggregate[] } {
  const { aggregate } = adapter
  const ran: StoreAggregate[] = []
  if (aggregate === undefined) return { store: adapter, ran }
  const run: typeof aggregate.run = (offer, limits) => {
    ran.push(offer.native as StoreAggregate)
    return aggregate.run(offer, limits)
  }
  return { store: { ...adapter, aggregate: { ...aggregate, run } }, ran }
}

test('[AGG-12] a part that a store does not grade exact makes the core do the whole, and the explanation says so', async () => {
  const full = await openDeals(['2026-01-31', '2026-02-01', null])
  const { aggregate: _, ...without } = full
  const weak: StorageAdapter = {
    ...full,
    aggregate: { plan: (asked) => ({ grades: new Map(), by: ['exact'], measures: ['none'], native: asked }), run: () => Promise.reject() },
  }
  const expected = [
    ['2026-01-01', 1],
    ['2026-02-01', 1],
    [null, 1],
  ]
  for (const store of [full, without, weak]) expect(await answer(store, aggregateOf())).toEqual(expected)
  expect(explainAggregate(full, aggregateOf())).toMatchObject({ by: ['store'], measures: ['store'], whole: 'store' })
  expect(explainAggregate(weak, aggregateOf())).toMatchObject({ by: ['store'], measures: ['core'], whole: 'core' })
  expect(explainAggregate(without, aggregateOf())).toMatchObject({ by: ['core'], measures: ['core'], whole: 'core' })
})

test('[AGG-13] stores get bounds of the periods that have records, and no zone', async () => {
  const days = ['1900-01-01', '2026-01-31', '2026-03-01', '9999-12-31']
  const { store, ran } = watched(await openDeals(days))
  expect(await answer(store, aggregateOf())).toEqual(days.map((day) => [`${day.slice(0, 7)}-01`, 1]))
  const { by } = ran.at(-1) as StoreAggregate
  expect(by[0]?.bounds?.length).toBeLessThan(2_000)
  expect(ran.length).toBeLessThan(6)
  const near = watched(await openDeals(['2026-01-31', '2026-03-01']))
  await answer(near.store, aggregateOf())
  expect(near.ran.at(-1)?.by).toEqual([{ property: 'due', kind: 'date', bounds: ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'] }])
})

test('[AGG-13] a record that comes in outside of the bounds is found', async () => {
  const inner = await openDeals(['2026-01-31'])
  const { aggregate } = inner
  if (aggregate === undefined) throw new Error('The memory store aggregates.')
  let ran = 0
  const run: typeof aggregate.run = async (offer, limits) => {
    const found = await aggregate.run(offer, limits)
    const write = { write: 'create', ref: { type: 'deal', id: 'late' }, values: { due: '2027-05-05' } } as const
    if (++ran === 1) await inner.commit({ atomic: true, at: 0, actor: { source: 'system' }, writes: [write] }, io)
    return found
  }
  expect(await answer({ ...inner, aggregate: { ...aggregate, run } }, aggregateOf())).toEqual([
    ['2026-01-01', 1],
    ['2027-05-01', 1],
  ])
})

test('[AGG-11] [AGG-13] days without number are left to the core, and more groups than an answer may have are refused', async () => {
  const days = Array.from({ length: 2_400 }, (_, place) => new Date(Date.UTC(2000, 0, 1 + place)).toISOString().slice(0, 10))
  const { store, ran } = watched(await openDeals(days))
  const daily = aggregateOf({ by: [{ ...month, bucket: { period: 'day' } }] })
  expect(await answer(store, daily)).toHaveLength(2_400)
  expect(ran.every(({ by }) => (by[0]?.bounds?.length ?? 0) <= 2_000)).toBe(true)
  const byName = aggregateOf({ by: [{ property: 'name', kind: 'string' }] })
  const groups = Array.from({ length: 10_001 }, (_, place) => ({ key: [`n${place}`], count: 1, measures: [[]] }))
  const flooded = { ...store, aggregate: { plan: store.aggregate?.plan ?? (() => Promise.reject()), run: async () => ({ groups }) } }
  await expect(answer(flooded as StorageAdapter, byName)).rejects.toMatchObject({ code: 'input.too-large' })
})

const named: Expression = { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'x' }
const linked: readonly LinkedColumn[] = [
  {
    name: 'company.name',
    hop: { edge: 'deal-company', forward: true, to: 'company' },
    among: { all: [] },
    property: 'name',
    kind: 'string',
  },
]
const queryOf = (more: Partial<QueryParts> = {}) =>
  canonicalise({
    type: 'deal',
    user: named,
    policy: { all: [] },
    order: [],
    count: false,
    archived: 'no',
    select: ['due', 'amount'],
    ...more,
  })
/** A store that offers that, and notes what it ran. */
function offering(
  offer: Partial<AggregateOffer>,
  groups: readonly StoreGroup[] = [],
): { readonly store: StorageAdapter; readonly ran: unknown[] } {
  const ran: unknown[] = []
  const plan = (asked: StoreAggregate) =>
    ({ grades: new Map([[0, 'exact']]), by: ['exact'], measures: ['exact', 'exact'], native: asked, ...offer }) as unknown as AggregateOffer
  const run = async (offered: AggregateOffer) => {
    ran.push(offered.native)
    return { groups, asOf: 'c7' }
  }
  return { store: { aggregate: { plan, run } } as unknown as StorageAdapter, ran }
}
const byName: Grouping = { property: 'name', kind: 'string' }

test('[AGG-12] the explanation grades each test, each grouping, each measure and the linked columns on their own', () => {
  const aggregate = { query: queryOf({ linked, select: ['company.name'] }), by: [byName], measures: [sum, sum] }
  const explained = (offer: Partial<AggregateOffer>) => {
    const { atoms, ...rest } = explainAggregate(offering(offer).store, aggregate)
    return { atoms: atoms.map(({ grade }) => grade), ...rest }
  }
  const whole = { atoms: ['exact'], by: ['store'], measures: ['store', 'store'], linked: 'store', whole: 'store' }
  expect(explained({ linked: 'exact' })).toEqual(whole)
  expect(explained({})).toEqual({ ...whole, linked: 'core', whole: 'core' })
  expect(explained({ linked: 'exact', grades: new Map() })).toEqual({ ...whole, atoms: ['none'], whole: 'core' })
  expect(explained({ linked: 'exact', by: ['none'] })).toEqual({ ...whole, by: ['core'], whole: 'core' })
  expect(explained({ linked: 'exact', measures: ['exact', 'none'] })).toEqual({ ...whole, measures: ['store', 'core'], whole: 'core' })
  expect(explainAggregate({} as StorageAdapter, aggregate).atoms).toMatchObject([{ atom: named, grade: 'none' }])
  expect(explainAggregate({} as StorageAdapter, aggregateOf())).not.toHaveProperty('linked')
})

test('[AGG-12] a store that does the whole is asked once, and its answer is named by its state', async () => {
  const groups = [{ key: ['x'], count: 2, measures: [[]] }]
  const { store, ran } = offering({}, groups)
  const aggregate = { query: queryOf(), by: [byName], measures: [sum] }
  expect(await runAggregate(store, aggregate, io, () => undefined)).toEqual({ groups, asOf: 'c7' })
  expect(ran).toEqual([{ query: aggregate.query, by: [byName], measures: [sum], most: 10_000 }])
  const aborted = AbortSignal.abort(new Error('Nobody waits.'))
  await expect(runAggregate(store, aggregate, { signal: aborted }, () => undefined)).rejects.toThrow('Nobody waits.')
})
