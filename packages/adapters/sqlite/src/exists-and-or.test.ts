import {
  type Atom,
  canonicalise,
  type Expression,
  type IO,
  type RecordRef,
  type SchemaSnapshot,
  silentLog,
  type Value,
} from '@tenure/core/adapter'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { sqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'owner', kind: 'user' },
        { name: 'csm', kind: 'user' },
      ],
      indexes: [['owner'], ['csm']],
    },
    { name: 'deal', properties: [{ name: 'stage', kind: 'enumeration' }] },
  ],
  edges: [{ edge: 'company.deals', from: 'company', to: 'deal' }],
}
const is = (property: string, value: NonNullable<Value>): Atom => ({ atom: 0, test: 'is', property, kind: 'user', value })
const isUnknown = (property: string): Expression => ({ not: { atom: 0, test: 'is-known', property, kind: 'user' } })
const mine: Expression = { any: [is('owner', 'anna'), is('csm', 'anna'), { all: [isUnknown('owner'), isUnknown('csm')] }] }
const company: RecordRef = { type: 'company', id: 'c1' }

async function filled() {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const store = sqlite({ file: ':memory:' })
  await store.open({ clock, log: silentLog, signal: io.signal })
  await store.schema?.apply(schema, io)
  const commit = (...writes: Parameters<typeof store.commit>[0]['writes']) =>
    store.commit({ atomic: true, at: clock.now(), actor: { source: 'user' }, writes }, io)
  await commit({ write: 'create', ref: company, values: { owner: 'ben' } })
  for (const owner of ['carl', 'dora', null]) await commit({ write: 'patch', ref: company, values: { owner } })
  for (const id of ['d1', 'd2', 'd3'])
    await commit(
      { write: 'create', ref: { type: 'deal', id }, values: {} },
      { write: 'link', ref: company, edge: 'company.deals', to: { type: 'deal', id } },
    )
  return store
}
const looking: Readonly<Record<string, Expression>> = {
  'its history': { atom: 0, test: 'changed', property: 'owner', kind: 'user', since: 0 },
  'what is linked to it': { atom: 0, test: 'some', hop: { edge: 'company.deals', forward: true, to: 'deal' }, where: { all: [] } },
}

test.each(Object.entries(looking))(
  '[FLT-12] a record with several matches in %s is one row and counts once beside alternatives',
  async (_, beyond) => {
    const store = await filled()
    for (const offset of [undefined, 0, 1]) {
      const query = canonicalise({
        type: 'company',
        user: beyond,
        policy: mine,
        order: [],
        select: ['owner'],
        count: true,
        archived: 'any',
        ...(offset !== undefined && { limit: 4, offset }),
      })
      for await (const page of store.scan(store.plan(query), io))
        expect([page.records.map(({ ref }) => ref.id), page.total]).toEqual([offset === 1 ? [] : ['c1'], 1])
    }
    await store.close()
  },
)
