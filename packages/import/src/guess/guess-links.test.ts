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
  expect(one('Customer ID', 'C-1', ' ', 'C-2')).toStrictEqual(link('about', 'company'))
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
  expect(keyOf(sheet('companies.csv', 'ID|Name', '1|Alba', '1 |Bex'))).toEqual([['Name'], 'name'])
  expect(keyOf(sheet('companies.csv', 'Name|ID', 'Alba|1', 'Bex'))).toEqual([['Name'], 'name'])
  // Words that are one in capitals are an id in the first column alone.
  expect(keyOf(sheet('companies.csv', 'CUSTOMERID|Name', '1|Alba', '2|Bex'))).toEqual([['CUSTOMERID'], undefined])
  expect(keyOf(sheet('companies.csv', 'Name|CUSTOMERID', 'Alba|1', 'Bex|2'))).toEqual([['Name'], 'name'])
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

test('[SDK-16] the name of a file says more than its columns, and only a type that is active is proposed', () => {
  const header = 'Email|Phone|Job title|Mobile|City'
  const rows = ['a@x.example|1|CEO|2|Bonn', 'b@x.example|3|CTO|4|Ulm']
  expect(guess(sheet('tasks.csv', header, ...rows)).plan.files[0]?.objectType).toBe('task')
  const typeOf = (of: typeof types, file: string, line = 'x') => guessPlan([sheet(file, line)], of).plan.files[0]?.objectType
  expect(typeOf(types, 'subscriptions.csv')).toBe('service')
  const [company, service] = [types.get('company'), types.get('service')]
  if (company === undefined || service === undefined) throw new Error('There are companies and services.')
  const inactive = new Map(types).set('service', { ...service, active: false })
  expect(typeOf(inactive, 'subscriptions.csv')).toBe('company')
  // Where no type is active it is a company all the same; without companies there is nothing.
  expect(typeOf(new Map([['company', { ...company, active: false }]]), 'a.csv')).toBe('company')
  expect(typeOf(new Map([['service', service]]), 'a.csv')).toBe('service')
  expect(() => typeOf(new Map(), 'a.csv')).toThrow('There is no object type that a file could become.')
})

test('[SDK-16] a type of the workspace is known by what it and several of it are called', () => {
  const company = types.get('company')
  if (company === undefined) throw new Error('There are companies.')
  const plant = { ...company, name: 'x1', label: 'Plant', plural: 'Foliage' }
  const more = new Map(types).set('x1', plant)
  for (const file of ['plant.csv', 'my foliage.csv']) expect(guessPlan([sheet(file, 'x')], more).plan.files[0]?.objectType, file).toBe('x1')
})

test('[ACC-13] [SDK-16] a file whose columns are all of users is one of users, whatever its name', () => {
  const typeOf = (header: string) => guess(sheet('export.csv', header)).plan.files[0]?.objectType
  expect(typeOf('Name|Email|Seat')).toBe('user')
  expect(typeOf('Name|Email|Job title')).toBe('contact')
})

test('[SDK-16] a link has a confidence of its own, and a line without its last cells says nothing there', () => {
  const sample = sheet('deals.csv', 'Deal ID|Account|City', '1|Alba|Bonn', '2|Bex', '3')
  const { columns, plan } = guess(sample)
  expect(columns.get('deals.csv')).toEqual([
    { column: 'Deal ID', values: { kind: 'number', share: 1 }, confidence: 0 },
    { column: 'Account', values: { kind: 'text', share: 1 }, confidence: 0.7 },
    { column: 'City', values: { kind: 'text', share: 1 }, confidence: 0 },
  ])
  expect(plan.files[0]?.columns[1]?.becomes).toEqual(link('company', 'company', 'name'))
})

/** The types of which companies have more properties and associations. */
function withCompany(properties: readonly object[], associations: readonly object[] = []): typeof types {
  const company = types.get('company')
  if (company === undefined) throw new Error('There are companies.')
  const added = new Set(properties.map((each) => Reflect.get(each, 'name')))
  const kept = company.properties.filter(({ name }) => !added.has(name))
  const more = { ...company, properties: [...kept, ...properties], associations: [...company.associations, ...associations] }
  return new Map(types).set('company', more as typeof company)
}
const inCompany = (of: typeof types, heading: string, value = '') =>
  guessPlan([sheet('companies.csv', `ID|${heading}`, `1|${value}`)], of).plan.files[0]?.columns[1]?.becomes

test('[SDK-16] a heading may begin with what the records are called, and is compared with the label and the name of a property', () => {
  const shoe = { name: 'x9', label: 'Shoe size', kind: 'string' }
  const size = { name: 'y9', label: 'Company size range', kind: 'string' }
  const of = withCompany([shoe, size])
  for (const heading of ['Shoe size', 'x9', 'Customer shoe size', 'account_x9', 'Firma Shoe Size'])
    expect(inCompany(of, heading), heading).toEqual({ to: 'property', name: 'x9' })
  expect(inCompany(of, 'Company size range')).toEqual({ to: 'property', name: 'y9' })
  expect(inCompany(of, 'Account renewal date')).toEqual({ to: 'property', name: 'renewalDate' })
  for (const heading of ['Shoe', 'Contact shoe size', 'Size range']) expect(inCompany(of, heading), heading).toEqual({ to: 'nothing' })
  const { columns } = guessPlan([sheet('companies.csv', 'Customer shoe size', '9')], of)
  expect(columns.get('companies.csv')?.[0]?.confidence).toBe(1)
  // Of two properties that are called the same, the first has the column.
  expect(inCompany(withCompany([shoe, { ...shoe, name: 'x10' }]), 'Shoe size')).toEqual({ to: 'property', name: 'x9' })
  // A type of the workspace is called by its label.
  const company = of.get('company')
  if (company === undefined) throw new Error('There are companies.')
  const plants = new Map(of).set('x1', { ...company, name: 'x1', label: 'Plant', plural: 'Plants' })
  expect(guessPlan([sheet('plants.csv', 'Plant shoe size', '9')], plants).plan.files[0]?.columns[0]?.becomes).toEqual({
    ...{ to: 'property', name: 'x9' },
  })
})

test('[SDK-16] what is computed or kept by the workspace is no column, also where the type declares it otherwise', () => {
  const kept = ['pipeline', 'healthScore', 'healthStatus', 'updatedAt', 'lastActivityAt', 'nextActivityAt']
  const of = withCompany([
    ...kept.map((name) => ({ name, label: `My ${name}`, kind: 'string' })),
    { name: 'age', label: 'Age', kind: 'number', computed: true },
    { name: 'weight', label: 'Weight', kind: 'number' },
  ])
  for (const heading of [...kept, ...kept.map((name) => `My ${name}`), 'Age'])
    expect(inCompany(of, heading), heading).toEqual({ to: 'nothing' })
  expect(inCompany(of, 'Weight')).toEqual({ to: 'property', name: 'weight' })
})

test('[SDK-16] times and truths suit their properties, a name suits a user', () => {
  const of = withCompany([{ name: 'vip', label: 'VIP', kind: 'boolean' }])
  const is = (heading: string, value: string) => [inCompany(of, heading, value)?.to, heading, value]
  for (const [heading, value] of [
    ['VIP', 'yes'],
    ['VIP', ''],
    ['Created at', '2026-01-31'],
    ['Created at', '2026-01-31 08:05'],
    ['CSM', 'Ada'],
  ] as const)
    expect(is(heading, value)).toEqual(['property', heading, value])
  for (const [heading, value] of [
    ['VIP', 'perhaps'],
    ['VIP', '1'],
    ['Created at', 'long ago'],
    ['Created at', '7'],
  ] as const)
    expect(is(heading, value)).toEqual(['nothing', heading, value])
})

test('[SDK-16] a link leads to records that files can bring: of a type that is active, and of no user', () => {
  const coach = { name: 'coach', label: 'Coach', to: 'user' }
  expect(inCompany(withCompany([], [coach]), 'Users', 'Ada')).toEqual({ to: 'nothing' })
  const guide = { name: 'guide', label: 'Guide', to: 'contact' }
  expect(inCompany(withCompany([], [guide]), 'Person', 'Ada')).toMatchObject({ to: 'link', type: 'contact' })
  expect(inCompany(types, 'Subscription', 'Gold')).toMatchObject({ to: 'link', type: 'service' })
  const service = types.get('service')
  if (service === undefined) throw new Error('There are services.')
  expect(inCompany(new Map(types).set('service', { ...service, active: false }), 'Subscription', 'Gold')).toEqual({ to: 'nothing' })
  // A property that is called like other records has the column.
  expect(inCompany(withCompany([{ name: 'ally', label: 'Person', kind: 'string' }], [guide]), 'Person', 'Ada')).toEqual({
    ...{ to: 'property', name: 'ally' },
  })
})

test('[SDK-16] a file beside it counts only if it has the records meant, one key column, and three of ten of the values', () => {
  const deals = (...accounts: readonly string[]) => sheet('deals.csv', 'Deal ID|Account', ...accounts.map((each, at) => `${at}|${each}`))
  const accountOf = (beside: FileSample, ...accounts: readonly string[]) => becomes([beside, deals(...accounts)], 1, 'Account')
  // The key of other records is not that of these.
  const contacts = sheet('contacts.csv', 'Name', 'C-1', 'C-2')
  expect(accountOf(contacts, 'C-1', 'C-2')).toStrictEqual(link('company', 'company'))
  // A column without a heading is no key.
  expect(accountOf(sheet('companies.csv', 'Name|', 'X|Alba', 'X|Bex'), 'Alba', 'Bex')).toEqual(link('company', 'company', 'name'))
  const companies = sheet('companies.csv', 'Company ID|Name', 'Alba|1', 'Bex|2', 'Cor|3')
  const others = ['D', 'E', 'F', 'G', 'H', 'I', 'J']
  expect(accountOf(companies, 'Alba', 'Bex', 'Cor', ...others)).toStrictEqual(link('company', 'company'))
  expect(accountOf(companies, 'Alba', 'Bex', 'Cor', ...others, 'K')).toEqual(link('company', 'company', 'name'))
  expect(accountOf(companies, 'BEX')).toStrictEqual(link('company', 'company'))
})

test('[SDK-16] a domain finds companies alone, an address contacts alone; everything else is a name, unless all of it are keys', () => {
  const one = (heading: string, ...values: readonly string[]) =>
    becomes([sheet('tasks.csv', `Title|${heading}`, ...values.map((each, at) => `Call ${at}|${each}`))], 0, heading)
  expect(one('Account', 'alba.example', 'bex.example')).toMatchObject({ type: 'company', match: 'domain' })
  expect(one('Contact', 'alba.example', 'bex.example')).toMatchObject({ type: 'contact', match: 'name' })
  expect(one('Account', 'ann@alba.example', 'ben@bex.example')).toMatchObject({ type: 'company', match: 'name' })
  expect(one('Contact', 'Ann', 'Ben')).toMatchObject({ type: 'contact', match: 'name' })
  expect(one('Account', 'C-1', 'Alba')).toMatchObject({ type: 'company', match: 'name' })
})

test('[SDK-16] a word for records of the same type leads to the one above by the words for that alone', () => {
  const of = withCompany([], [{ name: 'partner', label: 'Partner', to: 'company' }])
  expect(inCompany(of, 'Client', 'Alba')).toEqual({ to: 'nothing' })
})

test('[SDK-16] only columns whose property needs it say how their values are written, whatever spaces are around them', () => {
  const sample = sheet('companies.csv', 'ID|Name|City|Employees|Renewal date', '1|1.234,5|1.234,5| 1.234,5 | 31.1.2026 ', '2|2|2||')
  expect(guess(sample).plan.files[0]?.columns).toStrictEqual([
    { column: 'ID', becomes: { to: 'nothing' } },
    { column: 'Name', becomes: { to: 'property', name: 'name' } },
    { column: 'City', becomes: { to: 'property', name: 'city' } },
    { column: 'Employees', becomes: { to: 'property', name: 'employees' }, decimal: ',', thousands: '.' },
    { column: 'Renewal date', becomes: { to: 'property', name: 'renewalDate' }, format: ['D.M.YYYY'] },
  ])
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
  expect(guess(sample).plan).toStrictEqual({
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
