import { customerList, customers, customerViews } from '@tenure/customers'
import { memory } from '@tenure/memory'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { use } from '../plugin/plugin.js'
import type { CanonicalQuery } from '../query/canonical.js'
import type { StorageAdapter } from '../storage/adapter.js'

/** A store that only lists the records of a type, and keeps neither history nor links. */
function bare(): StorageAdapter {
  const {
    history: _,
    links: __,
    groups: ___,
    ...store
  } = memory({
    users: [aUser({ id: 'csm' })],
    records: [aCompany({ id: 'c1', name: 'Northwind', csm: 'csm' }), aCompany({ id: 'c2', name: 'Contoso', csm: 'other' })],
  })
  const toNative = ({ type, select, archived }: CanonicalQuery): CanonicalQuery => ({
    type,
    select,
    archived,
    every: [],
    where: { all: [] },
    order: [],
    count: false,
  })
  return { ...store, plan: (query) => ({ grades: new Map(), native: toNative(query) }) } as StorageAdapter
}

test('[SDK-9] a view that needs what the store lacks is empty and says why; the list and its other views stay', async () => {
  await using host = await createTestHost({ plugins: [use(customers)], storage: bare() })
  const csm = host.as('csm')
  const list = (view: string) => csm.read(customerList, { view: `tenure.customers/${view}`, columns: ['name'] })
  expect(await list('owned-by-me')).toMatchObject({ ok: true, value: { rows: [{ name: 'Northwind' }], total: 1 } })
  const why = { message: expect.stringContaining('Assigned in the last 30 days'), details: { capability: 'history' } }
  expect(await list('assigned-recently')).toMatchObject({ ok: false, problem: { code: 'storage.refused', ...why } })
  expect(await list('all')).toMatchObject({ ok: true, value: { total: 2 } })
  const views = getValue(await csm.read(customerViews))
  expect(views.map(({ id, total }) => [id.split('/')[1], total])).toEqual([
    ['owned-by-me', 1],
    ['assigned-recently', null],
    ['all', 2],
  ])
})
