import { aCompany, aContact, aUser, createTestHost } from '@tenure/testing'
import { map } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../../base/outcome.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { is, some } from '../../query/builders.js'
import { ascending } from '../../query/query.js'
import { Company, Contact } from '../../schema/object-types.js'
import { through } from '../../schema/property.js'
import { readsAll } from '../grant.js'
import { bulkContract } from '../page/bulk-contract.js'
import { defineProvider } from '../provider.js'
import { defineCollection } from './collection.js'
import { defineView } from './collection-view.js'

const Companies = defineCollection({
  id: 'acme.companies/list',
  of: Company,
  title: 'Companies',
  always: [Company.name],
  columns: [Company.name],
  searched: [Company.name],
  views: [
    { id: 'acme.companies/z', title: 'First' },
    { id: 'acme.companies/a', title: 'Second' },
  ],
})
const theirs = defineView({ of: Companies, id: 'aaa.more/view', title: 'Of another plugin' })
const base = { version: '1.0.0', host: '1.0' } as const
const companies = definePlugin({ ...base, id: 'acme.companies', grants: [Companies.grant], contributes: [Companies] })
const more = definePlugin({ ...base, id: 'aaa.more', contributes: [theirs] })

test('[SDK-3] the views of a collection are shown in the order in which they are written, then those of other plugins', async () => {
  await using host = await createTestHost({ plugins: [use(more), use(companies)], seed: { users: [aUser({ id: 'anna' })] } })
  const views = getValue(await host.as('anna').read(Companies.viewList))
  expect(views.map(({ title }) => title)).toEqual(['First', 'Second', 'Of another plugin'])
})

test('[REC-10] a list has archived records only when they are asked for, live, in its views and page by page, as the user may see them', async () => {
  const own = { view: 'own', edit: 'own', delete: 'own' } as const
  const seed = {
    users: [aUser({ id: 'anna' }), aUser({ id: 'own', objects: { '*': own } })],
    records: ['c1', 'c2', 'c3'].map((id) => aCompany({ id, name: `Name ${id}`, ...(id === 'c2' && { csm: 'own' }) })),
  }
  await using host = await createTestHost({ plugins: [use(companies)], seed })
  const idsOf = async (user: string, input: object) =>
    getValue(await host.as(user).read(Companies.list, input as { archived?: true })).rows.map(({ id }) => id)
  const seen: number[] = []
  const live = host
    .as('anna')
    .watch(Companies.list, { archived: true })
    .subscribe(({ value }) => value && seen.push(value.total))
  await host.idle()
  const records = { type: 'company', ids: ['c1', 'c2'] }
  getValue(await host.as('anna').act(bulkContract, { records, change: { archive: true } }))
  await host.idle()
  expect(seen.at(-1)).toBe(2)
  live.unsubscribe()
  expect([await idsOf('anna', {}), await idsOf('anna', { archived: true })]).toEqual([['c3'], ['c1', 'c2']])
  expect([await idsOf('anna', { search: 'c1' }), await idsOf('anna', { archived: true, search: 'c1' })]).toEqual([[], ['c1']])
  expect([await idsOf('own', {}), await idsOf('own', { archived: true })]).toEqual([[], ['c2']])
  const first = getValue(await host.as('anna').read(Companies.list, { archived: true, limit: 1, after: '' }))
  const { next = '' } = first
  const second = getValue(await host.as('anna').read(Companies.list, { archived: true, limit: 1, after: next }))
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(['c1', 'c2'])
})

const companyName = through(Contact.companies, Company.name)
const companyCity = through(Contact.companies, Company.city)
const People = defineCollection({
  id: 'acme.people/list',
  of: Contact,
  title: 'People',
  always: [Contact.name, companyName],
  columns: [Contact.name],
  searched: [companyCity],
  views: [
    { id: 'acme.people/all', title: 'All', orderBy: [ascending(through(Contact.companies, Company.country))] },
    { id: 'acme.people/rome', title: 'In Rome', where: is(companyCity, 'Rome') },
    { id: 'acme.people/banks', title: 'At banks', where: some(Contact.companies, is(Company.industry, 'Bank')) },
  ],
})
const people = definePlugin({ ...base, id: 'acme.people', grants: [People.grant], contributes: [People] })
const openPeople = () =>
  createTestHost({
    plugins: [use(people)],
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [
        aCompany({ id: 'c1', name: 'Northwind', city: 'Rome', country: 'IT', industry: 'Shipping' }),
        aCompany({ id: 'c2', name: 'Contoso', city: 'Oslo', country: 'DE', industry: 'Bank' }),
        aContact({ id: 'ada', name: 'Ada' }, { companies: 'c1' }),
        aContact({ id: 'bo', name: 'Bo' }, { companies: 'c2' }),
      ],
    },
  })

test('[FLT-9] [BEY-13] a collection reads through links in its rows, search, views and orders without a column for it', async () => {
  await using host = await openPeople()
  const anna = host.as('anna')
  const list = async (input: object) => getValue(await anna.read(People.list, input)).rows
  expect(await list({})).toEqual([
    { id: 'bo', name: 'Bo', 'companies.name': 'Contoso' },
    { id: 'ada', name: 'Ada', 'companies.name': 'Northwind' },
  ])
  expect(await list({ search: 'rom' })).toMatchObject([{ id: 'ada' }])
  expect(await list({ view: 'acme.people/rome' })).toMatchObject([{ id: 'ada' }])
  expect(await list({ view: 'acme.people/banks' })).toMatchObject([{ id: 'bo' }])
  expect(getValue(await anna.read(People.viewList)).map(({ total }) => total)).toEqual([2, 1, 1])
  expect(People.grant.paths).toEqual([
    'company.industry',
    'contact.*',
    'contact.companies.city',
    'contact.companies.country',
    'contact.companies.name',
    'what people filter by',
  ])
})

test('[VIEW-7] [VIEW-8] [BEY-13] a condition in place of the view’s own filters by what is linked, and a plugin still reads none of it', async () => {
  await using host = await openPeople()
  const anna = host.as('anna')
  const where = { test: 'some', link: 'contact.companies', filter: { test: 'is', property: 'company.country', value: 'IT' } } as const
  const ids = async (input: object) => getValue(await anna.read(People.list, input)).rows.map(({ id }) => id)
  expect(await ids({ view: 'acme.people/banks' })).toEqual(['bo'])
  expect(await ids({ view: 'acme.people/banks', where })).toEqual(['ada'])
  expect(await ids({ view: 'acme.people/banks', where, search: 'oslo' })).toEqual([])
  const asked = { view: 'acme.people/banks', where }
  expect(getValue(await anna.read(People.totalList, asked)).count).toBe(1)
  expect(getValue(await anna.read(People.condition, asked))).toMatchObject({ type: 'contact', total: 1 })
  expect(getValue(await anna.read(People.groupList, { ...asked, by: 'name' })).groups.map(({ value }) => value)).toEqual(['Ada'])
  expect(await anna.read(People.list, { columns: ['companies.industry'] })).toMatchObject({
    value: { rows: [{ id: 'bo' }, { id: 'ada' }] },
  })
})

test('[VIEW-7] a condition in place of the view’s own is refused by its own places, and the view’s own still by the view', async () => {
  await using host = await openPeople()
  const refusal = async (input: object) => {
    const outcome = await host.as('anna').read(People.list, input)
    return outcome.ok ? undefined : outcome.problem
  }
  const wrong = { test: 'is', property: 'contact.shoeSize', value: 'x' } as const
  const right = { test: 'is-known', property: 'contact.name' } as const
  expect(await refusal({ where: { test: 'all', filters: [right, wrong] } })).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('contact.shoeSize'),
    details: { issues: [{ path: ['where', 'filters', 1, 'property'] }] },
  })
  expect(await refusal({ filters: [wrong] })).toMatchObject({ details: { issues: [{ path: ['filters', 0, 'property'] }] } })
})

const citiesSpec = {
  id: 'acme.cities/list',
  of: Contact,
  title: 'Cities',
  always: [Contact.name],
  searched: [Contact.name, companyCity],
  views: [{ id: 'acme.cities/all', title: 'All', orderBy: [ascending(through(Contact.companies, Company.country))] }],
} as const

test('[ACC-8] a property that is hidden at the linked type is no column, and the search and the order go on without it', async () => {
  const rights = { seat: true, permissions: ['workspace.access'], objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } }
  const hal = {
    type: 'user',
    id: 'hal',
    values: { name: 'Hal', active: true, timeZone: 'UTC', ...rights, hidden: ['company.city', 'company.country'] },
  }
  const Cities = defineCollection({ ...citiesSpec, columns: [Contact.name, companyCity] })
  const cities = definePlugin({ ...base, id: 'acme.cities', grants: [Cities.grant], contributes: [Cities] })
  await using host = await createTestHost({
    plugins: [use(cities)],
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [hal, aCompany({ id: 'c1', city: 'Rome', country: 'IT' }), aContact({ id: 'ada', name: 'Ada' }, { companies: 'c1' })],
    },
  })
  const fields = async (user: string) => getValue(await host.as(user).read(Cities.columnList)).map(({ field }) => field)
  const found = async (user: string, search: string) => getValue(await host.as(user).read(Cities.list, { search })).rows.map(({ id }) => id)
  expect([(await fields('anna')).slice(0, 2), (await fields('hal')).slice(0, 2)]).toEqual([
    ['name', 'companies.city'],
    ['name', expect.not.stringContaining('.')],
  ])
  expect([await found('anna', 'rom'), await found('hal', 'rom'), await found('hal', 'ada')]).toEqual([['ada'], [], ['ada']])
})

test('[BEY-13] a plugin learns of no linked property that it was not granted', async () => {
  const narrow = readsAll(Contact)
  const wide = readsAll(Contact, Company)
  const names = (id: 'acme.probe/narrow' | 'acme.probe/wide', records: typeof narrow | typeof wide) =>
    defineProvider({
      id,
      permission: 'workspace.access',
      output: z.array(z.string()),
      uses: { records: records as typeof wide },
      watch: (call) =>
        call.records
          .watchProperties('contact', ['companies.city'])
          .pipe(map((all) => all.map(({ name }) => name).filter((name) => name.includes('.')))),
    })
  const [few, many] = [names('acme.probe/narrow', narrow), names('acme.probe/wide', wide)]
  const probe = definePlugin({ ...base, id: 'acme.probe', grants: [narrow, wide], contributes: [few, many] })
  await using host = await createTestHost({ plugins: [use(probe)], seed: { users: [aUser({ id: 'anna' })] } })
  const anna = host.as('anna')
  expect([getValue(await anna.read(few)), getValue(await anna.read(many))]).toEqual([[], ['companies.city']])
})
