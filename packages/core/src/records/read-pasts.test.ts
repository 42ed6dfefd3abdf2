import { days } from '@tenure/core/contract'
import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company, Contact } from '../schema/object-types.js'
import type { Values } from '../schema/value.js'
import { readPasts } from './read-pasts.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const dayMs = 86_400_000
const start = Date.parse('2026-06-30T12:00:00Z')
const seed = {
  users: [{ id: 'anna', name: 'Anna', ...access, objects: { '*': all } }],
  records: [
    {
      type: 'user',
      id: 'own',
      values: { name: 'Own', active: true, ...access, objects: { '*': { ...all, view: 'own' } }, hidden: ['company.city'] },
    },
    record(Company, 'c1', { name: 'Northwind', csm: 'own' }),
    record(Company, 'c2', { name: 'Nordwind' }),
    record(Contact, 'p1', { name: 'Pia' }, { companies: ['c1', { id: 'c1', label: 'primary' }, { id: 'c2', label: 'billing' }] }),
  ],
}

/** A kernel in which one value is written on each day. */
async function open(...written: readonly (readonly [type: string, id: string, values: Values])[]) {
  const storage = memory(seed)
  const kernel = await testKernel(seed, '2026-06-30T12:00:00Z', storage)
  for (const [type, id, values] of written) {
    await kernel.clock.advance(days(1))
    const by = { asker: kernel.askers.get('anna'), actor: { source: 'user' } } as const
    expect(await kernel.writer.write(by, [{ write: 'update', type, id, values }])).toMatchObject({ ok: true })
  }
  const merged = new Map<string, readonly string[]>()
  const port = {
    adapter: storage,
    access: kernel.access,
    aliases: { merged: ({ id }: { id: string }) => merged.get(id) ?? [] },
    io: { signal: new AbortController().signal },
  }
  const read = (user: string, ids: readonly string[], properties = ['city'], links = {}) =>
    readPasts(port, kernel.askers.get(user), { type: 'company', ids, properties, links })
  return { kernel, merged, read }
}
const at = (day: number) => start + day * dayMs

test('[REC-4] the past of a record that others were merged into is that of all of them, in the order of time', async () => {
  const { merged, read } = await open(
    ['company', 'c1', { city: 'Graz' }],
    ['company', 'c2', { city: 'Rome' }],
    ['company', 'c1', { city: 'Oslo' }],
  )
  merged.set('c1', ['c2'])
  const [past, alone] = await read('anna', ['c1', 'c2'])
  expect(past?.record.values).toEqual({
    city: [
      { at: at(1), value: 'Graz' },
      { at: at(2), value: 'Rome' },
      { at: at(3), value: 'Oslo' },
    ],
  })
  expect(alone?.record.values).toEqual({ city: [{ at: at(2), value: 'Rome' }] })
})

test('[ACC-12] a past has no property that its reader may not read, and nothing of a record that is not seen', async () => {
  const { read } = await open(['company', 'c1', { city: 'Graz' }], ['company', 'c1', { domain: 'a.example' }])
  const [seen, hidden, missing] = await read('own', ['c1', 'c2', 'none'], ['city', 'domain'])
  expect(seen?.record.values).toEqual({ domain: [{ at: at(2), value: 'a.example' }] })
  expect([hidden, missing]).toEqual([undefined, undefined])
})

test('a record is there from when it was first recorded until it was archived', async () => {
  const { kernel, read } = await open(['company', 'c1', { city: 'Graz' }])
  const by = { asker: kernel.askers.get('anna'), actor: { source: 'user' } } as const
  await kernel.writer.write(by, [{ write: 'archive', type: 'company', id: 'c1' }])
  const spans = (await read('anna', ['c1', 'c2'])).map((past) => past?.record.spans)
  expect(spans).toEqual([[{ from: at(0), to: at(1) }], [{ from: at(0) }]])
})

test('what is linked comes with its own past and the labels that lead there', async () => {
  const { read } = await open(['contact', 'p1', { jobTitle: 'Buyer' }])
  const pasts = await read('anna', ['c1', 'c2'], [], { contacts: ['jobTitle'], unknown: ['name'] })
  const record = { id: 'p1', spans: [{ from: at(0) }], values: { jobTitle: [{ at: at(1), value: 'Buyer' }] } }
  expect(pasts.map((past) => past?.links)).toEqual([
    [{ association: 'contacts', record, spans: [{ from: at(0), labels: ['primary'] }] }],
    [{ association: 'contacts', record, spans: [{ from: at(0), labels: ['billing'] }] }],
  ])
})

test('of more than a thousand records no past is read at once', async () => {
  const { read } = await open()
  const ids = Array.from({ length: 1_001 }, (_, place) => `c${place}`)
  await expect(read('anna', ids)).rejects.toMatchObject({ code: 'input.too-large' })
  expect(await read('anna', ids.slice(1))).toHaveLength(1_000)
})

test('[ACC-9] a linked record that its reader may not see is in no past, and what is not there has no links', async () => {
  const { read } = await open(['contact', 'p1', { jobTitle: 'Buyer' }])
  const pasts = await read('own', ['c2', 'c1', 'none'], [], { contacts: ['jobTitle'] })
  expect(pasts.map((past) => past?.links)).toEqual([undefined, [], undefined])
})

test('a record of which nothing is asked is there since its title was recorded', async () => {
  const { kernel, read } = await open()
  const by = { asker: kernel.askers.get('anna'), actor: { source: 'user' } } as const
  const create = (id: string, values: Values) => kernel.writer.write(by, [{ write: 'create', type: 'company', id, values }])
  await kernel.clock.advance(days(2))
  await create('now', { name: 'Now' })
  const [now] = await read('anna', ['now'], [])
  expect(now?.record).toEqual({ id: 'now', spans: [{ from: at(2) }], values: {} })
})

test('[SDK-9] a store without links has pasts of records alone, and of no record nothing is read', async () => {
  const storage = memory(seed)
  const kernel = await testKernel(seed, '2026-06-30T12:00:00Z', storage)
  const { links: _, ...adapter } = storage
  const port = { adapter, access: kernel.access, aliases: { merged: () => [] }, io: { signal: new AbortController().signal } }
  const of = { type: 'company', ids: ['c1'], properties: ['name'], links: { contacts: ['name'] } }
  const [past] = await readPasts(port, kernel.askers.get('anna'), of)
  expect([past?.record.values, past?.links]).toEqual([{ name: [{ at: at(0), value: 'Northwind' }] }, []])
  expect(await readPasts(port, kernel.askers.get('anna'), { ...of, ids: [] })).toEqual([])
})
