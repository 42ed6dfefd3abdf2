import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { type FileSample, guessPlan, readingFor } from './guess-plan.js'

const types = await typesOfAHost()
async function typesOfAHost() {
  await using host = await createTestHost({ plugins: [] })
  return host.importer('csv').types([{ name: 'service', active: true }])
}
/** A sheet as text: cells are separated by a bar. */
function sheet(file: string, ...lines: readonly string[]): FileSample {
  const [header = [], ...rows] = lines.map((line) => line.split('|'))
  return { upload: file, file, encoding: 'utf-8', delimiter: ',', header, rows }
}
const guess = (...samples: readonly FileSample[]) => guessPlan(samples, types)
const becomes = (samples: readonly FileSample[], file: number, column: string) =>
  guess(...samples).plan.files[file]?.columns.find((each) => each.column === column)?.becomes
const link = (association: string, type: string, match?: string) => ({ to: 'link', association, type, ...(match && { match }) })

test('[SDK-16] a link goes by the key of the file beside it, where enough of its values are there, whatever their case', () => {
  const companies = sheet('companies.csv', 'Company ID|Name', ' A1|Alba', 'A2 |Bex', 'A3|Cor')
  const deals = (...accounts: readonly string[]) => sheet('deals.csv', 'Deal ID|Account', ...accounts.map((each, at) => `${at}|${each}`))
  expect(becomes([companies, deals('a1', ' A2 ')], 1, 'Account')).toEqual(link('company', 'company'))
  expect(becomes([companies, deals('A1', 'B2', 'B3')], 1, 'Account')).toEqual(link('company', 'company'))
  expect(becomes([companies, deals('A1', ' ', '  ', '   ', '    ')], 1, 'Account')).toEqual(link('company', 'company'))
  expect(becomes([companies, deals('Alba', 'Bex', 'Dan', 'Eve')], 1, 'Account')).toEqual(link('company', 'company', 'name'))
  const spaced = sheet('companies.csv', 'Company ID|Name', ' North 1|Alba', 'North 2 |Bex')
  expect(becomes([spaced, deals('north 1', 'North 2')], 1, 'Account')).toEqual(link('company', 'company'))
  expect(becomes([sheet('contacts.csv', 'Contact ID|Name', 'A1|Ann'), deals('A1')], 1, 'Account')).toEqual(link('company', 'company'))
})

test('[SDK-16] a column is a link by any word for the other records, alone or with what identifies them', () => {
  const words: readonly (readonly [file: string, type: string, words: string])[] = [
    ['deals', 'company', 'Company, Companies, Account, Accounts, Customer, Customers, Client, Clients, Organisation, Organization'],
    ['deals', 'company', 'Organizations, Kunden, Kunde, Firmen, Firma'],
    ['companies', 'contact', 'Contact, Contacts, Person, People, Kontakte, Kontakt'],
    ['companies', 'deal', 'Deal, Deals, Opportunity, Opportunities, Pipeline, Sales pipeline'],
    ['companies', 'ticket', 'Ticket, Tickets, Case, Cases, Support tickets'],
    ['deals', 'product', 'Product, Products, Item, Items, Produkte, Produkt'],
    ['companies', 'service', 'Service, Services, Subscription, Subscriptions, Contract, Contracts, Vertrag, Verträge'],
    ['companies', 'task', 'Task, Tasks, Todo, Todos, Aufgaben'],
    ['companies', 'meeting', 'Meeting, Meetings, Termine'],
    ['companies', 'call', 'Call, Calls, Anrufe'],
    ['companies', 'note', 'Note, Notes, Notizen'],
  ]
  for (const [file, type, all] of words)
    for (const word of all.split(', '))
      for (const heading of [word, `${word} id`, `${word} no`, `${word} key`])
        expect(becomes([sheet(`${file}.csv`, `ID|${heading}`, '1|A1', '2|A2')], 0, heading), heading).toMatchObject({ to: 'link', type })
})

test('[SDK-16] a file beside it that is known by a domain is linked by the domain', () => {
  const companies = sheet('companies.csv', 'Name|Domain', 'Alba|alba.example', 'Bex|bex.example')
  const contacts = sheet('contacts.csv', 'Email|Company domain', 'a@alba.example|alba.example', 'b@bex.example|BEX.example')
  expect(becomes([companies, contacts], 1, 'Company domain')).toEqual(link('companies', 'company', 'domain'))
  expect(becomes([contacts], 0, 'Company domain')).toEqual(link('companies', 'company', 'domain'))
})

test('[SDK-16] without a file beside it, a link goes by address, name or key, as the values are', () => {
  const one = (heading: string, ...values: readonly string[]) =>
    becomes([sheet('tasks.csv', `Title|${heading}`, ...values.map((each, at) => `Call ${at}|${each}`))], 0, heading)
  expect(one('Contact', 'ann@alba.example', 'ben@bex.example')).toEqual(link('contacts', 'contact', 'email'))
  expect(one('Customer', 'Alba Freight', 'Bex')).toMatchObject({ to: 'link', type: 'company', match: 'name' })
  expect(one('Customer ID', 'C-1', 'C-2')).toEqual(expect.not.objectContaining({ match: 'name' }))
  expect(one('Customer', 'C 1', 'C 2')).toMatchObject({ match: 'name' })
})

test('[SDK-16] a few values on many lines are kinds of something, and no records', () => {
  const lines = (kinds: number, count: number) =>
    sheet('deals.csv', 'Deal ID|Account', ...Array.from({ length: count }, (_, at) => `${at}|Kind ${'abcdefgh'[at % kinds]}`))
  expect(becomes([lines(4, 21)], 0, 'Account')).toEqual({ to: 'nothing' })
  expect(becomes([lines(4, 20)], 0, 'Account')).toMatchObject({ to: 'link' })
  expect(becomes([lines(5, 40)], 0, 'Account')).toMatchObject({ to: 'link' })
})

test('[SDK-16] the key is a domain, an address or a number of articles, else an id, else the name, if no two lines share it', () => {
  const keyOf = (sample: FileSample) => {
    const [file] = guess(sample).plan.files
    return [file?.key, file?.match]
  }
  expect(keyOf(sheet('companies.csv', 'ID|Name|Domain', '1|Alba|alba.example', '2|Bex|bex.example'))).toEqual([['Domain'], 'domain'])
  expect(keyOf(sheet('companies.csv', 'ID|Name|Domain', '1|Alba|alba.example', '2|Bex|ALBA.example'))).toEqual([['ID'], undefined])
  expect(keyOf(sheet('companies.csv', 'ID|Name|Domain', '1|Alba|alba.example', '2|Bex|'))).toEqual([['ID'], undefined])
  expect(keyOf(sheet('contacts.csv', 'Full name|Email', 'Ann|ann@alba.example'))).toEqual([['Email'], 'email'])
  expect(keyOf(sheet('products.csv', 'Name|SKU', 'Basic|B-1'))).toEqual([['SKU'], 'sku'])
  expect(keyOf(sheet('companies.csv', 'Name|Customer no', 'Alba|1', 'Bex|2'))).toEqual([['Customer no'], undefined])
  expect(keyOf(sheet('companies.csv', 'customerID|Name', '1|Alba', '2|Bex'))).toEqual([['customerID'], undefined])
  expect(keyOf(sheet('companies.csv', 'ID|Name', '1|Alba', '1|Bex'))).toEqual([['Name'], 'name'])
  expect(keyOf(sheet('companies.csv', 'ID|Name', '1|Alba', '1|Alba'))).toEqual([[], undefined])
})

test('[SDK-16] the last word of a name of a file says most, and a column of another type is no name', () => {
  const typeOf = (file: string, header = 'x') => guess(sheet(file, header)).plan.files[0]?.objectType
  expect(typeOf('support tickets.csv')).toBe('ticket')
  expect(typeOf('customer contacts.csv')).toBe('contact')
  expect(typeOf('contact deals.csv')).toBe('deal')
  expect(typeOf('export.csv', 'Email|Phone|Job title')).toBe('contact')
  expect(typeOf('export.csv')).toBe('company')
  expect(becomes([sheet('deals.csv', 'Deal ID|Account name', '1|Alba')], 0, 'Account name')).toEqual(link('company', 'company', 'name'))
})

test('[SDK-16] of two columns for one property the plainer one has it; each has its confidence', () => {
  const { plan, columns } = guess(sheet('companies.csv', 'Town|City|Remark', 'Bonn|Köln|x'))
  expect(plan.files[0]?.columns.map((column) => column.becomes)).toEqual([
    { to: 'nothing' },
    { to: 'property', name: 'city' },
    { to: 'nothing' },
  ])
  expect(columns.get('companies.csv')?.map(({ column, confidence, values }) => [column, confidence, values.kind])).toEqual([
    ['Town', 0, 'text'],
    ['City', 1, 'text'],
    ['Remark', 0, 'text'],
  ])
  expect(guess(sheet('companies.csv', 'Town', 'Bonn')).columns.get('companies.csv')?.[0]?.confidence).toBe(0.94)
})

test('[SDK-16] a column whose values do not suit the property is not taken for it', () => {
  const cityOf = (heading: string, value: string) => becomes([sheet('companies.csv', heading, value)], 0, heading)
  expect(cityOf('Employees', 'many people')).toEqual({ to: 'nothing' })
  expect(cityOf('Employees', '12')).toEqual({ to: 'property', name: 'employees' })
  expect(cityOf('Renewal date', 'next year')).toEqual({ to: 'nothing' })
  expect(cityOf('Renewal date', '2026-01-31 08:00')).toEqual({ to: 'property', name: 'renewalDate' })
  expect(cityOf('ARR', 'much')).toEqual({ to: 'nothing' })
  expect(cityOf('ARR', '12 EUR')).toEqual({ to: 'property', name: 'arr' })
  expect(cityOf('ARR', '12')).toEqual({ to: 'property', name: 'arr' })
  expect(cityOf('CSM', '12')).toEqual({ to: 'nothing' })
  expect(cityOf('CSM', 'ann@alba.example')).toEqual({ to: 'property', name: 'csm' })
})

test('[SDK-16] dates, numbers and amounts are read as most of their values are written', () => {
  expect(readingFor('date', ['31.1.2026'])).toEqual({ format: ['D.M.YYYY'] })
  expect(readingFor('datetime', ['2026-01-31 08:05'])).toMatchObject({ format: ['YYYY-MM-DD HH:mm'] })
  expect(readingFor('date', ['soon'])).toEqual({})
  expect(readingFor('number', ['1.234,5'])).toEqual({ decimal: ',', thousands: '.' })
  expect(readingFor('money', ['1.234,5 EUR'])).toEqual({ decimal: ',', thousands: '.' })
  expect(readingFor('string', ['1.234,5'])).toEqual({})
})

test('[SDK-16] each association has one column, an empty column leads nowhere, and a key is no link', () => {
  const rows = ['1|Alba|A1|A1', '2|Bex|A2|A2']
  const deals = sheet('deals.csv', 'Deal ID|Deal name|Account|Company', ...rows)
  expect([becomes([deals], 0, 'Account'), becomes([deals], 0, 'Company')]).toEqual([link('company', 'company'), { to: 'nothing' }])
  expect(becomes([sheet('deals.csv', 'Deal ID|Account', '1|', '2| ')], 0, 'Account')).toEqual({ to: 'nothing' })
  expect(becomes([sheet('deals.csv', 'Account ID|Remark', '1|x', '2|y')], 0, 'Account ID')).toEqual({ to: 'nothing' })
})

test('[SDK-16] what the workspace keeps, a pipeline and JSON are no column of a file', () => {
  for (const heading of ['Pipeline', 'Updated at', 'Last activity at', 'Health score'])
    for (const file of ['deals.csv', 'companies.csv'])
      expect(becomes([sheet(file, `ID|${heading}`, '1|', '2|')], 0, heading), `${file} ${heading}`).toEqual({ to: 'nothing' })
  const company = types.get('company')
  if (company === undefined) throw new Error('There are companies.')
  const raw = { name: 'raw', label: 'Raw', kind: 'json' } as const
  const more = new Map(types).set('company', { ...company, properties: [...company.properties, raw] } as typeof company)
  const { plan } = guessPlan([sheet('companies.csv', 'ID|Raw', '1|{}')], more)
  expect(plan.files[0]?.columns[1]).toEqual({ column: 'Raw', becomes: { to: 'nothing' } })
})

test('[SDK-16] a plan keeps how a file is written, updates what is here, and leaves wrong lines out', () => {
  const sample = {
    ...sheet('companies.csv', 'ID|Name|Renewal date', '1|Alba|31.1.2026'),
    upload: 'u1',
    encoding: 'utf-16le',
    delimiter: ';',
  }
  expect(guess(sample).plan).toEqual({
    files: [
      {
        ...{ upload: 'u1', file: 'companies.csv', objectType: 'company', encoding: 'utf-16le', delimiter: ';' },
        ...{ key: ['ID'], existing: 'update' },
        columns: [
          { column: 'ID', becomes: { to: 'nothing' } },
          { column: 'Name', becomes: { to: 'property', name: 'name' } },
          { column: 'Renewal date', becomes: { to: 'property', name: 'renewalDate' }, format: ['D.M.YYYY'] },
        ],
      },
    ],
    wrong: 'leave',
  })
})

test('[SDK-16] a few numbers on many lines are keys of records all the same', () => {
  const lines = Array.from({ length: 21 }, (_, at) => `${at}|${at % 4}`)
  expect(becomes([sheet('deals.csv', 'Deal ID|Account', ...lines)], 0, 'Account')).toEqual(link('company', 'company'))
})
