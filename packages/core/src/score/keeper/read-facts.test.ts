import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import type { FactLink } from '../criterion/facts.js'
import { createNeeds } from '../criterion/needs.js'
import { testSchema } from '../engine/test-profile.js'
import { type FactsPort, readFacts } from './read-facts.js'
import { open, ref, users } from './test-scored-host.js'

const type = testSchema.get('company') as ObjectTypeDefinition
const contact = (id: string, label?: string) => ({
  ...{ edge: 'contact-company', forward: false, to: { type: 'contact', id } },
  ...(label !== undefined && { label }),
})
const records = [
  ...['p', 'q', 'gone'].map((id) => ({ type: 'contact', id, values: { lastName: id.toUpperCase(), email: `${id}@acme.test` } })),
  { type: 'ticket', id: 't', values: { subject: 'T' } },
  {
    ...{ type: 'company', id: 'a', values: { name: 'A', employees: 10 } },
    links: [
      ...[contact('q', 'Buyer'), contact('p', 'Champion'), contact('p', 'Buyer'), contact('gone')],
      { edge: 'ticket-company', forward: false, to: { type: 'ticket', id: 't' } },
    ],
  },
  { type: 'company', id: 'b', values: { name: 'B' }, links: [contact('q')] },
  { type: 'company', id: 'old', values: { name: 'Old' } },
]
/** A store with two companies and their contacts, of which one is archived; `read` is how it gives links. */
async function opened(read: (storage: StorageAdapter) => StorageAdapter) {
  const inner = { ...memory({ users, records }), close: async () => {} } as unknown as StorageAdapter
  const host = await open(inner)
  const io = { signal: new AbortController().signal }
  const port: FactsPort = { storage: read(inner), io }
  return { host, port }
}
const plain = (links: readonly FactLink[] | undefined) =>
  links?.map(({ record: { id, values }, labels }) => ({ record: { id, values }, labels }))
const needs = (association?: string, ...names: readonly string[]) => {
  const made = createNeeds()
  if (association !== undefined) made.link(association)
  for (const name of names) made.link(association ?? '', name)
  return made
}
/** Links with their records in one call, as some stores have them. */
const withRecords =
  (asked: string[][]) =>
  (inner: StorageAdapter): StorageAdapter => ({
    ...inner,
    links: {
      read: async () => {
        throw new Error('Links are read with their records.')
      },
      readRecords: async (refs, { edge, forward, to, select }, io) => {
        asked.push([edge, String(forward), to, ...select])
        const ends = (await inner.links?.read(refs, edge, forward, io)) ?? []
        return Promise.all(
          ends.map(async (list) => {
            const found = await inner.read(
              list.map(({ id }) => ({ type: to, id })),
              io,
            )
            return list.flatMap((end, at) => {
              const there = found[at]
              if (there === undefined || there === null || there.archivedAt !== undefined) return []
              return [{ ...end, values: Object.fromEntries(select.map((name) => [name, there.values[name] ?? null])) }]
            })
          }),
        )
      },
    },
  })

const withLabels = [
  { record: { id: 'gone', values: { lastName: 'GONE' } }, labels: [] },
  { record: { id: 'p', values: { lastName: 'P' } }, labels: ['Buyer', 'Champion'] },
  { record: { id: 'q', values: { lastName: 'Q' } }, labels: ['Buyer'] },
]
const asked: string[][] = []
const stores = [
  ['links and records apart', (inner: StorageAdapter): StorageAdapter => inner],
  ['links with their records', withRecords(asked)],
] as const

test.each(stores)('[HS-8] the facts of customers have each linked record once, with all labels of its links: %s', async (_name, read) => {
  const { host, port } = await opened(read)
  await using _host = host
  asked.length = 0
  const [b, a, ...more] = await readFacts(port, type, { needs: needs('contacts', 'lastName'), ids: ['b', 'nobody', 'a'] })
  expect(more).toEqual([])
  expect([a?.record.ref, a?.facts.customer.id, a?.facts.customer.values]).toMatchObject([
    ...[{ type: 'company', id: 'a' }, 'a', { name: 'A', employees: 10 }],
  ])
  expect([[...(a?.facts.links.keys() ?? [])], plain(a?.facts.links.get('contacts'))]).toEqual([['contacts'], withLabels])
  expect([b?.facts.customer.id, ...(b?.facts.links ?? [])]).toEqual([
    'b',
    ['contacts', [{ record: { id: 'q', values: { lastName: 'Q' } }, labels: [] }]],
  ])
  if (port.storage.links?.readRecords !== undefined) expect(asked).toEqual([['contact-company', 'false', 'contact', 'lastName']])
})

test.each(stores)(
  '[HS-8] archived customers are left out of what is scored, and archived records out of their facts: %s',
  async (_name, read) => {
    const { host, port } = await opened(read)
    await using _host = host
    await writeAs(host, (writes) => {
      writes.archive(ref('company', 'old'))
      writes.archive(ref('contact', 'gone'))
    })
    const found = await readFacts(port, type, { needs: needs('contacts'), ids: ['old', 'a'] })
    expect(found.map(({ facts: { customer, links } }) => [customer.id, plain(links.get('contacts'))?.map(({ record }) => record)])).toEqual(
      [
        [
          'a',
          [
            { id: 'p', values: {} },
            { id: 'q', values: {} },
          ],
        ],
      ],
    )
  },
)
