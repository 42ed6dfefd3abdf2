import { expect, test } from 'vitest'
import type { Asker } from '../../access/asker.js'
import { systemAsker } from '../../access/asker.js'
import { always } from '../../access/policy.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { facts, testSchema } from '../engine/test-profile.js'
import { readableSchema } from './readable-schema.js'
import { seenCustomers } from './seen-customers.js'
import type { VisiblePort } from './visible-inputs.js'

const some = { any: [{ all: [] }] }
const company = testSchema.get('company') as ObjectTypeDefinition
const needsOf = (...links: readonly string[]) => ({
  properties: new Set<string>(),
  links: new Map(links.map((name) => [name, new Set<string>()])),
})
/** What an asker sees who sees all of these types, and of the others these records; `asked` is what is looked up. */
function open(all: readonly string[], seen: readonly string[] = [], needs = needsOf('tickets')) {
  const asked: unknown[] = []
  const port = {
    access: {
      policy: (_asker: Asker, name: string) => (all.includes(name) ? always : some),
      type: (_asker: Asker, name: string) => testSchema.get(name),
    },
    reader: {
      list: async (_asker: Asker, { type, where }: { readonly type: string; readonly where: { readonly ids: readonly string[] } }) => {
        asked.push([type, where.ids])
        return { records: where.ids.filter((id) => seen.includes(id)).map((id) => ({ ref: { type, id }, version: '1', values: {} })) }
      },
    },
  } as unknown as VisiblePort
  return { asked, found: seenCustomers(port, systemAsker, { type: company, needs }) }
}
const customer = (id: string, links: Parameters<typeof facts>[1]) => ({
  record: { ref: { type: 'company', id }, version: '1', values: {} },
  facts: facts({}, links),
})
const customers = [
  ...[customer('a', { tickets: [{ id: 't1' }, { id: 't2' }] }), customer('b', { tickets: [{ id: 't1' }] }), customer('c', {})],
  customer('d', { tickets: [{ id: 't3' }], deals: [{ id: 'd1' }] }),
]
const idsOf = async ({ whole }: ReturnType<typeof seenCustomers>) => (await whole(customers)).map(({ record }) => record.ref.id)

test('[HS-15] who sees all customers, and all that a profile looks at of them, sees everybody', async () => {
  const { found, asked } = open(['company', 'ticket'])
  expect([found.isEverybody, await idsOf(found), asked]).toEqual([true, ['a', 'b', 'c', 'd'], []])
  expect([open(['company']).found.isEverybody, open(['ticket']).found.isEverybody]).toEqual([false, false])
  // What the profile does not look at is no matter.
  expect(open(['company'], [], needsOf()).found.isEverybody).toBe(true)
})

test('[HS-15] a customer counts where each of its linked records is seen, which are looked up once', async () => {
  const { found, asked } = open(['company'], ['t1', 't3'])
  expect([await idsOf(found), asked]).toEqual([['b', 'c', 'd'], [['ticket', ['t1', 't2', 't3']]]])
  const two = open(['company'], ['t1', 't2', 't3'], needsOf('tickets', 'deals'))
  expect(await idsOf(two.found)).toEqual(['a', 'b', 'c'])
})

test('[ACC-8] a hidden property is none, and a type without one is the same', () => {
  const asker = { ...systemAsker, principal: { ...systemAsker.principal, system: false, hidden: new Set(['company.arr']) } } as Asker
  const readable = readableSchema(testSchema, asker)
  const names = (schema: typeof testSchema) => schema.get('company')?.properties.map(({ name }) => name) ?? []
  expect(names(readable)).toEqual(names(testSchema).filter((name) => name !== 'arr'))
  expect(readable.get('ticket')).toBe(testSchema.get('ticket'))
  expect([...readable.keys()]).toEqual([...testSchema.keys()])
  expect(readableSchema(testSchema, systemAsker).get('company')).toBe(company)
})
