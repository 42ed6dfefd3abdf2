import { Company, getValue, use } from '@tenure/core'
import { recordContract, tabsContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aRecord, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { Asset, Assets, assets } from './assets-tab.js'

const open = () =>
  createTestHost({
    plugins: [use(assets), use(recordPlugin)],
    now: '2026-06-30T12:00:00Z',
    seed: {
      users: [
        aUser({ id: 'anna' }),
        aUser({
          id: 'ben',
          objects: { asset: { view: 'all', edit: 'none', delete: 'none' }, company: { view: 'none', edit: 'none', delete: 'none' } },
        }),
        aUser({ id: 'vera', objects: { company: { view: 'all', edit: 'all', delete: 'all' } } }),
      ],
      records: [
        record(Company, 'c1', { name: 'Northwind', csm: 'anna' }),
        aRecord(
          Asset,
          { id: 'a1', name: 'Boiler', serialNumber: 'B-100', state: 'in-use', warrantyEndDate: '2026-07-15' },
          { company: 'c1' },
        ),
        aRecord(Asset, { id: 'a2', name: 'Chiller', serialNumber: 'C-200', state: 'in-repair', warrantyEndDate: '2027-07-15' }),
      ],
    },
  })
const columns = ['company.name', 'company.csm', 'state']
const rows = async (host: TestHost, input: object = {}, as = 'anna') => getValue(await host.as(as).read(Assets.list, input)).rows
const names = async (host: TestHost, input: object = {}, as = 'anna') => (await rows(host, input, as)).map(({ name }) => name)

test('[SDK-3] records of a new type are listed with the name and the CSM of their customer', async () => {
  await using host = await open()
  expect(await rows(host, { columns })).toEqual([
    { id: 'a1', name: 'Boiler', 'company.name': 'Northwind', 'company.csm': 'anna', state: 'in-use' },
    { id: 'a2', name: 'Chiller', 'company.name': null, 'company.csm': null, state: 'in-repair' },
  ])
})

test('[VIEW-1] [FLT-11] views and search select assets, by the customer too', async () => {
  await using host = await open()
  const views = getValue(await host.as('anna').read(Assets.viewList)).map(({ title, total }) => `${title}: ${total}`)
  expect(views).toEqual(['All assets: 2', 'Warranty ends in 90 days: 1', 'In repair: 1'])
  expect(await names(host, { view: 'acme.assets/warranty-ends' })).toEqual(['Boiler'])
  expect(await names(host, { search: 'c-2' })).toEqual(['Chiller'])
  expect(await names(host, { search: 'northwind' })).toEqual(['Boiler'])
})

test('[SDK-6] a new name of the customer shows in the open list', async () => {
  await using host = await open()
  const seen: unknown[] = []
  const watching = host
    .as('anna')
    .watch(Assets.list, { columns: ['company.name'] })
    .subscribe(({ value }) => seen.push(value?.rows[0]?.['company.name']))
  await host.idle()
  getValue(await host.as('anna').act(updateRecordContract, { type: 'company', id: 'c1', values: { name: 'Southwind' } }))
  await host.idle()
  expect(seen.at(-1)).toBe('Southwind')
  watching.unsubscribe()
})

test('[ACC-7] [ACC-9] without a right to companies the customer is empty, without one to assets the list is', async () => {
  await using host = await open()
  expect((await rows(host, { columns }, 'ben')).map((row) => row['company.name'])).toEqual([null, null])
  expect(await names(host, { search: 'northwind' }, 'ben')).toEqual([])
  expect(await names(host, {}, 'vera')).toEqual([])
})

test('[SDK-4] the company names its assets, an asset its customer, and the plugin takes tab and section along', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const links = async (type: string, id: string) =>
    getValue(await anna.read(recordContract, { type, id })).links.map(({ label, rows: linked }) => [
      label,
      ...linked.map(({ title }) => title),
    ])
  expect(await links('asset', 'a1')).toEqual([['Customer', 'Northwind']])
  expect(await links('company', 'c1')).toEqual([['Assets', 'Boiler']])
  await host.remove('acme.assets')
  expect(await links('company', 'c1')).toEqual([])
  expect(getValue(await anna.read(tabsContract))).toEqual([])
})
