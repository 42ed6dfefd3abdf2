import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { type FileSample, guessPlan } from './guess-plan.js'

const types = await typesOfAHost()
async function typesOfAHost() {
  await using host = await createTestHost({ plugins: [] })
  return host.importer('csv').types(['service', 'product'].map((name) => ({ name, active: true })))
}
const sampleOf = (file: string, header: readonly string[], rows: FileSample['rows'] = []): FileSample => ({
  ...{ upload: 'u', encoding: 'utf-8', delimiter: ',' },
  ...{ file, header, rows },
})
const planOf = (...samples: readonly FileSample[]) => guessPlan(samples, types).plan.files

// What people call things in their sheets, by the type of the file and the property that is meant.
const headings: readonly (readonly [type: string, property: string, headings: string])[] = [
  [
    'company',
    'name',
    'name, full name, company name, company, account name, account, customer name, customer, organisation, organization, firma, kunde, dealname, title',
  ],
  ['product', 'name', 'product, product name'],
  ['deal', 'name', 'deal name, opportunity name'],
  ['task', 'title', 'title, subject, name'],
  ['ticket', 'subject', 'subject, title, ticket name, betreff'],
  ['company', 'domain', 'domain, company domain, company domain name, website domain, web domain'],
  ['company', 'website', 'website, url, web, homepage, web site'],
  ['company', 'industry', 'industry, sector, branche, vertical'],
  ['company', 'city', 'city, town, ort, stadt'],
  ['company', 'country', 'country, land, country region, office location'],
  ['company', 'employees', 'employees, number of employees, headcount, company size, mitarbeiter'],
  ['company', 'csm', 'csm, csm email, csm name, customer success manager, account manager, success manager, betreuer'],
  ['company', 'owner', 'owner, owner email, sales agent, sales rep, rep, agent, deal owner'],
  ['deal', 'owner', 'account owner'],
  ['contact', 'owner', 'opportunity owner'],
  ['task', 'assignee', 'assignee, assigned to'],
  ['company', 'arr', 'arr, arr amount, annual recurring revenue, acv, jahresumsatz'],
  ['deal', 'amount', 'amount, close value, value, mrr amount, betrag'],
  ['service', 'amount', 'deal value, deal amount'],
  ['product', 'price', 'price, sales price, list price, unit price, preis'],
  ['company', 'renewalDate', 'renewal date, renewal, renews on, contract end, verlängerung, vertragsende'],
  ['service', 'startDate', 'start date, start, contract start, beginn'],
  ['service', 'endDate', 'end date, end, ende'],
  ['deal', 'closeDate', 'close date, closedate, closing date, closed on, abschluss'],
  ['ticket', 'closedAt', 'closed at, closed date, resolved at'],
  ['company', 'createdAt', 'created at, createdate, create date, created, submitted at, opened at, signup date'],
  ['deal', 'stage', 'stage, dealstage, pipeline stage, ticket status, phase'],
  ['ticket', 'stage', 'deal stage, opportunity stage'],
  ['contact', 'email', 'email, e mail, mail, email address, work email'],
  ['contact', 'phone', 'phone, phone number, telephone, mobile, telefon'],
  ['contact', 'jobTitle', 'job title, jobtitle, position, role, title, funktion'],
  ['company', 'description', 'description, about, beschreibung'],
  ['ticket', 'priority', 'priority, prio, priorität'],
  ['product', 'sku', 'sku, article number, item number, artikelnummer'],
  ['task', 'dueAt', 'due, due date, due at, fällig'],
]
test.each(headings)('[SDK-16] in a file of the type %s, %s is known by its headings', (type, property, all) => {
  for (const heading of all.split(', ')) {
    const [file] = planOf(sampleOf(`${type}.csv`, [heading]))
    const becomes = property === 'stage' ? { to: 'stage' } : { to: 'property', name: property }
    expect([file?.objectType, file?.columns], heading).toEqual([type, [{ column: heading, becomes }]])
  }
})

const fileNames = {
  company:
    'company, companies, account, accounts, customer, customers, client, clients, organisation, organization, organizations, kunden, kunde, firmen, firma',
  contact: 'contact, contacts, person, people, kontakte, kontakt',
  deal: 'deal, deals, opportunity, opportunities, pipeline, sales pipeline',
  ticket: 'ticket, tickets, case, cases, support tickets',
  service: 'service, services, subscription, subscriptions, contract, contracts, vertrag, verträge',
  product: 'product, products, item, items, produkte, produkt',
  task: 'task, tasks, todo, todos, aufgaben',
  meeting: 'meeting, meetings, termine',
  call: 'call, calls, anrufe',
  note: 'note, notes, notizen',
}
test.each(Object.entries(fileNames))('[SDK-16] a file of the type %s is known by its name', (type, names) => {
  for (const name of names.split(', ')) expect(planOf(sampleOf(`${name}.csv`, ['x']))[0]?.objectType, name).toBe(type)
})

test('[SDK-16] a column that names the company above is a link to it, whatever it is called', () => {
  for (const heading of 'parent, parent company, parent account, subsidiary of, part of, mutter, muttergesellschaft'.split(', ')) {
    const rows = [
      ['Alba', ''],
      ['Bex', 'Alba'],
    ]
    expect(planOf(sampleOf('companies.csv', ['Name', heading], rows))[0]?.columns[1]?.becomes, heading).toEqual({
      ...{ to: 'link', association: 'parent', type: 'company', match: 'name' },
    })
  }
})

test('[SDK-16] headings are compared in plain words', () => {
  const spellings = ['Renewal date', 'RENEWAL-DATE', ' renewal_date ', 'renewalDate', 'property_renewal_date', 'property_hs_renewal_date']
  for (const heading of spellings)
    expect(planOf(sampleOf('companies.csv', [heading]))[0]?.columns[0]?.becomes, heading).toEqual({ to: 'property', name: 'renewalDate' })
})
