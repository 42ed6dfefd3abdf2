import { aCompany, aContact, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { Company, Contact } from '../../schema/object-types.js'
import { through } from '../../schema/property.js'
import { defineCollection } from './collection.js'

const people = defineCollection({
  id: 'acme.people/list',
  of: Contact,
  title: 'People',
  always: [Contact.name],
  columns: [
    Contact.name,
    { property: through(Contact.companies, Company.name), label: 'Customer' },
    through(Contact.companies, Company.renewalDate),
  ],
})
const plugin = definePlugin({ id: 'acme.people', version: '1.0.0', host: '1.0', grants: [people.grant], contributes: [people] })
const northwind = aCompany({ id: 'c1', name: 'Northwind', renewalDate: '2027-01-31' })
const contoso = aCompany({ id: 'c2', name: 'Contoso', renewalDate: '2027-03-31' })
const seed = {
  users: [aUser({ id: 'anna' })],
  records: [
    northwind,
    contoso,
    aContact({ id: 'p1', name: 'Ada' }, { companies: [northwind] }),
    aContact({ id: 'p2', name: 'Bob' }, { companies: [contoso] }),
  ],
}
const open = async () => {
  const host = await createTestHost({ plugins: [use(plugin)], seed })
  return { anna: host.as('anna'), [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() }
}

test('[CUS-2] linked columns are among those to choose, with their labels, and can be sorted by', async () => {
  await using host = await open()
  const columns = getValue(await host.anna.read(people.columnList))
  expect(columns.filter(({ byDefault }) => byDefault)).toMatchObject([
    { field: 'name', label: 'Name' },
    { field: 'companies.name', label: 'Customer', format: 'text', sortable: true },
    { field: 'companies.renewalDate', label: 'Company renewal date', format: 'relative-date', sortable: true },
  ])
  expect(new Set(columns.map(({ field }) => field)).size).toBe(columns.length)
})
test('[CUS-2] a linked column is shown, hidden and sorted by as any other', async () => {
  await using host = await open()
  const rows = async (columns: readonly string[], sort: string) =>
    getValue(await host.anna.read(people.list, { columns: [...columns], sort: [{ property: sort, direction: 'ascending' }] })).rows
  expect(await rows(['name', 'companies.name'], 'companies.name')).toEqual([
    { id: 'p2', name: 'Bob', 'companies.name': 'Contoso' },
    { id: 'p1', name: 'Ada', 'companies.name': 'Northwind' },
  ])
  expect(await rows(['name'], 'companies.renewalDate')).toEqual([
    { id: 'p1', name: 'Ada' },
    { id: 'p2', name: 'Bob' },
  ])
})
