import { Company, Contact, getValue, use } from '@tenure/core'
import { recordContract, saveSettingsContract, settingsContract, tabsContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { Contacts, contacts } from './contacts-tab.js'

const daysAgo = (count: number) => Date.UTC(2026, 5, 30 - count)
const none = { view: 'none', edit: 'none', delete: 'none' }
const open = () =>
  createTestHost({
    plugins: [use(contacts), use(recordPlugin)],
    now: '2026-06-30T12:00:00Z',
    seed: {
      users: [
        aUser({ id: 'anna', permissions: ['workspace.access', 'settings.manage'] }),
        aUser({ id: 'ben', objects: { contact: { view: 'own', edit: 'own', delete: 'none' }, company: none } }),
      ],
      records: [
        record(Company, 'c1', { name: 'Northwind', renewalDate: '2026-08-01' }),
        record(Company, 'c2', { name: 'Contoso', renewalDate: '2027-03-01' }),
        record(
          Contact,
          'ada',
          { name: 'Ada Byron', email: 'ada@wind.example', owner: 'ben', lastActivityAt: daysAgo(2) },
          { companies: 'c1' },
        ),
        record(Contact, 'bo', { name: 'Bo Lind', lastActivityAt: daysAgo(20) }, { companies: 'c2' }),
        record(Contact, 'cy', { name: 'Cy Moor', lastActivityAt: daysAgo(200) }),
      ],
    },
  })
const columns = ['companies.name', 'companies.renewalDate']
const names = async (host: TestHost, input: object = {}, as = 'anna') =>
  getValue(await host.as(as).read(Contacts.list, input)).rows.map(({ name }) => name)
const views = async (host: TestHost, as = 'anna') =>
  getValue(await host.as(as).read(Contacts.viewList)).map(({ title, total }) => `${title}: ${total}`)

test('[CUS-2] the contacts are listed with the name and the renewal date of their company', async () => {
  await using host = await open()
  expect(getValue(await host.as('anna').read(Contacts.list, { columns })).rows).toEqual([
    { id: 'ada', name: 'Ada Byron', 'companies.name': 'Northwind', 'companies.renewalDate': '2026-08-01' },
    { id: 'bo', name: 'Bo Lind', 'companies.name': 'Contoso', 'companies.renewalDate': '2027-03-01' },
    { id: 'cy', name: 'Cy Moor', 'companies.name': null, 'companies.renewalDate': null },
  ])
})

test('[VIEW-1] [FLT-9] each view has its condition and its count, through the link too', async () => {
  await using host = await open()
  expect(await views(host)).toEqual(['All contacts: 3', 'Active within 30 days: 2', 'Renews in 90 days: 1', 'Owned by me: 0'])
  expect(await names(host, { view: 'acme.contacts/lately-active' })).toEqual(['Ada Byron', 'Bo Lind'])
  expect(await names(host, { view: 'acme.contacts/renewing' })).toEqual(['Ada Byron'])
  const renewed = { type: 'company', id: 'c1', values: { renewalDate: '2027-08-01' } }
  getValue(await host.as('anna').act(updateRecordContract, renewed))
  expect(await names(host, { view: 'acme.contacts/renewing' })).toEqual([])
})

test('[VIEW-8] [FLT-11] the search finds a name, an email and the name of the company, and the quick filter narrows it', async () => {
  await using host = await open()
  expect(await names(host, { search: 'LIND' })).toEqual(['Bo Lind'])
  expect(await names(host, { search: 'wind.example' })).toEqual(['Ada Byron'])
  expect(await names(host, { search: 'contoso' })).toEqual(['Bo Lind'])
  const filters = [{ test: 'in-last', property: 'contact.lastActivityAt', span: { days: 7 } }]
  expect(await names(host, { filters })).toEqual(['Ada Byron'])
})

test('[WSP-9] saved settings change what counts as lately in an open list, its title and its count', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const lists: unknown[][] = []
  const watching = anna
    .watch(Contacts.list, { view: 'acme.contacts/lately-active' })
    .subscribe(({ value }) => lists.push(value?.rows.map(({ id }) => id) ?? []))
  await host.idle()
  expect(lists.at(-1)).toEqual(['ada', 'bo'])

  const section = 'acme.contacts/settings'
  const { version } = getValue(await anna.read(settingsContract, { section }))
  getValue(await anna.act(saveSettingsContract, { section, values: { activeDays: 7 }, version }))
  await host.idle()
  expect(lists.at(-1)).toEqual(['ada'])
  expect(await views(host)).toContain('Active within 7 days: 1')
  watching.unsubscribe()

  expect(await anna.act(saveSettingsContract, { section, values: { activeDays: 0 }, version })).toMatchObject({ ok: false })
  const denied = await host.as('ben').act(saveSettingsContract, { section, values: { activeDays: 9 }, version })
  expect(denied).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
})

test('[ACC-7] [ACC-9] who may see only own contacts and no company gets those, and nothing of a company', async () => {
  await using host = await open()
  expect(getValue(await host.as('ben').read(Contacts.list, { columns })).rows).toEqual([
    { id: 'ada', name: 'Ada Byron', 'companies.name': null, 'companies.renewalDate': null },
  ])
  expect(await views(host, 'ben')).toEqual(['All contacts: 1', 'Active within 30 days: 1', 'Renews in 90 days: 0', 'Owned by me: 1'])
  expect(await names(host, { search: 'northwind' }, 'ben')).toEqual([])
})

test('[SDK-4] [CUS-3] the tab comes and goes with the plugin, and a contact has a preview', async () => {
  await using host = await open()
  const tabs = async () => getValue(await host.as('anna').read(tabsContract)).map(({ id }) => id)
  expect(await tabs()).toEqual(['acme.contacts/contacts'])
  expect(getValue(await host.as('anna').read(recordContract, { type: 'contact', id: 'ada' }))).toMatchObject({ title: 'Ada Byron' })
  await host.remove('acme.contacts')
  expect(await tabs()).toEqual([])
})
