import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { silentLog } from '../base/log.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { Atom, CanonicalQuery, Expression, Hop, LinkedColumn, OrderTerm } from '../query/canonical.js'
import { canonicalise, type QueryParts } from '../query/canonicalise.js'
import type { IO, PlanOffer, StorageAdapter, Write } from './adapter.js'
import { explainQuery, runQuery } from './planner.js'

const io: IO = { signal: new AbortController().signal }
const hop: Hop = { edge: 'contact-company', forward: true, to: 'company' }
const mine: Expression = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: 'u1' }
const linked: readonly LinkedColumn[] = [
  { name: 'companies.name', hop, among: mine, property: 'name', kind: 'string' },
  { name: 'companies.csm', hop, among: mine, property: 'csm', kind: 'user' },
]
const byCompany: readonly OrderTerm[] = [{ property: 'companies.name', direction: 'descending', by: 'text' }]
const byName: readonly OrderTerm[] = [{ property: 'name', direction: 'ascending', by: 'text' }]
const query = (more: Partial<QueryParts> = {}): CanonicalQuery =>
  canonicalise({
    type: 'contact',
    user: { all: [] },
    policy: { all: [] },
    order: [],
    select: ['name', 'companies.name', 'companies.csm'],
    linked,
    count: true,
    archived: 'no',
    ...more,
  })
const contacts = 40

interface Calls {
  reads: number
  links: number
  histories: number
  scans: CanonicalQuery[]
}
/** Contacts at several companies each, in a store that does all but linked columns, or nothing at all. */
async function open(
  skill: 'all' | 'nothing',
): Promise<{ readonly store: StorageAdapter; readonly whole: StorageAdapter; readonly calls: Calls }> {
  const whole = memory()
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  await whole.open({ clock, log: silentLog, signal: io.signal })
  const company = (at: number): Write => ({
    write: 'create',
    ref: { type: 'company', id: `c${at}` },
    values: { name: `Co ${at % 7}`, csm: `u${at % 2}` },
  })
  const contact = (at: number): Write => ({ write: 'create', ref: { type: 'contact', id: `p${at}` }, values: { name: `Name ${at % 9}` } })
  const link = (from: number, to: number, label?: string): Write => ({
    write: 'link',
    ref: { type: 'contact', id: `p${from}` },
    edge: hop.edge,
    to: { type: 'company', id: `c${to}` },
    ...(label !== undefined && { label }),
  })
  const numbers = Array.from({ length: contacts }, (_, at) => at)
  const writes = [
    ...numbers.slice(0, 12).map(company),
    ...numbers.map(contact),
    ...numbers.flatMap((at) => (at % 5 === 0 ? [] : [link(at, at % 12), link(at, (at * 5) % 12, at % 4 === 1 ? 'primary' : 'other')])),
    { write: 'archive', ref: { type: 'company', id: 'c4' } } as const,
  ]
  await whole.commit({ atomic: true, at: clock.now(), actor: { source: 'user' }, writes }, io)
  const calls: Calls = { reads: 0, links: 0, histories: 0, scans: [] }
  const plan = (asked: CanonicalQuery): PlanOffer => {
    const { linked: _, ...offer } = whole.plan(asked)
    if (skill === 'all') return offer
    return { grades: new Map(), native: query({ select: asked.select, linked: [], count: false }) }
  }
  const store: StorageAdapter = {
    ...whole,
    plan,
    read: (refs, limits) => {
      calls.reads++
      return whole.read(refs, limits)
    },
    links: {
      read: (...asked) => {
        calls.links++
        return whole.links?.read(...asked) ?? Promise.resolve([])
      },
    },
    history: {
      read: (...asked) => {
        calls.histories++
        return whole.history?.read(...asked) ?? Promise.resolve([])
      },
    },
    scan: (offer, limits) => {
      calls.scans.push(offer.native as CanonicalQuery)
      return whole.scan(offer as PlanOffer<CanonicalQuery>, limits)
    },
  }
  return { store, whole, calls }
}
const run = (store: StorageAdapter, asked: CanonicalQuery) => runQuery(store, asked, io, () => undefined)
const first = (where: Atom): Expression => ({ atom: 0, test: 'first', hop, among: mine, where })
const named = first({ atom: 0, test: 'is', property: 'name', kind: 'string', value: 'co 3' })
const questions: Readonly<Record<string, CanonicalQuery>> = {
  'as they come': query(),
  'in an own order, cut': query({ order: byName, limit: 5, offset: 3 }),
  'by a linked property': query({ order: byCompany }),
  'by both, cut': query({ order: [...byCompany, ...byName], limit: 4, offset: 9 }),
  'after a place': query({ order: byCompany, limit: 4, after: { values: ['Co 3'], id: 'p2' }, select: ['name'] }),
  'that pass a test': query({ user: named, order: byCompany }),
  'that fail it, without the columns': query({ user: { not: named }, select: ['name'], linked: [] }),
}

test.each(Object.entries(questions))('[FLT-12] rows %s are the same where the core reads the links', async (_, asked) => {
  for (const skill of ['all', 'nothing'] as const) {
    const { store, whole } = await open(skill)
    const { records, total } = await run(store, asked)
    const expected = await run(whole, asked)
    const shown = ({ ref, values }: (typeof records)[number]) => [
      ref.id,
      Object.entries(values)
        .filter(([, value]) => value !== null)
        .sort(),
    ]
    expect([skill, records.map(shown), total]).toEqual([skill, expected.records.map(shown), expected.total])
  }
})

test('[FLT-12] what a page of records is linked to is read together, and a store that can cut cuts first', async () => {
  for (const asked of [query({ order: byCompany }), query({ user: named, order: byCompany }), query({ order: byName, limit: 3 })]) {
    const { store, calls } = await open('all')
    await run(store, asked)
    expect(calls.reads).toBeLessThanOrEqual(2)
    expect(calls.scans.map(({ select }) => select.filter((name) => name.includes('.')))).toEqual([[]])
  }
  const { store, calls } = await open('all')
  const { records } = await run(store, query({ order: byName, limit: 3 }))
  expect([records.length, calls.scans[0]?.limit]).toEqual([3, 3])
})

test('[SDK-9] a page of records needs one call for each step of its tests, however many records it has', async () => {
  const back: Hop = { edge: hop.edge, forward: false, to: 'contact' }
  const changed: Expression = { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 0 }
  const many: Expression = { atom: 0, test: 'count', hop: back, is: 'at-least', than: 2, where: changed }
  const some: Expression = { atom: 0, test: 'some', hop, where: { all: [mine, many] } }
  const { store, whole, calls } = await open('nothing')
  const { total } = await run(store, query({ user: { any: [some, { not: changed }] }, linked: [], select: ['name'] }))
  expect(total).toBe((await run(whole, query({ user: some, linked: [], select: ['name'] }))).total)
  expect(total).toBeGreaterThan(0)
  expect(calls).toMatchObject({ reads: 2, links: 2, histories: 2 })
})

test('[FLT-12] the explanation says who reads the linked columns, and who sorts by them', async () => {
  const { store, whole } = await open('all')
  expect(explainQuery(whole, query({ order: byCompany }))).toMatchObject({ linked: 'store', order: 'store', limit: 'store' })
  expect(explainQuery(store, query({ order: byCompany }))).toMatchObject({ linked: 'core', order: 'core', limit: 'core', count: 'store' })
  expect(explainQuery(store, query({ order: byName }))).toMatchObject({ linked: 'core', order: 'store', limit: 'store' })
  expect(explainQuery(store, query({ select: ['name'] }))).not.toHaveProperty('linked')
})

test('[FLT-12] a store without links says what it lacks', async () => {
  const { store } = await open('nothing')
  const { links: _, ...without } = store
  const refusal = await run(without, query()).catch((error: unknown) => error)
  expect(isTenureError(refusal) && refusal.problem).toMatchObject({ code: 'storage.refused', details: { capability: 'associations' } })
})
