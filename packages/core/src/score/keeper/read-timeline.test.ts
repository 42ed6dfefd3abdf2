import { Company, getValue } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { createNeeds } from '../criterion/needs.js'
import { testSchema } from '../engine/test-profile.js'
import { readTimelines } from './read-timeline.js'
import { open, ref, root, start, users } from './test-scored-host.js'

const type = testSchema.get('company') as ObjectTypeDefinition
const startAt = Date.parse(start)
const hour = 3_600_000
const io = { signal: new AbortController().signal }
const contact = (id: string, label?: string) => ({
  ...{ edge: 'contact-company', forward: false, to: { type: 'contact', id } },
  ...(label !== undefined && { label }),
})
const records = [
  ...['p', 'q'].map((id) => ({ type: 'contact', id, values: { lastName: id } })),
  { type: 'ticket', id: 't', values: { subject: 'T' } },
  {
    ...{ type: 'company', id: 'a', values: { name: 'A', employees: 10 } },
    links: [
      ...[contact('p', 'Champion'), contact('p', 'Buyer'), contact('q')],
      { edge: 'ticket-company', forward: false, to: { type: 'ticket', id: 't' } },
    ],
  },
  { type: 'company', id: 'b', values: { name: 'B' } },
]
const stored = () => ({ ...memory({ users, records }), close: async () => {} }) as unknown as StorageAdapter

test('[HS-11] a timeline has each past value with its instant, oldest first, from when the customer came', async () => {
  const storage = stored()
  await using host = await open(storage)
  for (const employees of [20, null]) {
    await host.advance(hours(1))
    getValue(await root(host).edit('a', Company.employees, employees))
  }
  const needs = createNeeds()
  needs.property('employees')
  needs.property('industry')
  const [a, nobody, b, ...more] = await readTimelines({ storage, io }, type, { needs, ids: ['a', 'nobody', 'b'] })
  const employees = [
    { at: startAt, value: 10 },
    { at: startAt + hour, value: 20 },
    { at: startAt + 2 * hour, value: null },
  ]
  expect(a).toEqual({ customer: { id: 'a', values: { employees, industry: [] }, spans: [{ from: startAt }] }, links: [] })
  expect([nobody, b?.customer.values, b?.links, more]).toEqual([undefined, { employees: [], industry: [] }, [], []])
})

test('[HS-11] a link counts as long as its record was there, with all of its labels, and an archived record until then', async () => {
  const storage = stored()
  await using host = await open(storage)
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await host.advance(hours(1))
  await writeAs(host, (writes) => {
    writes.archive(ref('contact', 'q'))
    writes.archive(ref('company', 'b'))
  })
  const needs = createNeeds()
  needs.link('contacts')
  needs.link('tickets', 'closedAt')
  needs.link('tickets', 'subject')
  const [a, b] = await readTimelines({ storage, io }, type, { needs, ids: ['a', 'b'] })
  const [whole, ended] = [{ from: startAt }, { from: startAt, to: startAt + 2 * hour }]
  const linked = (association: string, id: string, span: object, labels: readonly string[], values: object = {}) => ({
    ...{ association, record: { id, values, spans: [span] } },
    spans: [{ ...span, labels }],
  })
  const closedAt = [{ at: startAt + hour, value: 1 }]
  const byName = [...(a?.links ?? [])].sort((one, other) => (one.record.id < other.record.id ? -1 : 1))
  expect(byName).toEqual([
    linked('contacts', 'p', whole, ['Buyer', 'Champion']),
    linked('contacts', 'q', ended, []),
    linked('tickets', 't', whole, [], { closedAt, subject: [{ at: startAt, value: 'T' }] }),
  ])
  expect(b).toEqual({ customer: { id: 'b', values: {}, spans: [ended] }, links: [] })
})

test('[HS-11] where a store keeps no history nothing of the past is known', async () => {
  const { history: _, ...storage } = stored()
  const needs = createNeeds()
  expect(await readTimelines({ storage, io }, type, { needs, ids: ['a', 'b'] })).toEqual([undefined, undefined])
})
